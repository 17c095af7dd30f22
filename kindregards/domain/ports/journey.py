"""What the journey's steps read and record; every method is one whole transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kindregards.domain.applications import HeldReason, Outcome
from kindregards.domain.cases import CaseFile
from kindregards.domain.channels import Channel, SendResult
from kindregards.domain.decisions import DecisionMode
from kindregards.domain.evidence import Evidence
from kindregards.domain.journey import Alarm, ApplicationRef, CommandKind, LetterRef, Told
from kindregards.domain.letters import Finding, Letter, Purpose
from kindregards.domain.reminders import TellingProgress
from kindregards.domain.reviews import Handover
from kindregards.domain.tones import ToneChoice


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A letter to be kept, with what the lint said, what it rests on, and the channels it may take, in order.

    `tone` says whose word the letter's tone is.
    `strengths` is how many the evaluation named with evidence, whether the letter tells them or not.
    """

    letter: Letter
    findings: tuple[Finding, ...]
    channels: tuple[Channel, ...]
    purpose: Purpose = Purpose.OUTCOME
    evidence: tuple[Evidence, ...] = ()
    tone: ToneChoice | None = None
    strengths: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDecision:
    """A decision to be recorded; `leave_at` is when it may be told.

    `recorded_at` is the step's own moment; a person may have decided long before, while the worker was away.
    """

    outcome: Outcome
    mode: DecisionMode
    rule: str | None
    reason: str | None
    decided_by: str
    decided_at: datetime
    recorded_at: datetime
    policy_version: int
    leave_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReview:
    """A review to be opened; `held` is set when a person must look before anything can be sent."""

    flags: tuple[str, ...]
    rule: str | None
    reason: str | None
    group: str
    opened_at: datetime
    alarms: tuple[Alarm, ...]
    held: HeldReason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """An attempt that may now be started; `token` opens the candidate's pages and is known only here."""

    case: CaseFile
    letter: Letter
    purpose: Purpose
    attempt_id: str
    delivery_id: str
    channel: Channel
    address: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterStanding:
    """What the ledger knows of a letter: what follows, and for an outcome letter when it was told."""

    told: Told
    at: datetime | None = None
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderHistory:
    """What decides about the next reminder.

    `unsent_letter_id` names a reminder that is composed but not away, `waiting_copy_ids` letters that a person wishes
    to be sent again, the latest wish last.
    """

    progress: TellingProgress
    unsent_letter_id: str | None = None
    waiting_copy_ids: tuple[str, ...] = ()


class Cases(Protocol):
    """Case files, and what is decided about them."""

    async def open(self, ref: ApplicationRef) -> CaseFile:
        """Return everything known; raise NotFoundError for an application that does not exist."""
        ...

    async def record_decision(self, case: CaseFile, decision: NewDecision, draft: Draft | None) -> str | None:
        """Record a decision with its new letter, the review's own one, or none; return the letter's id.

        Again, with a decision that counts, it changes nothing and returns the same id. Raises CaseChangedError when
        the case is no longer what the step read, so that nothing is decided on what is out of date.
        """
        ...

    async def leave_earlier(self, ref: ApplicationRef, letter_id: str, at: datetime) -> datetime | None:
        """Let a letter that waits leave at an earlier moment, never a later one; return when it may leave."""
        ...

    async def open_review(self, case: CaseFile, review: NewReview, draft: Draft | None) -> tuple[str, str | None]:
        """Ask a person, superseding an earlier open question; return the ids of review and draft."""
        ...

    async def note_alarm(
        self,
        ref: ApplicationRef,
        review_id: str | None,
        kind: str,
        now: datetime,
        *,
        planned: datetime | None = None,
        handover: Handover | None = None,
    ) -> tuple[Alarm, ...] | None:
        """Record that a review was reminded, escalated or held, or that an interview is overdue.

        With a handover the review goes to its group; returned is the clock that runs from then on. The same alarm
        (by its planned time) again changes nothing and returns the same.
        """
        ...

    async def end(
        self, case: CaseFile, outcome: Outcome, draft: Draft | None, *, request: CommandKind, now: datetime
    ) -> str | None:
        """Stop whatever waits, close the application, and return the id of the letter of thanks.

        Raises CaseChangedError when an interview comes, or the candidate leaves, just as it expires.
        """
        ...

    async def close(self, ref: ApplicationRef, now: datetime) -> bool:
        """Close an application that was told; False when the candidate has left first, which is to be carried out."""
        ...

    async def forget(self, ref: ApplicationRef, now: datetime) -> None:
        """Close an application whose person was erased; again is harmless."""
        ...

    async def turn_away(self, ref: ApplicationRef, sequences: Sequence[int], now: datetime) -> None:
        """Mark commands as too late, and show people what was asked for in vain; again is harmless."""
        ...

    async def release_advance(self, ref: ApplicationRef, now: datetime) -> CaseFile | None:
        """Let an advance be known; None when it was undone first. A live offer stays open, others close."""
        ...


class Ledger(Protocol):
    """Letters, deliveries and attempts."""

    async def reserve(self, letter: LetterRef, now: datetime) -> Reservation | LetterStanding:
        """Check everything again and reserve the next attempt, or say why there is none."""
        ...

    async def start(self, reservation: Reservation, now: datetime, *, provider: str | None = None) -> None:
        """Commit the attempt as in flight, with its provider; not a byte may leave before this returns."""
        ...

    async def finish(self, reservation: Reservation, result: SendResult, now: datetime) -> LetterStanding:
        """Record a provider's answer."""
        ...

    async def reconcile(self, letter: LetterRef, now: datetime) -> LetterStanding:
        """Say what is known after a crash or a provider's report."""
        ...

    async def resume(self, letter: LetterRef, instruction: str, now: datetime) -> LetterStanding:
        """Carry out a person's word on a held letter: `retry`, `sent` or `not_sent`."""
        ...


class Calls(Protocol):
    """Calls that come before a letter."""

    async def open(self, ref: ApplicationRef, *, due_at: datetime, now: datetime) -> datetime | None:
        """Open the call of the standing decision, once; return since when it waits, or None when it is settled."""
        ...


class SideLetters(Protocol):
    """Letters beside the decision: that an appeal came in, that an earlier letter was wrong."""

    async def add(self, case: CaseFile, draft: Draft, *, now: datetime, sequence: int = 1) -> str:
        """Keep a letter under its purpose and sequence, once, and return its id."""
        ...


class Reminders(Protocol):
    """Reminders and what decides about them."""

    async def history(self, ref: ApplicationRef) -> ReminderHistory:
        """Return what was reminded so far and whether the letter was read."""
        ...

    async def add(self, case: CaseFile, draft: Draft, number: int, now: datetime) -> str:
        """Keep reminder `number` (from 1), once, and return its id."""
        ...
