"""What a play of the demo amounts to, in numbers."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import median

from kindregards.demo.people import Json
from kindregards.demo.way import Way
from kindregards.domain.languages import Language
from kindregards.domain.tours import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Some candidates in numbers. `personal` letters rest on evidence from the interview.

    `scenario` and `language` are None in the row of all. `median_seconds` runs from the interview's result to the
    acceptance of the letter with the outcome, None where nobody got one.
    """

    scenario: Scenario | None
    language: Language | None
    people: int
    told: int
    letters: int
    personal: int
    delivered: int
    opened: int
    acknowledged: int
    reminded: int
    median_seconds: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How many applications ended one way; `decided_by` is `policy`, `person` or `candidate`."""

    outcome: str
    reason: str | None
    decided_by: str
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A row for each scenario and language, one for all, and the endings, the most frequent first."""

    rows: tuple[Row, ...]
    all: Row
    endings: tuple[Ending, ...]

    def as_json(self) -> Json:
        """Return the report for programs."""
        return asdict(self)


def report_on(ways: Sequence[Way]) -> Report:
    """Add the ways up."""
    groups = dict.fromkeys((way.person.scenario, way.person.language) for way in ways)
    return Report(
        rows=tuple(
            _row([way for way in ways if (way.person.scenario, way.person.language) == group], *group)
            for group in groups
        ),
        all=_row(ways, None, None),
        endings=tuple(_endings(ways)),
    )


def _row(ways: Sequence[Way], scenario: Scenario | None, language: Language | None) -> Row:
    seconds = [way.seconds_to_letter for way in ways if way.seconds_to_letter is not None]
    return Row(
        scenario=scenario,
        language=language,
        people=len(ways),
        told=_count(way.is_told for way in ways),
        letters=_count(way.is_written_to for way in ways),
        personal=_count(way.strengths > 0 for way in ways),
        delivered=_count(way.is_delivered for way in ways),
        opened=_count(way.is_opened for way in ways),
        acknowledged=_count(way.is_acknowledged for way in ways),
        reminded=_count(bool(way.reminders) for way in ways),
        median_seconds=round(median(seconds), 1) if seconds else None,
    )


def _endings(ways: Iterable[Way]) -> Iterable[Ending]:
    counted = Counter((way.outcome or "none", way.reason, _decided_by(way)) for way in ways)
    for (outcome, reason, decided_by), people in sorted(counted.items(), key=_frequent_first):
        yield Ending(outcome=outcome, reason=reason, decided_by=decided_by, people=people)


def _frequent_first(counted: tuple[tuple[str, str | None, str], int]) -> tuple[int, str, str]:
    (outcome, reason, _), people = counted
    return -people, outcome, reason or ""


def _decided_by(way: Way) -> str:
    if way.outcome == "offer_declined":
        return "candidate"
    return "person" if way.is_human else "policy"


def _count(claims: Iterable[bool]) -> int:
    return sum(claims)
