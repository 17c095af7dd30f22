"""A candidate's journey, from application to the last word."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from temporalio import workflow
from temporalio.exceptions import ActivityError, FailureError

with workflow.unsafe.imports_passed_through():
    from activities.assessment import Assessment
    from activities.attention import Attention
    from activities.calling import Calling
    from activities.ending import Ending
    from activities.reviewing import Reviewing
    from activities.telling import Telling
    from kindregards.domain.journey import (
        ApplicationRef,
        Aside,
        Command,
        CommandKind,
        Dispatched,
        Journey,
        Reminding,
        Step,
        Told,
        Verdict,
    )
    from workflows.alarms import carried
    from workflows.beside import ASKED_BESIDE, forget, is_erased, take_up
    from workflows.inbox import Inbox
    from workflows.naming import Names
    from workflows.options import DISPATCH, RECORD, WITHIN_TASK

STOPS = 5
"""How often a letter that was stopped is looked at again before a person is asked."""

PAUSE = timedelta(minutes=1)
"""How long a command is waited for that is known to be on its way."""

BREATH = timedelta(seconds=2)
"""How long a step is left alone that would be asked the same again at once."""


@workflow.defn(name="candidate-journey")
class CandidateJourney:
    """One application: interview, assess, review, cool, tell, remind and listen, close.

    The database decides who was first; this decides what comes next. Signals only record, the loop acts.
    """

    @workflow.init
    def __init__(self, journey: Journey) -> None:
        """Take the journey up where an earlier run left it, or at its beginning."""
        self.application = ApplicationRef(company_id=journey.company_id, application_id=journey.application_id)
        self.names = Names(self.application)
        self.inbox = Inbox(journey.inbox, journey.last_sequence)
        self.step = journey.step
        self.alarms = journey.alarms
        self.review_id = journey.review_id
        self.letter_id = journey.letter_id
        self.leave_at = journey.leave_at
        self.listening = journey.listening
        self.request = journey.request
        self.assesses_locally = journey.assesses_locally
        self.reminds_locally = journey.reminds_locally
        self.aside = journey.aside
        self.stops = journey.stops

    @workflow.run
    async def run(self, _journey: Journey) -> None:
        """Take one step after the other until nothing is left to do."""
        while self.step is not Step.CLOSED:
            if workflow.info().is_continue_as_new_suggested():
                workflow.continue_as_new(self.so_far())
            self.step = await self.next_step()
        await self.turn_away_the_late()
        await workflow.wait_condition(workflow.all_handlers_finished)

    @workflow.signal
    def receive(self, command: Command) -> None:
        """Record what came in."""
        self.inbox.put(command)

    async def next_step(self) -> Step:
        """Take the present step and return the one that follows."""
        steps = {
            Step.INTERVIEW: self.interview,
            Step.ASSESS: self.assess,
            Step.REVIEW: self.review,
            Step.COOL: self.cool,
            Step.TELL: self.tell,
            Step.LISTEN: self.listen,
            Step.HOLD: self.hold,
            Step.CALL: self.call,
            Step.END: self.end,
        }
        try:
            return await steps[self.step]()
        except FailureError as error:
            if not is_erased(error):
                raise
            return (await forget(self.names.request(Command(sequence=0, kind=CommandKind.ERASED)))).step

    async def interview(self) -> Step:
        """Wait for the result, say when it is overdue, and end kindly when it never comes."""
        command = await self.next_command(until=self.next_alarm_at)
        if command is None:
            return await self.alarm()
        match command.kind:
            case CommandKind.START if command.reference:
                return Step.ASSESS
            case CommandKind.RESULT:
                return Step.ASSESS
            case _:
                return self.interrupted_by(command)

    async def assess(self) -> Step:
        """Let the pinned policy answer, and have the letter composed."""
        if self.assesses_locally:
            # Within the workflow task: a round trip to the server is the dearest part of a straight rejection.
            now = self.names.step(workflow.now())
            return self.follow(await workflow.execute_local_activity_method(Assessment.assess, now, **WITHIN_TASK))
        return self.follow(
            await workflow.execute_activity_method(Assessment.assess, self.names.step(workflow.now()), **RECORD)
        )

    async def review(self) -> Step:
        """Wait for a person: remind, escalate, hold; a timeout never decides."""
        command = await self.next_command(until=self.next_alarm_at)
        if command is None:
            return await self.alarm()
        match command.kind:
            case CommandKind.REVIEW_DECIDED:
                return await self.after_request(command)
            case CommandKind.RESULT:
                return Step.ASSESS
            case _:
                return self.interrupted_by(command)

    async def cool(self) -> Step:
        """Wait for the moment of telling; until then everything can be undone."""
        rings_at = self.next_alarm_at
        if rings_at is not None and (self.leave_at is None or rings_at < self.leave_at):
            command = await self.next_command(until=rings_at)
            if command is None:
                return await self.alarm()
        else:
            command = await self.next_command(until=self.leave_at)
        if command is None and self.aside is not None:
            # What was said before must be with them first.
            self.leave_at = self.aside.at + BREATH
            return Step.COOL
        if command is None:
            return Step.TELL
        match command.kind:
            case CommandKind.UNDONE | CommandKind.HURRIED:
                return await self.after_request(command)
            case _:
                return self.interrupted_by(command)

    async def tell(self) -> Step:
        """Send the letter on the next channel of its ladder, or release an advance, which has none."""
        if self.letter_id is None:
            told = await workflow.execute_activity_method(Telling.release, self.application, **RECORD)
        else:
            told = await self.dispatch(self.letter_id)
        return await self.after_telling(told)

    async def listen(self) -> Step:
        """Remind while the letter stays unread, and hear what the candidate says."""
        if self.listening is None:
            return Step.CLOSED
        command = await self.next_command(until=self.listening.remind_at or self.listening.until)
        if command is None:
            return await (self.close() if self.listening.remind_at is None else self.remind())
        match command.kind:
            case CommandKind.ACKNOWLEDGED | CommandKind.RESENT:
                # A copy is written already: it leaves as a reminder does, and the next one is asked for afterwards.
                wants_copy = command.kind is CommandKind.RESENT
                self.listening = replace(self.listening, remind_at=workflow.now() if wants_copy else None)
                return Step.LISTEN
            case CommandKind.DELIVERY_CHANGED:
                return await self.follow_up(command)
            case _:
                return self.interrupted_by(command)

    async def call(self) -> Step:
        """Wait until a person has called, or says that nobody need; the letter never leaves by itself."""
        command = await self.next_command(until=self.next_alarm_at)
        if command is None:
            return await self.alarm()
        match command.kind:
            case CommandKind.CALL_SETTLED:
                return await self.call_first()
            case CommandKind.UNDONE:
                return await self.after_request(command)
            case _:
                return self.interrupted_by(command)

    async def call_first(self) -> Step:
        """Have somebody call, or go on once that is settled."""
        verdict = await workflow.execute_activity_method(Calling.call_first, self.application, **RECORD)
        return self.follow(verdict)

    async def hold(self) -> Step:
        """Wait until a person releases the application, or a provider's report settles the doubt."""
        command = await self.next_command(until=self.next_alarm_at)
        match command:
            case Command(kind=CommandKind.RELEASED | CommandKind.UNDONE):
                return await self.after_request(command)
            case Command(kind=CommandKind.DELIVERY_CHANGED):
                return await self.follow_up(command)
            case Command():
                return self.interrupted_by(command)
            case None:
                return await self.alarm()

    async def end(self) -> Step:
        """Take up what was asked beside the step: to leave, to have another person look, to correct a letter."""
        if self.request is None:
            return Step.CLOSED
        verdict = await take_up(self.names.request(self.request))
        return Step.LISTEN if verdict.step is Step.LISTEN else self.follow(verdict)

    async def remind(self) -> Step:
        """Say on another channel that a letter waits, unless it was read meanwhile."""
        waited_for = self.listening.remind_at if self.listening else None
        reminding = await self.compose_reminder()
        self.listening = reminding.listening
        if reminding.letter_id is None:
            self.listening = replace(
                self.listening, remind_at=self.after_a_breath(self.listening.remind_at, waited_for=waited_for)
            )
        if reminding.letter_id is not None:
            told = await self.dispatch(reminding.letter_id)
            if told.told is Told.AGAIN:
                self.listening = replace(self.listening, remind_at=told.at or workflow.now())
        return Step.LISTEN

    async def compose_reminder(self) -> Reminding:
        """Have the reminder composed that is due."""
        if self.reminds_locally:
            return await workflow.execute_local_activity_method(
                Telling.remind, self.names.step(workflow.now()), **WITHIN_TASK
            )
        return await workflow.execute_activity_method(Telling.remind, self.names.step(workflow.now()), **RECORD)

    async def close(self) -> Step:
        """Close the application: the time to answer is over, unless the candidate answered in the last moment."""
        is_closed = await workflow.execute_activity_method(Ending.close, self.application, **RECORD)
        # An older worker answered nothing, and had closed.
        if is_closed is not False or self.listening is None:
            return Step.CLOSED
        self.listening = replace(self.listening, until=workflow.now() + PAUSE)
        return Step.LISTEN

    async def turn_away_the_late(self) -> None:
        """Have people shown what came in while the journey ended; no door takes anything more."""
        while self.inbox and workflow.patched("late-commands-shown"):
            late = self.names.late(self.inbox.take_all())
            await workflow.execute_activity_method(Ending.turn_away, late, **RECORD)

    async def alarm(self) -> Step:
        """Call somebody's attention to what waits, then wait on; an interview that never comes ends kindly."""
        alarm, *later = self.alarms
        self.alarms = tuple(later)
        if alarm.kind == CommandKind.INTERVIEW_EXPIRED:
            self.request = Command(sequence=self.inbox.last_sequence, kind=CommandKind.INTERVIEW_EXPIRED)
            return Step.END
        reference = self.names.alarm(alarm, self.review_id)
        fresh = await workflow.execute_activity_method(Attention.call, reference, **RECORD)
        # An older worker answered nothing, and its alarms run on as they were planned.
        self.alarms = self.alarms if fresh is None else carried(fresh, self.alarms)
        return self.step

    async def after_request(self, command: Command) -> Step:
        """Carry out what a person decided: a review, an undo, a release from hold."""
        verdict = await workflow.execute_activity_method(Reviewing.carry_out, self.names.request(command), **RECORD)
        return self.follow(verdict)

    async def follow_up(self, command: Command) -> Step:
        """See what a provider's report changes for the letter it names."""
        if command.reference is None or command.reference != self.letter_id:
            return self.step
        told = await workflow.execute_activity_method(Telling.reconcile, self.names.letter(command.reference), **RECORD)
        return await self.after_telling(told)

    async def dispatch(self, letter_id: str) -> Dispatched:
        """Send once; when the worker died meanwhile, let the ledger say what is known."""
        try:
            return await workflow.execute_activity_method(Telling.dispatch, self.names.letter(letter_id), **DISPATCH)
        except ActivityError:
            return await workflow.execute_activity_method(Telling.reconcile, self.names.letter(letter_id), **RECORD)

    async def after_telling(self, told: Dispatched) -> Step:  # noqa: PLR0911 -- one answer per outcome
        """Return the step that follows an attempt to tell."""
        match told.told:
            case Told.SENT:
                self.listening, self.alarms = told.listening, ()
                return Step.LISTEN if told.listening else Step.CLOSED
            case Told.AGAIN:
                self.leave_at = self.after_a_breath(told.at or workflow.now(), waited_for=self.leave_at)
                return Step.COOL
            case Told.STOPPED:
                return await self.after_stop()
            case Told.HELD:
                return Step.HOLD
            case Told.CALL_FIRST:
                return await self.call_first()
            case Told.ASK_FIRST:
                return await self.after_request(Command(sequence=0, kind=CommandKind.OFFER_ELSEWHERE))
            case Told.OVER:
                return Step.CLOSED
            case never:
                assert_never(never)

    async def after_stop(self) -> Step:
        """Wait a little for the command that says why; should it stay away, ask a person what holds."""
        self.leave_at = None
        if not workflow.patched("stopped-has-a-clock"):
            return Step.COOL
        self.stops += 1
        if self.stops <= STOPS:
            self.leave_at = workflow.now() + PAUSE
            return Step.COOL
        return await self.after_request(Command(sequence=self.inbox.last_sequence, kind=CommandKind.UNDONE))

    def after_a_breath(self, at: datetime | None, *, waited_for: datetime | None) -> datetime | None:
        """Return when to ask a step again: a moment later when it names what was waited for, as its clock lags."""
        if at is None or waited_for is None or at > waited_for or not workflow.patched("takes-a-breath"):
            return at
        return workflow.now() + BREATH

    def follow(self, verdict: Verdict) -> Step:
        """Remember what a verdict names and return its step."""
        self.review_id = verdict.review_id
        self.letter_id = verdict.letter_id
        self.leave_at = verdict.leave_at
        self.alarms = carried(verdict.alarms, self.alarms)
        self.stops = 0
        if verdict.aside is not None:
            self.aside = Aside(letter_id=verdict.aside, at=workflow.now())
        return verdict.step

    def interrupted_by(self, command: Command) -> Step:
        """Take up at any step what may be asked at any; whatever else comes in changes nothing here."""
        if command.kind not in ASKED_BESIDE:
            return self.step
        self.request = command
        return Step.END

    async def next_command(self, *, until: datetime | None) -> Command | None:
        """Return the next thing that came in, or None when the time has come first; a letter aside leaves meanwhile."""
        while self.aside is not None and (until is None or self.aside.at < until):
            await self.wait(until=self.aside.at)
            if self.inbox:
                return self.inbox.take()
            told = await self.dispatch(self.aside.letter_id)
            again = told.at or workflow.now() + PAUSE
            self.aside = replace(self.aside, at=again) if told.told is Told.AGAIN else None
        await self.wait(until=until)
        return self.inbox.take() if self.inbox else None

    async def wait(self, *, until: datetime | None) -> None:
        """Wait until something came in, or the time has come."""
        timeout = None if until is None else until - workflow.now()
        if not self.inbox and (timeout is None or timeout > timedelta(0)):
            with suppress(TimeoutError):
                await workflow.wait_condition(lambda: bool(self.inbox), timeout=timeout, timeout_summary=self.step)

    @property
    def next_alarm_at(self) -> datetime | None:
        """Return when attention is called for next."""
        return self.alarms[0].at if self.alarms else None

    def so_far(self) -> Journey:
        """Return everything a next run needs to go on."""
        return Journey(
            company_id=self.application.company_id,
            application_id=self.application.application_id,
            alarms=self.alarms,
            step=self.step,
            last_sequence=self.inbox.last_sequence,
            review_id=self.review_id,
            letter_id=self.letter_id,
            leave_at=self.leave_at,
            listening=self.listening,
            request=self.request,
            assesses_locally=self.assesses_locally,
            reminds_locally=self.reminds_locally,
            aside=self.aside,
            stops=self.stops,
            inbox=self.inbox.waiting(),
        )
