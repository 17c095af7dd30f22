"""One candidate's way through the system: its steps with their times, and what became of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kindregards.demo.people import Json, Person

_AT_THE_CANDIDATE = frozenset({"accepted", "in_transit", "delivered"})
_HOW_MANY = frozenset({"highlight", "competency"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that happened; `event` is the timeline's, or one of what people did outside the system."""

    at: datetime
    event: str
    actor: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)  # Any: JSON


@dataclass(slots=True, kw_only=True)
class Way:
    """What is known of one candidate; it grows while they are on their way."""

    person: Person
    application: Json = field(default_factory=dict)
    outside: list[Step] = field(default_factory=list)
    timeline: list[Json] = field(default_factory=list)
    letter: Json | None = None
    letter_link: str | None = None
    page: str = ""
    problems: list[str] = field(default_factory=list)

    @property
    def steps(self) -> list[Step]:
        """Return everything that happened, oldest first."""
        inside = [
            Step(at=_instant(entry["at"]), event=entry["event"], actor=entry["actor"], detail=_detail(entry))
            for entry in self.timeline
        ]
        return sorted([*inside, *self.outside], key=lambda step: step.at)

    @property
    def outcome(self) -> str | None:
        """Return how the application ended."""
        return self.application.get("outcome")

    @property
    def reason(self) -> str | None:
        """Return the recorded reason: the candidate's own one where they ended it."""
        own = next((step.detail.get("reason") for step in self.steps if step.event == "offer_declined"), None)
        decision = self.application.get("decision") or {}
        return own or decision.get("reason")

    @property
    def flags(self) -> tuple[str, ...]:
        """Return why a person was asked; empty when nobody was."""
        return tuple(flag for step in self.steps for flag in step.detail.get("flags", ()))

    @property
    def is_human(self) -> bool:
        """Say whether a person decided."""
        return (self.application.get("decision") or {}).get("mode") == "human"

    @property
    def is_asked(self) -> bool:
        """Say whether a case waits for a person."""
        return self.application.get("state") == "awaiting_review"

    @property
    def is_told(self) -> bool:
        """Say whether the candidate can know."""
        return self.application.get("told_at") is not None

    @property
    def is_written_to(self) -> bool:
        """Say whether a letter left; an advance has none."""
        return self.letter is not None and self.letter["accepted_at"] is not None

    @property
    def is_delivered(self) -> bool:
        """Say whether the letter is with the candidate, as far as its channel can tell."""
        return self.letter is not None and any(each["state"] in _AT_THE_CANDIDATE for each in self.letter["deliveries"])

    @property
    def is_opened(self) -> bool:
        """Say whether the candidate's page showed the letter; nobody confirms without having seen it."""
        return self.is_acknowledged or any(step.event == "opened" for step in self.outside)

    @property
    def is_acknowledged(self) -> bool:
        """Say whether the candidate confirmed having read the letter."""
        return self.application.get("acknowledged_at") is not None

    @property
    def reminders(self) -> tuple[str, ...]:
        """Return the channels on which the candidate was reminded."""
        return tuple(str(step.detail.get("channel")) for step in self.steps if step.event == "reminded")

    @property
    def praise(self) -> tuple[str, ...]:
        """Return the sentences of the letter that rest on what the interview found good."""
        return tuple(text for text, sources in self._facts() if _HOW_MANY & {_field(each) for each in sources})

    @property
    def strengths(self) -> int:
        """Return how many strengths the letter names; a highlight and its competency are one."""
        sources = {source for _, named in self._facts() for source in named}
        highlights = {source for source in sources if _field(source) == "highlight"}
        return len(highlights or {source for source in sources if _field(source) == "competency"})

    def lines_with(self, parts: Iterable[str]) -> tuple[str, ...]:
        """Return the lines of the letter that hold any of these words, each once."""
        lines = str((self.letter or {}).get("text", "")).splitlines()
        return tuple(dict.fromkeys(line.strip() for part in parts for line in lines if part in line))

    def shows(self, words: str) -> bool:
        """Say whether the letter, or its page as far as it was opened, holds these words."""
        return words in str((self.letter or {}).get("text", "")) or words in self.page

    @property
    def seconds_to_letter(self) -> float | None:
        """Return the time from the interview's result to the acceptance of a letter of rejection by its channel."""
        result = next((step.at for step in self.steps if step.event == "result_received"), None)
        if result is None or self.outcome != "reject" or self.letter is None or self.letter["accepted_at"] is None:
            return None
        return (_instant(self.letter["accepted_at"]) - result).total_seconds()

    def _facts(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for fact in (self.letter or {}).get("facts", ()):
            yield str(fact["text"]), tuple(fact["sources"])


def _detail(entry: Json) -> Json:
    return {name: value for name, value in (entry.get("detail") or {}).items() if value is not None}


def _field(source: str) -> str:
    return source.partition(":")[0]


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
