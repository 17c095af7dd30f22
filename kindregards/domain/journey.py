"""What workflows and activities say to each other: ids, codes and times, never people."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Step(StrEnum):
    """Where a journey stands; each step has one method in the workflow."""

    INTERVIEW = "interview"
    ASSESS = "assess"
    REVIEW = "review"
    COOL = "cool"
    TELL = "tell"
    LISTEN = "listen"
    HOLD = "hold"
    CALL = "call"
    END = "end"
    CLOSED = "closed"


class CommandKind(StrEnum):
    """What can come in for an application."""

    START = "start"
    RESULT = "result"
    REVIEW_DECIDED = "review_decided"
    UNDONE = "undone"
    WITHDRAWN = "withdrawn"
    AI_INTERVIEW_DECLINED = "ai_interview_declined"
    OFFER_DECLINED = "offer_declined"
    ACKNOWLEDGED = "acknowledged"
    DELIVERY_CHANGED = "delivery_changed"
    RELEASED = "released"
    RESENT = "resent"
    HURRIED = "hurried"
    APPEALED = "appealed"
    CORRECTED = "corrected"
    CALL_SETTLED = "call_settled"
    ERASED = "erased"
    INVITED = "invited"
    """Has a workflow of its own, because the journey it follows has mostly ended."""
    INTERVIEW_EXPIRED = "interview_expired"
    """Comes from the journey's own clock, never from a door."""
    OFFER_ELSEWHERE = "offer_elsewhere"
    """Comes from the journey itself, when it would tell a no to somebody who holds an offer."""


@dataclass(frozen=True, kw_only=True)
class Command:
    """One thing that came in; `sequence` counts per application, `reference` is an id or a code."""

    sequence: int
    kind: CommandKind
    reference: str | None = None


DUTY_NEAR = "duty_near"
"""The kind of the alarm that rings before a day by which a law wants the candidate told."""


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """A moment at which a review, or an interview, asks for attention."""

    kind: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What follows from an assessment, a review or an undo."""

    step: Step
    review_id: str | None = None
    letter_id: str | None = None
    leave_at: datetime | None = None
    alarms: tuple[Alarm, ...] = ()
    aside: str | None = None
    """A letter to be sent beside the step: it says that an appeal came in, or corrects an earlier one."""


class Told(StrEnum):
    """What became of an attempt to send a letter."""

    SENT = "sent"
    AGAIN = "again"
    """Another try, or the next channel, is due at `at`."""
    HELD = "held"
    STOPPED = "stopped"
    """The letter may not leave: undone or ended meanwhile; the command that says so is on its way."""
    CALL_FIRST = "call_first"
    """A person must speak with the candidate, or say that nobody need, before this letter may leave."""
    ASK_FIRST = "ask_first"
    """The candidate holds an offer, or is further on, elsewhere: a person must look before this letter may leave."""
    OVER = "over"
    """It did not get through and nobody has to look: it was no outcome letter."""


@dataclass(frozen=True, kw_only=True)
class Listening:
    """When to remind next (None: never again) and until when the journey listens."""

    remind_at: datetime | None
    until: datetime


@dataclass(frozen=True, kw_only=True)
class Dispatched:
    """How sending went. `at` is the next try; `listening` None after SENT means that nothing is left to do."""

    told: Told
    at: datetime | None = None
    listening: Listening | None = None


@dataclass(frozen=True, kw_only=True)
class Reminding:
    """The reminder to send now, if one is due, and how to listen on afterwards."""

    letter_id: str | None
    listening: Listening


@dataclass(frozen=True, kw_only=True)
class Aside:
    """A letter that is sent beside the step, and when it is tried next."""

    letter_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ApplicationRef:
    """Names one application."""

    company_id: str
    application_id: str


@dataclass(frozen=True, kw_only=True)
class StepRef:
    """Names an application for a local step, with the journey's time; what was asked before that was given has none."""

    company_id: str
    application_id: str
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class LetterRef:
    """Names one letter of one application."""

    company_id: str
    application_id: str
    letter_id: str


@dataclass(frozen=True, kw_only=True)
class RequestRef:
    """Names what a candidate or a person asked for: `kind` is a command's, `reference` its row or code."""

    company_id: str
    application_id: str
    kind: CommandKind
    reference: str | None = None


@dataclass(frozen=True, kw_only=True)
class LateCommands:
    """Names commands of an application that came in while its journey ended, by their sequence."""

    company_id: str
    application_id: str
    sequences: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class AlarmRef:
    """Names the moment of a review or interview that has come; `at` is when it was planned for."""

    company_id: str
    application_id: str
    kind: str
    review_id: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Journey:
    """A workflow's input; all but the ids and the due time is set only when it continues as new."""

    company_id: str
    application_id: str
    alarms: tuple[Alarm, ...] = ()
    step: Step = Step.INTERVIEW
    last_sequence: int = 0
    review_id: str | None = None
    letter_id: str | None = None
    leave_at: datetime | None = None
    listening: Listening | None = None
    request: Command | None = None
    assesses_locally: bool = False
    """Whether the assessment is a local activity; journeys that began before it was one say no."""
    reminds_locally: bool = False
    """The same of composing reminders."""
    aside: Aside | None = None
    stops: int = 0
    """How often the letter of the last verdict was stopped while the command that says why had not come."""
    inbox: tuple[Command, ...] = ()
