"""The guided tour: one scenario with invented candidates, as somebody new watches it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kindregards.domain.errors import ConflictError, NotFoundError
from kindregards.domain.languages import Language


class Scenario(StrEnum):
    """One of the three stories."""

    SCREENING = "screening"
    SECOND_ROUND = "second-round"
    OFFER = "offer"

    @property
    def stage(self) -> str:
        """Return the stage as the API names it."""
        return self.value.replace("-", "_")


class TourNotFoundError(NotFoundError):
    """Nobody started this tour here, or its applications are gone."""

    code = "tour_not_found"


class ToursOffError(NotFoundError):
    """The company does not offer tours."""

    code = "tours_off"


class TooManyToursError(ConflictError):
    """Several tours are under way already."""

    code = "too_many_tours"


@dataclass(frozen=True, slots=True, kw_only=True)
class TourName:
    """Which tour: `run` tells it from others of the same scenario and language, whose people write in `language`."""

    scenario: Scenario
    language: Language
    run: str


class Stop(StrEnum):
    """Where a candidate of the tour has come to."""

    WAITING = "waiting"
    INTERVIEW = "interview"
    ASSESS = "assess"
    REVIEW = "review"
    CALL = "call"
    TELL = "tell"
    DECLINE = "decline"
    LETTER = "letter"
    UNREAD = "unread"
    READ = "read"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class TourStep:
    """One thing that happened; `event` is the timeline's code, `sentence` tells it in the reader's language."""

    at: datetime
    event: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TourTask:
    """A case that waits for a person. `decides_at` is when the demo decides itself; None while somebody has it open."""

    review_id: str
    decides_at: datetime | None
    calls_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TourPerson:
    """One invented candidate, as far as they have come.

    `shows` says what their way is an example of, `quotes` is what makes the letter theirs, `letter_link` their own page
    of it, `trouble` what went otherwise than it should.
    """

    key: str
    name: str
    job_title: str
    score: float
    country: str
    shows: str
    at: Stop
    doing: str
    application_id: str | None = None
    outcome: str | None = None
    steps: Sequence[TourStep] = ()
    quotes: Sequence[str] = ()
    task: TourTask | None = None
    letter_link: str | None = None
    trouble: Sequence[str] = ()

    @property
    def is_done(self) -> bool:
        """Say whether nothing more happens to them in this tour."""
        return self.at is Stop.DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class TourEnding:
    """How many ended one way, for which reason, decided by whom; all in the reader's words."""

    outcome: str
    reason: str
    decided_by: str
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TourReport:
    """A tour in numbers. `personal` letters rest on evidence; `median_seconds` runs from result to accepted letter."""

    people: int
    told: int
    letters: int
    personal: int
    delivered: int
    read: int
    reminded: int
    median_seconds: float | None
    endings: Sequence[TourEnding]


@dataclass(frozen=True, slots=True, kw_only=True)
class TourZone:
    """Scores from `start` to just under `end`, and what the rules make of them: `reject`, `review` or `advance`."""

    start: float
    end: float
    branch: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """A tour as it stands; `was_taken_up` says that this process did not start it but goes on with it."""

    name: TourName
    title: str
    zones: Sequence[TourZone]
    people: Sequence[TourPerson]
    report: TourReport
    was_taken_up: bool = False

    @property
    def done(self) -> int:
        """Return how many people's ways have ended."""
        return sum(person.is_done for person in self.people)

    @property
    def is_over(self) -> bool:
        """Say whether everybody's way has ended."""
        return self.done == len(self.people)
