"""A company at work on a real database: applications, reviews and letters, one step at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from activities.asking import alarms_of
from activities.drafting import Drafting
from kindregards.calendars.country_workdays import CountryWorkdays
from kindregards.domain.applications import HeldReason, Outcome
from kindregards.domain.cases import CaseFile
from kindregards.domain.channels import Channel, SendResult, SendStatus
from kindregards.domain.decisions import DECIDED_BY_POLICY, DecisionMode
from kindregards.domain.intake import ApplicationView
from kindregards.domain.journey import ApplicationRef, CommandKind, LetterRef
from kindregards.domain.policies import Policy
from kindregards.domain.ports.commands import OpenCommand
from kindregards.domain.ports.journey import Draft, LetterStanding, NewDecision, NewReview, Reservation
from kindregards.domain.provider_events import EventKind, EventReason, ProviderEvent, Severity
from kindregards.domain.reviewing import DeliveryView, ReviewAnswer, ReviewCase
from kindregards.letters.composer import TemplateComposer
from kindregards.settings import Settings
from kindregards.store.commands import Commands
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.database import Database
from kindregards.wiring import Stores, build_stores
from tests.builders import NOW, a_send_result
from tests.world import QUICK_POLICY, a_new_application, prepare_company

REASON = "interview_performance"
ACCEPTED = a_send_result(provider="script", provider_message_id="m-1")
LATER = NOW + timedelta(hours=2)

_drafting = Drafting(composer=TemplateComposer(), calendar=CountryWorkdays(), available=tuple(Channel))


@dataclass
class Commanded:
    """Stands where the relay is: keeps what it is told of, or breaks."""

    commands: list[OpenCommand] = field(default_factory=list)
    breaks: bool = False

    def __call__(self, command: OpenCommand) -> None:
        """Keep a command."""
        if self.breaks:
            raise RuntimeError("the relay is broken")
        self.commands.append(command)


@dataclass(frozen=True, kw_only=True)
class Office:
    """One process of a company: its own connections and its own relay."""

    stores: Stores
    trigger: Commanded

    @property
    def database(self) -> Database:
        """Return the connections."""
        return self.stores.database

    @property
    def queue(self) -> Commands:
        """Return the queue of commands, as the relay sees it."""
        return Commands(self.stores.database)

    async def submit(self, number: int = 1, *, now: datetime = NOW, **changes: object) -> ApplicationRef:
        """Take an application in, with its result unless `result=None`."""
        submitted = await self.stores.intake.submit(DEFAULT_COMPANY_ID, a_new_application(number, **changes), now=now)
        return ApplicationRef(company_id=DEFAULT_COMPANY_ID, application_id=submitted.application.id)

    async def draft(self, case: CaseFile, *channels: Channel) -> Draft:
        """Compose the letter that tells a rejection."""
        draft, _ = _drafting.outcome_draft(case, reason=REASON, now=NOW)
        assert draft is not None
        return replace(draft, channels=channels) if channels else draft

    async def reject(self, ref: ApplicationRef, *channels: Channel) -> LetterRef:
        """Decide by policy, with a letter on these channels."""
        case = await self.stores.cases.open(ref)
        letter_id = await self.stores.cases.record_decision(case, a_rejection(), await self.draft(case, *channels))
        assert letter_id is not None
        return letter_of(ref, letter_id)

    async def rejected(self, number: int = 1, *channels: Channel) -> LetterRef:
        """Take in an application that is rejected at once."""
        return await self.reject(await self.submit(number), *channels)

    async def ask(
        self, ref: ApplicationRef, *, flags: Sequence[str] = (), held: HeldReason | None = None, draft: bool = True
    ) -> ReviewCase:
        """Put a case in front of a person."""
        case = await self.stores.cases.open(ref)
        review = a_review(flags=tuple(flags), held=held)
        review_id, _ = await self.stores.cases.open_review(case, review, await self.draft(case) if draft else None)
        return await self.stores.reviews.case(ref.company_id, review_id)

    async def decide(self, case: ReviewCase, **changes: object) -> ReviewCase:
        """Answer a review."""
        answer = an_answer(case, **changes)
        return await self.stores.reviews.decide(DEFAULT_COMPANY_ID, case.review.id, answer, now=NOW)

    async def try_reserve(self, letter: LetterRef, now: datetime = NOW) -> Reservation | LetterStanding:
        """Reserve an attempt if there can be one."""
        return await self.stores.ledger.reserve(letter, now)

    async def resume(self, letter: LetterRef, instruction: str, now: datetime = NOW) -> LetterStanding:
        """Carry out a person's word on a held letter."""
        return await self.stores.ledger.resume(letter, instruction, now)

    async def reserve(self, letter: LetterRef, now: datetime = NOW) -> Reservation:
        """Reserve an attempt; there must be one."""
        reserved = await self.stores.ledger.reserve(letter, now)
        assert isinstance(reserved, Reservation), reserved
        return reserved

    async def start(self, letter: LetterRef, now: datetime = NOW) -> Reservation:
        """Reserve an attempt and mark it as in flight."""
        reserved = await self.reserve(letter, now)
        await self.stores.ledger.start(reserved, now)
        return reserved

    async def send(
        self, letter: LetterRef, result: SendResult | SendStatus = ACCEPTED, now: datetime = NOW
    ) -> tuple[Reservation, LetterStanding]:
        """Try to send once, with this answer from the provider."""
        reserved = await self.start(letter, now)
        if isinstance(result, SendStatus):
            result = an_outcome(result)
        return reserved, await self.stores.ledger.finish(reserved, result, now)

    async def view(self, letter: LetterRef) -> ApplicationView:
        """Return where a letter's application stands."""
        return await self.stores.applications.get(application_of(letter))

    async def deliveries(self, letter: LetterRef) -> tuple[DeliveryView, ...]:
        """Return a letter's way, in ladder order."""
        return (await self.stores.letters.letter(letter.company_id, letter.letter_id)).deliveries

    async def channels(self, letter: LetterRef) -> dict[str, str]:
        """Return the state of each delivery by channel."""
        return {delivery.channel: delivery.state for delivery in await self.deliveries(letter)}

    async def attempts(self, letter: LetterRef) -> list[str]:
        """Return the states of all attempts, in ladder order."""
        return [attempt.state for delivery in await self.deliveries(letter) for attempt in delivery.attempts]

    async def events(self, letter: LetterRef) -> list[str]:
        """Return what happened to a letter's application, oldest first."""
        return [entry.event for entry in await self.stores.applications.timeline(application_of(letter))]

    async def report(self, *reports: ProviderEvent, now: datetime = LATER) -> int:
        """Take providers' reports in and return how many were new."""
        return await self.stores.provider_events.add(reports, now=now)

    async def told(self, number: int = 1, *channels: Channel) -> tuple[LetterRef, Reservation]:
        """Take in an application whose letter is with the provider."""
        letter = await self.rejected(number, *channels)
        return letter, (await self.send(letter, accepted(number)))[0]


async def hears(office: Office) -> list[CommandKind]:
    """Return what the journeys were told of since their start."""
    kinds = [command.command.kind for command in office.trigger.commands]
    for round_number in range(1, 10):
        later = NOW + timedelta(hours=round_number)
        commands = await office.queue.claim(limit=100, now=later)
        kinds += [command.command.kind for command in commands if command.command.sequence > 1]
        await office.queue.settle(commands, late=False, now=later)
    return [kind for kind in kinds if kind is not CommandKind.START]


def an_office(settings: Settings, database: Database) -> Office:
    """Return a process on this database, with the keys that these settings name."""
    trigger = Commanded()
    return Office(stores=build_stores(settings, database, trigger=trigger, clock=lambda: NOW), trigger=trigger)


def founded(office: Office, policy: Policy = QUICK_POLICY) -> Office:
    """Insert the company with its policy."""
    office.database.write_sync(lambda session: prepare_company(office.stores, policy, session, NOW))
    return office


def accepted(number: int) -> SendResult:
    """Return a provider's acceptance under a message id of its own."""
    return replace(ACCEPTED, provider_message_id=f"m-{number}")


def a_rejection(**changes: object) -> NewDecision:
    """Return a rejection by policy that may be told at once."""
    decision = NewDecision(
        outcome=Outcome.REJECT,
        mode=DecisionMode.AUTOMATIC,
        rule="rule 2: score below 60",
        reason=REASON,
        decided_by=DECIDED_BY_POLICY,
        decided_at=NOW,
        recorded_at=NOW,
        policy_version=1,
        leave_at=NOW,
    )
    return replace(decision, **changes)  # type: ignore[arg-type] # replace() checks the names


def an_advance(**changes: object) -> NewDecision:
    """Return an advance by policy."""
    return a_rejection(outcome=Outcome.ADVANCE, rule="rule 3: score at least 75", reason=None, **changes)


def a_review(**changes: object) -> NewReview:
    """Return a question to the recruiters with the default times."""
    review = NewReview(
        flags=(),
        rule="rule 4: otherwise",
        reason=REASON,
        group="recruiters",
        opened_at=NOW,
        alarms=alarms_of(QUICK_POLICY.review, opened_at=NOW),
    )
    return replace(review, **changes)  # type: ignore[arg-type] # replace() checks the names


def an_answer(case: ReviewCase, **changes: object) -> ReviewAnswer:
    """Return a reviewer's rejection of the case as they saw it."""
    answer = ReviewAnswer(
        outcome=Outcome.REJECT,
        reason=REASON,
        version=case.review.version,
        decided_by="user-1",
        letter_hash=case.letter_hash,
    )
    return replace(answer, **changes)  # type: ignore[arg-type] # replace() checks the names


def letter_of(ref: ApplicationRef, letter_id: str) -> LetterRef:
    """Name a letter of an application."""
    return LetterRef(company_id=ref.company_id, application_id=ref.application_id, letter_id=letter_id)


def application_of(letter: LetterRef) -> ApplicationRef:
    """Name the application of a letter."""
    return ApplicationRef(company_id=letter.company_id, application_id=letter.application_id)


def an_outcome(status: SendStatus, **changes: object) -> SendResult:
    """Return what a provider may answer."""
    result = SendResult(status=status, provider="script", error_code=status)
    return replace(result, **changes)  # type: ignore[arg-type] # replace() checks the names


def a_bounce(reserved: Reservation, severity: Severity = Severity.PERMANENT, **changes: object) -> ProviderEvent:
    """Return a report that a letter came back, for good or for now."""
    reason = EventReason.INVALID if severity is Severity.PERMANENT else EventReason.MAILBOX_FULL
    return a_report(reserved, EventKind.BOUNCED, severity=severity, reason=reason, **changes)


def a_report(reserved: Reservation, kind: EventKind, **changes: object) -> ProviderEvent:
    """Return a provider's report about an attempt, a minute later."""
    event = ProviderEvent(
        provider="script",
        event_key=f"{kind}-{reserved.attempt_id}",
        kind=kind,
        occurred_at=NOW + timedelta(minutes=1),
        attempt_id=reserved.attempt_id,
    )
    return replace(event, **changes)  # type: ignore[arg-type] # replace() checks the names
