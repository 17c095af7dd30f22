"""The system in one process: real store, real activities, a Temporal server that skips time, channels that obey."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session
from temporalio import activity
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest
from temporalio.client import WorkflowHandle
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from kindregards.clock import now
from kindregards.domain.applications import ApplicationState, ExpectedInterview, Outcome, Stage
from kindregards.domain.channels import Channel, Message, SendResult, SendStatus
from kindregards.domain.composition import Brand
from kindregards.domain.intake import ApplicationView, CandidateRequest, NewApplication
from kindregards.domain.interviews import InterviewResult
from kindregards.domain.journey import ApplicationRef, Command, CommandKind, Journey
from kindregards.domain.policies import DEFAULT_POLICY, Policy, SendWindow, Telling
from kindregards.domain.ports.commands import OpenCommand
from kindregards.domain.ports.watching import LookedUp, Watched
from kindregards.domain.provider_events import EventKind, ProviderEvent
from kindregards.domain.reviewing import ReviewAnswer, ReviewCase
from kindregards.domain.visibility import KEYWORDS
from kindregards.domain.watching import Answer
from kindregards.settings import Settings, load_settings
from kindregards.steps import build_activities
from kindregards.store.commands import Commands
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.database import Database
from kindregards.wiring import Stores, build_stores
from tests.builders import a_candidate, a_job, an_interview_result
from workflows.candidate import CandidateJourney
from workflows.client import TemporalJourneys, workflow_id
from workflows.payloads import DATA_CONVERTER
from workflows.relay import Relay
from workflows.worker import build_worker

TASK_QUEUE = "tests"
AT_ONCE = Telling(
    cooling_off=timedelta(0),
    window=SendWindow(start=time(0), end=None, workdays_only=False),
    person_gap=timedelta(0),
)
QUICK_POLICY = replace(DEFAULT_POLICY, telling=AT_ONCE)
ACCEPTED = SendResult(status=SendStatus.ACCEPTED, provider="script", provider_message_id="m-1")
REMEMBERED_WORKFLOWS = int(os.environ.get("TESTS_REMEMBERED_WORKFLOWS", "100"))
"""With 0 every workflow task replays its whole history: `make proof` runs the journeys so."""


@dataclass
class ScriptedSender:
    """Answers what it is told to, in turn, then accepts; keeps what it was handed."""

    answers: list[SendResult | Exception] = field(default_factory=list)
    sent: list[Message] = field(default_factory=list)
    provider: str = "script"

    async def send(self, message: Message) -> SendResult:
        """Keep the message and give the next answer."""
        self.sent.append(message)
        answer = self.answers.pop(0) if self.answers else ACCEPTED
        if isinstance(answer, Exception):
            raise answer
        return answer


@dataclass
class ScriptedSenders:
    """Every channel, scripted."""

    email: ScriptedSender = field(default_factory=ScriptedSender)
    sms: ScriptedSender = field(default_factory=ScriptedSender)
    wechat: ScriptedSender = field(default_factory=ScriptedSender)

    @property
    def available(self) -> Collection[Channel]:
        """Return every channel."""
        return tuple(Channel)

    def sender_for(self, channel: Channel, *, is_test: bool) -> ScriptedSender:
        """Return the channel's script."""
        del is_test
        return {Channel.EMAIL: self.email, Channel.SMS: self.sms, Channel.WECHAT: self.wechat}[channel]


@dataclass
class ScriptedLookUps:
    """Everybody who can be asked about a letter gives one answer."""

    answer: Answer = Answer.CANNOT_SAY
    provider: str = "script"

    def of(self, channel: Channel, *, is_test: bool) -> "ScriptedLookUps":
        """Return whom to ask."""
        del channel, is_test
        return self

    async def look_up(self, watched: Watched, *, now: datetime) -> LookedUp:
        """Give the answer, with an event where the letter is there."""
        if self.answer is not Answer.PRESENT or watched.attempt is None:
            return LookedUp(answer=self.answer)
        event = ProviderEvent(
            provider=self.provider,
            event_key=f"look-up-{watched.attempt.id}",
            kind=EventKind.SENT,
            occurred_at=now,
            attempt_id=watched.attempt.id,
        )
        return LookedUp(answer=self.answer, events=(event,))


@dataclass
class Trigger:
    """Stands where the relay comes later: stores are built before the client is known."""

    relay: Callable[[OpenCommand], None] | None = None
    missed: list[OpenCommand] = field(default_factory=list)

    def __call__(self, command: OpenCommand) -> None:
        """Pass a command on, or keep it."""
        if self.relay is None:
            self.missed.append(command)
        else:
            self.relay(command)


@dataclass(kw_only=True)
class World:
    """One company with a policy, its stores, channels and workflows."""

    settings: Settings
    environment: WorkflowEnvironment
    stores: Stores
    senders: ScriptedSenders
    look_ups: ScriptedLookUps
    trigger: Trigger
    relay: Relay
    employ: Callable[[], Worker]
    numbers: int = 0
    _worker: Worker | None = None
    _working: asyncio.Task[None] | None = None

    async def start_worker(self) -> None:
        """Let a new worker take over what an earlier one left."""
        self._worker = self.employ()
        self._working = asyncio.create_task(self._worker.run())

    async def stop_worker(self) -> None:
        """Let nobody work until another worker is started."""
        if self._worker is not None and self._working is not None:
            await self._worker.shutdown()
            await self._working
        self._worker = self._working = None

    async def now(self) -> datetime:
        """Return the server's time, which may have skipped ahead."""
        return await self.environment.get_current_time()

    async def submit(self, new: NewApplication | None = None, **changes: object) -> ApplicationRef:
        """Send an application in, with a result unless `result=None`, and return its name."""
        self.numbers += 1
        number = self.numbers
        if new is None:
            new = a_new_application(number, **changes)
        submitted = await self.stores.intake.submit(DEFAULT_COMPANY_ID, new, now=await self.now())
        await self.relay.drain()
        return ApplicationRef(company_id=DEFAULT_COMPANY_ID, application_id=submitted.application.id)

    async def add_result(self, ref: ApplicationRef, result: InterviewResult) -> None:
        """Send an interview result in."""
        await self.stores.results.add(ref, result, now=await self.now())

    async def ask(self, ref: ApplicationRef, kind: CommandKind, reason: str | None = None) -> None:
        """Let the candidate ask for something."""
        request = CandidateRequest(kind=kind, source="candidate", reason=reason)
        await self.stores.requests.add(ref, request, now=await self.now())

    async def start_with(self, ref: ApplicationRef, *kinds: CommandKind) -> None:
        """Start an application's journey with all of this in its inbox."""
        inbox = tuple(Command(sequence=number, kind=kind) for number, kind in enumerate(kinds, start=1))
        journey = Journey(
            company_id=ref.company_id, application_id=ref.application_id, inbox=inbox, last_sequence=len(inbox)
        )
        client = self.environment.client
        await client.start_workflow(
            CandidateJourney.run, journey, id=workflow_id(ref.application_id), task_queue=TASK_QUEUE
        )

    async def view(self, ref: ApplicationRef) -> ApplicationView:
        """Return where an application stands."""
        return await self.stores.applications.get(ref)

    async def until(self, ref: ApplicationRef, *states: ApplicationState) -> ApplicationView:
        """Wait, without skipping time, until an application is in one of these states."""
        return await self.until_true(ref, lambda view: view.state in states)

    async def until_true(self, ref: ApplicationRef, holds: Callable[[ApplicationView], bool]) -> ApplicationView:
        """Wait, without skipping time, until something holds."""
        view = await self.view(ref)
        for _ in range(400):
            view = await self.view(ref)
            if holds(view):
                return view
            await asyncio.sleep(0.02)
        raise AssertionError(f"waited in vain: {view}\n{await self.events(ref)}")

    async def pass_time(self, duration: timedelta) -> None:
        """Let time pass at once, after what is under way has arrived."""
        await self.relay.drain()
        await self.environment.sleep(duration)

    async def review(self, ref: ApplicationRef) -> ReviewCase:
        """Return the application's open review."""
        view = await self.view(ref)
        assert view.review_id is not None
        return await self.stores.reviews.case(DEFAULT_COMPANY_ID, view.review_id)

    async def decide(self, ref: ApplicationRef, outcome: Outcome, **changes: object) -> ReviewCase:
        """Decide the application's open review as the reviewer `user-1`."""
        case = await self.review(ref)
        answer = ReviewAnswer(
            outcome=outcome,
            reason=case.review.reason or "interview_performance",
            version=case.review.version,
            decided_by="user-1",
            letter_hash=case.letter_hash,
        )
        return await self.stores.reviews.decide(
            DEFAULT_COMPANY_ID,
            case.review.id,
            replace(answer, **changes),  # type: ignore[arg-type] # replace() checks the names
            now=await self.now(),
        )

    async def events(self, ref: ApplicationRef) -> list[str]:
        """Return the names of what happened, oldest first."""
        return [entry.event for entry in await self.stores.applications.timeline(ref)]

    def workflow(self, ref: ApplicationRef) -> WorkflowHandle[CandidateJourney, None]:
        """Return the application's workflow."""
        return self.environment.client.get_workflow_handle_for(CandidateJourney.run, workflow_id(ref.application_id))


def a_new_application(number: int = 1, **changes: object) -> NewApplication:
    """Return an application with its result: score 58, below the line of the default policy."""
    new = NewApplication(
        external_id=f"ats-{number}",
        stage=Stage.SCREENING,
        candidate=a_candidate(external_id=f"p-{number}", channels=(Channel.EMAIL, Channel.SMS)),
        job=a_job(),
        interview=ExpectedInterview(),
        result=an_interview_result(score=58, facts={"expected_salary": 20000}),
    )
    if "score" in changes:
        changes["result"] = an_interview_result(score=changes.pop("score"), facts={"expected_salary": 20000})
    return replace(new, **changes)  # type: ignore[arg-type] # replace() checks the names


def activity_time(lag: timedelta = timedelta(0)) -> datetime:
    """Return the server's time as the running activity knows it, so that skipped time counts; some clocks lag."""
    return activity.info().started_time - lag


@asynccontextmanager
async def a_world(
    url: str,
    folder: Path,
    *,
    policy: Policy = QUICK_POLICY,
    max_cached_workflows: int = REMEMBERED_WORKFLOWS,
    steps_lag: timedelta = timedelta(0),
) -> AsyncIterator[World]:
    """Yield a world with a policy named `default`, and stop it afterwards; its steps' clock may lag the server's."""
    settings, clock = load_settings(data_dir=folder, database_url=url), partial(activity_time, steps_lag)
    async with await _time_skipping() as environment:
        await _register_search_attributes(environment)
        started = await environment.get_current_time()
        database = Database(url)
        trigger = Trigger()
        stores = build_stores(settings, database, trigger=trigger, clock=clock)
        relay = trigger.relay = _a_relay(environment, database)
        await database.write(lambda session: prepare_company(stores, policy, session, started))
        senders, look_ups = ScriptedSenders(), ScriptedLookUps()
        activities = build_activities(settings, stores, senders=senders, look_ups=look_ups, clock=clock)
        world = World(
            settings=settings,
            environment=environment,
            stores=stores,
            senders=senders,
            look_ups=look_ups,
            trigger=trigger,
            relay=relay,
            employ=_employing(environment, activities, max_cached_workflows),
        )
        await world.start_worker()
        sweeping = asyncio.create_task(relay.sweep())
        try:
            yield world
        finally:
            sweeping.cancel()
            await world.stop_worker()
        await relay.drain()
        database.close()


def _employing(
    environment: WorkflowEnvironment,
    activities: Sequence[Callable[..., Any]],  # Any: activities differ in all but being callable
    max_cached_workflows: int,
) -> Callable[[], Worker]:
    """Return what makes one more worker."""
    return partial(
        build_worker,
        environment.client,
        task_queue=TASK_QUEUE,
        activities=activities,
        max_cached_workflows=max_cached_workflows,
    )


def prepare_company(stores: Stores, policy: Policy, session: Session, now: datetime) -> None:
    """Insert the company and let the policy decide."""
    brand = Brand(company_name="晴川科技", sender_name="李娜")
    stores.companies.ensure(session, DEFAULT_COMPANY_ID, brand, now)
    version = stores.policies.insert(session, DEFAULT_COMPANY_ID, "default", policy, "tests", now)
    stores.policies.activate_in(session, DEFAULT_COMPANY_ID, "default", version.version, now)


def _a_relay(environment: WorkflowEnvironment, database: Database) -> Relay:
    journeys = TemporalJourneys(environment.client, task_queue=TASK_QUEUE)
    return Relay(Commands(database), journeys, now, pause_seconds=0.1)


async def _time_skipping() -> WorkflowEnvironment:
    return await WorkflowEnvironment.start_time_skipping(
        test_server_existing_path=str(Path(sys.executable).with_name("temporal-test-server")),
        data_converter=DATA_CONVERTER,
    )


async def _register_search_attributes(environment: WorkflowEnvironment) -> None:
    await environment.client.operator_service.add_search_attributes(
        AddSearchAttributesRequest(
            namespace=environment.client.namespace,
            search_attributes=dict.fromkeys(KEYWORDS, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD),
        )
    )
