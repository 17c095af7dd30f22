"""How well machines are told from people: `python -m tests.domain.reading_corpus` prints precision and recall.

Two sets of labelled cases under `corpora/`: grading was developed with one, and every mail client, browser, proxy and
scanner of the other (`held_out`) was left out of development; its file was committed before the grading. Both were
written by hand from what vendors and operators publish about user agents, headers and timing, not recorded from live
traffic. `human` means a person looked, `machine` that only software did, `unclear` that the same request comes in both
cases: nobody should claim a person there, so claiming one counts against precision.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kindregards.channels.sendgrid_events import opened_by_machine
from kindregards.domain.provider_events import EventKind, ProviderEvent
from kindregards.domain.reading import PageView, reading_of, stops_reminders
from kindregards.domain.viewers import seen_by_machine
from tests.builders import NOW
from tests.report_options import report_parser

FOLDER = Path(__file__).parent / "corpora"
SETS = ("development", "held_out")

Json = Mapping[str, Any]  # Any: JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What came in about one letter from one source, and who it really was."""

    family: str
    label: str
    what: str
    sightings: tuple[Json, ...]

    @property
    def is_claimed_human(self) -> bool:
        """Say whether the product would take this for a person's reading, and stop reminding."""
        reading = reading_of(
            events=tuple(_events(self.sightings)), views=tuple(_views(self.sightings)), delivered_at=NOW
        )
        return stops_reminders(reading)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How a set went."""

    cases: int
    families: int
    precision: float
    recall: float
    labels: Mapping[str, int]
    wrong: tuple[Case, ...]


def load(name: str) -> tuple[Case, ...]:
    """Return the cases of a set."""
    lines = (FOLDER / f"reading_{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(
        Case(family=row["family"], label=row["label"], what=row["what"], sightings=tuple(row["sightings"]))
        for row in map(json.loads, lines)
    )


def score(cases: Iterable[Case]) -> Score:
    """Return precision and recall of claiming that a person has read a letter."""
    cases = tuple(cases)
    claimed = [case for case in cases if case.is_claimed_human]
    people = [case for case in cases if case.label == "human"]
    right = [case for case in claimed if case.label == "human"]
    return Score(
        cases=len(cases),
        families=len({case.family for case in cases}),
        precision=len(right) / len(claimed),
        recall=len(right) / len(people),
        labels=Counter(case.label for case in cases),
        wrong=tuple(
            case
            for case in cases
            if case.is_claimed_human != (case.label == "human")
            and case not in right
            and (case in claimed or case.label == "human")
        ),
    )


def _events(sightings: Iterable[Json]) -> Iterable[ProviderEvent]:
    for number, each in enumerate(sightings):
        if each["kind"] == "view":
            continue
        kind = EventKind.OPENED if each["kind"] == "open" else EventKind.CLICKED
        report = {"event": each["kind"], "useragent": each["agent"], "sg_machine_open": each.get("declared")}
        yield ProviderEvent(
            provider="sendgrid",
            event_key=str(number),
            kind=kind,
            occurred_at=_at(each),
            machine=opened_by_machine(report),
        )


def _views(sightings: Iterable[Json]) -> Iterable[PageView]:
    for each in sightings:
        if each["kind"] == "view":
            headers = {"user-agent": each["agent"], **each["headers"]}
            yield PageView(at=_at(each), machine=seen_by_machine(each["method"], headers))


def _at(sighting: Json) -> datetime:
    return NOW + timedelta(seconds=sighting["after"])


def main() -> None:
    """Print how each set went; one JSON object last."""
    report_parser("tests.domain.reading_corpus", __doc__).parse_args()
    found = {name: score(load(name)) for name in SETS}
    for name, each in found.items():
        for case in each.wrong:
            sys.stdout.write(f"{name}: {case.label}, {case.family}: {case.what}\n")
    summary = {
        name: {
            "cases": each.cases,
            "families": each.families,
            **each.labels,
            "precision": round(each.precision, 3),
            "recall": round(each.recall, 3),
        }
        for name, each in found.items()
    }
    sys.stdout.write(json.dumps(summary) + "\n")


if __name__ == "__main__":
    main()
