"""Telling the candidate: sending letters once, and reminding while they stay unread."""

from dataclasses import dataclass, replace
from datetime import datetime

from temporalio import activity

from activities.drafting import Drafting
from kindregards.domain.applications import Stage
from kindregards.domain.calendars import next_opening
from kindregards.domain.cases import CaseFile
from kindregards.domain.channels import Channel, InlineImage, Message, SendResult, SendStatus
from kindregards.domain.dispatching import COURTESIES, WORKER_LOST, has_overslept
from kindregards.domain.journey import ApplicationRef, Dispatched, LetterRef, Listening, Reminding, StepRef, Told
from kindregards.domain.letters import LetterKind, Purpose
from kindregards.domain.looks import logo_id
from kindregards.domain.notices import Notice
from kindregards.domain.page_addresses import page_addresses
from kindregards.domain.ports.brands import Logos
from kindregards.domain.ports.channels import Sender
from kindregards.domain.ports.clock import Clock
from kindregards.domain.ports.journey import Cases, Ledger, LetterStanding, Reminders, Reservation
from kindregards.domain.ports.letters import LetterRenderer
from kindregards.domain.ports.senders import LinkFactory, Senders
from kindregards.domain.quiet_hours import awake_until
from kindregards.domain.reminders import PlannedReminder, TellingProgress, next_reminder, reminder_ladder


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Carries letters from the ledger to a provider and reads the answer back into it."""

    cases: Cases
    ledger: Ledger
    reminders: Reminders
    drafting: Drafting
    renderer: LetterRenderer
    senders: Senders
    links: LinkFactory
    logos: Logos
    clock: Clock

    @activity.defn(name="dispatch")
    async def dispatch(self, letter: LetterRef) -> Dispatched:
        """Send one letter once. Never retried by the engine: the ledger says whether it may be sent again."""
        reserved = await self.ledger.reserve(letter, self.clock())
        if isinstance(reserved, LetterStanding):
            return await self._dispatched(letter, reserved)
        sender = self.senders.sender_for(reserved.channel, is_test=reserved.case.is_test)
        message = self._message(reserved, await self._images(reserved))
        started_at = self.clock()
        await self.ledger.start(reserved, started_at, provider=sender.provider)
        result = await self._hand_over(sender, message, started_at)
        standing = await self.ledger.finish(reserved, result, self.clock())
        return self._answer(reserved.case, standing)

    async def _hand_over(self, sender: Sender, message: Message, started_at: datetime) -> SendResult:
        """Call the provider, unless this machine stood still for so long that somebody else may have taken over."""
        if has_overslept(started_at=started_at, now=self.clock()):
            return SendResult(status=SendStatus.NOT_SENT, provider=sender.provider, error_code=WORKER_LOST)
        return await sender.send(message)

    @activity.defn(name="reconcile")
    async def reconcile(self, letter: LetterRef) -> Dispatched:
        """Say what is known of a letter after a crash or a provider's report."""
        return await self._dispatched(letter, await self.ledger.reconcile(letter, self.clock()))

    @activity.defn(name="release-advance")
    async def release(self, ref: ApplicationRef) -> Dispatched:
        """Let an advance be known to neighbour systems; an offer stays open for the candidate's answer."""
        case = await self.cases.release_advance(ref, self.clock())
        if case is None:
            is_over = (await self.cases.open(ref)).is_closed
            return Dispatched(told=Told.OVER if is_over else Told.STOPPED)
        if case.stage is not Stage.OFFER or case.told_at is None:
            return Dispatched(told=Told.SENT)
        listening = Listening(remind_at=None, until=case.told_at + case.policy.appeal_window)
        return Dispatched(told=Told.SENT, listening=listening)

    @activity.defn(name="remind")
    async def remind(self, subject: StepRef) -> Reminding:
        """Compose the reminder that is due, if the letter is still unread; a copy that a person wants goes first."""
        ref = ApplicationRef(company_id=subject.company_id, application_id=subject.application_id)
        case = await self.cases.open(ref)
        history = await self.reminders.history(ref)
        now = subject.at or self.clock()
        planned = self._planned(case, history.progress, now)
        if history.waiting_copy_ids:
            # The latest wish first: it may name a channel that is open when an earlier one is not.
            *others, latest = history.waiting_copy_ids
            after = now if others else planned.at if planned else None
            return Reminding(letter_id=latest, listening=self._listening(case, after))
        if planned is None:
            return Reminding(letter_id=None, listening=self._listening(case, None))
        if planned.at > now:
            return Reminding(letter_id=None, listening=self._listening(case, planned.at))
        letter_id = history.unsent_letter_id or await self._compose_reminder(case, planned, now)
        following = self._planned(case, _after(history.progress), now)
        return Reminding(letter_id=letter_id, listening=self._listening(case, following.at if following else None))

    async def _dispatched(self, letter: LetterRef, standing: LetterStanding) -> Dispatched:
        if standing.told is not Told.SENT:
            return Dispatched(told=standing.told, at=standing.at)
        ref = ApplicationRef(company_id=letter.company_id, application_id=letter.application_id)
        return self._answer(await self.cases.open(ref), standing)

    def _answer(self, case: CaseFile, standing: LetterStanding) -> Dispatched:
        """Return what the workflow needs: after an outcome letter, when to remind and how long to listen."""
        if standing.told is not Told.SENT or standing.told_at is None:
            return Dispatched(told=standing.told, at=standing.at)
        is_over = case.acknowledged_at is not None or case.appeal is not None
        progress = TellingProgress(told_at=standing.told_at, ended=is_over)
        planned = self._planned(case, progress, self.clock())
        until = standing.told_at + case.policy.appeal_window
        return Dispatched(told=Told.SENT, listening=Listening(remind_at=planned.at if planned else None, until=until))

    def _planned(self, case: CaseFile, progress: TellingProgress, now: datetime) -> PlannedReminder | None:
        planned = next_reminder(
            policy=case.policy,
            candidate=case.candidate,
            available=self.senders.available,
            progress=progress,
            now=now,
        )
        if planned is None:
            return None
        at = next_opening(
            after=planned.at,
            window=case.policy.telling.window,
            timezone_name=case.candidate.timezone,
            country=case.candidate.country,
            calendar=self.drafting.calendar,
        )
        return replace(planned, at=at)

    def _listening(self, case: CaseFile, remind_at: datetime | None) -> Listening:
        told_at = case.told_at or self.clock()
        return Listening(remind_at=remind_at, until=told_at + case.policy.appeal_window)

    async def _compose_reminder(self, case: CaseFile, planned: PlannedReminder, now: datetime) -> str | None:
        draft = self.drafting.draft(case, kind=LetterKind.REMINDER, purpose=Purpose.REMINDER, now=now)
        if draft is None:
            return None
        channels = reminder_ladder(
            planned, policy=case.policy, candidate=case.candidate, available=self.senders.available
        )
        return await self.reminders.add(case, replace(draft, channels=channels), planned.number, now)

    async def _images(self, reserved: Reservation) -> tuple[InlineImage, ...]:
        """Return what a mail carries besides its words; a letter without a logo costs nothing."""
        look = reserved.letter.look
        if reserved.channel is not Channel.EMAIL or look is None or look.logo is None:
            return ()
        file = await self.logos.logo(reserved.case.ref.company_id, look.logo.digest)
        return (InlineImage(content_id=logo_id(file.logo), media_type=file.logo.media_type, content=file.content),)

    def _message(self, reserved: Reservation, images: tuple[InlineImage, ...]) -> Message:
        rendered = self.renderer.render(reserved.letter, page_addresses(self.links, reserved.token))
        is_email = reserved.channel is Channel.EMAIL
        return Message(
            attempt_id=reserved.attempt_id,
            company_id=reserved.case.ref.company_id,
            channel=reserved.channel,
            address=reserved.address,
            recipient_name=reserved.case.candidate.name,
            subject=rendered.subject,
            text=rendered.text if is_email else rendered.sms,
            html=rendered.html if is_email else None,
            images=images,
            sender_name=reserved.case.brand.sender_name,
            notice=Notice(
                headline=rendered.headline,
                company=reserved.case.brand.company_name,
                job=reserved.case.job.title,
                link=self.links.letter(reserved.token),
            ),
            deliver_until=awake_until(
                self.clock(),
                timezone_name=reserved.case.candidate.timezone,
                window=reserved.case.policy.telling.window,
            ),
            unsubscribe_url=self.links.unsubscribe(reserved.token)
            if is_email and reserved.purpose in COURTESIES
            else None,
            reply_to=self.links.reply_to(reserved.token) if is_email else None,
        )


def _after(progress: TellingProgress) -> TellingProgress:
    """Return the progress as it will be when the reminder has gone out."""
    return replace(progress, reminders_sent=progress.reminders_sent + 1)
