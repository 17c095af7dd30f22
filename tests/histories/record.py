"""Record the histories of typical journeys: `python -m tests.histories.record NAME`, after adding it to JOURNEYS.

A recorded file is never made anew: it stands for workflows that run somewhere. A change of order in the workflow
takes `workflow.patched` and a further history.
"""

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from kindregards.domain.appeals import NewAppeal
from kindregards.domain.applications import ApplicationState, Outcome, Stage
from kindregards.domain.calls import CallResult, SettledCall
from kindregards.domain.channels import SendResult, SendStatus
from kindregards.domain.journey import ApplicationRef, CommandKind
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.migrate import upgrade
from tests.builders import an_interview_result
from tests.world import AT_ONCE, QUICK_POLICY, World, a_world

FOLDER = Path(__file__).parent


async def straight_rejection(world: World) -> ApplicationRef:
    """A low score, told, never answered, closed at the end."""
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.TOLD)
    await world.pass_time(timedelta(days=31))
    await world.until(ref, ApplicationState.CLOSED)
    return ref


async def reviewed_advance(world: World) -> ApplicationRef:
    """A late result, a borderline case, a reminder to the reviewer, an advance."""
    ref = await world.submit(result=None)
    await world.pass_time(timedelta(days=15))
    await world.add_result(ref, an_interview_result(score=65))
    await world.until(ref, ApplicationState.AWAITING_REVIEW)
    await world.pass_time(timedelta(hours=9))
    await world.decide(ref, Outcome.ADVANCE)
    await world.until(ref, ApplicationState.CLOSED)
    return ref


async def doubt_and_withdrawal(world: World) -> ApplicationRef:
    """A lost answer, a person's word, then the candidate withdraws."""
    world.senders.email.answers = [SendResult(status=SendStatus.MAYBE_SENT, provider="script")]
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.HELD)
    await world.stores.requests.release(ref, "sent", actor="user-1", now=await world.now())
    await world.until(ref, ApplicationState.TOLD)
    await world.ask(ref, CommandKind.WITHDRAWN)
    await world.until(ref, ApplicationState.CLOSED)
    return ref


async def assessed_locally(world: World) -> ApplicationRef:
    """A low score, assessed within the workflow task, told, withdrawn from."""
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.TOLD)
    await world.ask(ref, CommandKind.WITHDRAWN)
    await world.until(ref, ApplicationState.CLOSED)
    return ref


async def stopped_without_a_clock(world: World) -> ApplicationRef:
    """A withdrawal whose command is still on its way when the letter would leave; told to wait for it, and did."""
    await _let_letters_cool(world)
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.LETTER_PENDING)
    world.trigger.relay = None
    await world.ask(ref, CommandKind.WITHDRAWN)
    await world.pass_time(timedelta(hours=3))
    world.relay(world.trigger.missed[0])
    await world.until(ref, ApplicationState.CLOSED)
    return ref


async def stopped_and_asked(world: World) -> ApplicationRef:
    """An undo whose command stays away: looked at again by the clock, then put to a person."""
    await _let_letters_cool(world)
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.LETTER_PENDING)
    world.trigger.relay = None
    await world.stores.requests.undo(ref, actor="user-1", reason="second look", now=await world.now())
    await world.pass_time(timedelta(hours=2, minutes=10))
    await world.until(ref, ApplicationState.AWAITING_REVIEW)
    world.trigger.relay = world.relay
    world.relay(world.trigger.missed[0])
    await world.decide(ref, Outcome.ADVANCE)
    await world.until(ref, ApplicationState.LETTER_PENDING)
    await world.pass_time(timedelta(hours=3))
    await world.until(ref, ApplicationState.CLOSED)
    return ref


async def result_too_late(world: World) -> ApplicationRef:
    """A borderline case, withdrawn with a better result behind it, which is turned away at the end."""
    world.trigger.relay = None
    ref = await world.submit(score=65)
    await world.ask(ref, CommandKind.WITHDRAWN)
    await world.add_result(ref, an_interview_result(result_id="r-2", supersedes="r-1", score=70))
    await world.start_with(ref, CommandKind.RESULT, CommandKind.WITHDRAWN, CommandKind.RESULT)
    return ref


async def offer_declined_at_the_end(world: World) -> ApplicationRef:
    """An offer whose time to answer is over, with the candidate's answer still on its way."""
    ref = await world.submit(score=90, stage=Stage.OFFER)
    await world.until(ref, ApplicationState.TOLD)
    world.trigger.relay = None
    await world.ask(ref, CommandKind.OFFER_DECLINED)
    await world.pass_time(timedelta(days=30, seconds=5))
    world.relay(world.trigger.missed[0])
    return ref


async def _let_letters_cool(world: World) -> None:
    """Let decisions about applications that come in from now on be told two hours later."""
    policies, now = world.stores.policies, await world.now()
    cooling = replace(QUICK_POLICY, telling=replace(AT_ONCE, cooling_off=timedelta(hours=2)))
    draft = await policies.add_draft(DEFAULT_COMPANY_ID, "default", cooling, author="tests", now=now)
    await policies.activate(DEFAULT_COMPANY_ID, "default", draft.version, now=now)


async def reminded_locally(world: World) -> ApplicationRef:
    """A low score, told, reminded twice with the reminders composed within the workflow task, closed at the end."""
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.TOLD)
    await world.pass_time(timedelta(days=31))
    await world.until(ref, ApplicationState.CLOSED)
    return ref


async def appealed_and_reinstated(world: World) -> ApplicationRef:
    """A low score, told, appealed: confirmed by a letter aside, reminded of, advanced by a person, closed."""
    ref = await world.submit(score=58)
    await world.until(ref, ApplicationState.TOLD)
    await world.stores.appeals.add(ref, NewAppeal(source="candidate"), now=await world.now())
    await world.until(ref, ApplicationState.AWAITING_REVIEW)
    await world.pass_time(timedelta(days=3))
    await world.decide(ref, Outcome.ADVANCE)
    await world.until(ref, ApplicationState.ACKNOWLEDGED)
    await world.pass_time(timedelta(days=31))
    await world.until(ref, ApplicationState.CLOSED)
    return ref


async def called_and_corrected(world: World) -> ApplicationRef:
    """Turned down at the offer stage: called after a reminder, told, corrected by a letter aside, advanced."""
    ref = await world.submit(score=65, stage=Stage.OFFER)
    await world.until(ref, ApplicationState.AWAITING_REVIEW)
    await world.decide(ref, Outcome.REJECT)
    await world.until_true(ref, lambda view: view.state is ApplicationState.LETTER_PENDING)
    await world.pass_time(timedelta(hours=10))
    settled = SettledCall(result=CallResult.REACHED, actor="user-1")
    await world.stores.calls.settle(ref, settled, now=await world.now())
    await world.until(ref, ApplicationState.TOLD)
    await world.stores.corrections.correct(ref, actor="user-1", reason="wrong_score", now=await world.now())
    await world.until_true(ref, lambda _: len(world.senders.email.sent) == 2)
    await world.decide(ref, Outcome.ADVANCE)
    await world.until(ref, ApplicationState.TOLD)
    await world.pass_time(timedelta(days=31))
    await world.until(ref, ApplicationState.CLOSED)
    return ref


async def offer_elsewhere(world: World) -> ApplicationRef:
    """A low score of somebody who holds an offer: a person is asked, turns them down, they are told, and it closes."""
    offer = await world.submit(score=90, stage=Stage.OFFER)
    await world.until(offer, ApplicationState.TOLD)
    candidate = (await world.stores.cases.open(offer)).candidate
    ref = await world.submit(score=58, candidate=candidate)
    await world.until(ref, ApplicationState.AWAITING_REVIEW)
    await world.decide(ref, Outcome.REJECT)
    await world.until(ref, ApplicationState.TOLD)
    await world.pass_time(timedelta(days=31))
    await world.until(ref, ApplicationState.CLOSED)
    return ref


JOURNEYS: dict[str, Callable[[World], Awaitable[ApplicationRef]]] = {
    "straight_rejection": straight_rejection,
    "reviewed_advance": reviewed_advance,
    "doubt_and_withdrawal": doubt_and_withdrawal,
    "assessed_locally": assessed_locally,
    "reminded_locally": reminded_locally,
    "stopped_without_a_clock": stopped_without_a_clock,
    "stopped_and_asked": stopped_and_asked,
    "result_too_late": result_too_late,
    "offer_declined_at_the_end": offer_declined_at_the_end,
    "appealed_and_reinstated": appealed_and_reinstated,
    "called_and_corrected": called_and_corrected,
    "offer_elsewhere": offer_elsewhere,
}


async def record(name: str) -> Path:
    """Run one journey and write its history, under its workflow's id."""
    folder = Path(tempfile.mkdtemp())
    try:
        url = f"sqlite:///{folder}/kindregards.db"
        upgrade(url)
        async with a_world(url, folder) as world:
            ref = await JOURNEYS[name](world)
            handle = world.workflow(ref)
            await handle.result()
            history = await handle.fetch_history()
            path = FOLDER / f"{name}.{ref.application_id}.json"
            path.write_text(history.to_json() + "\n")
            return path
    finally:
        shutil.rmtree(folder)


def main() -> None:
    """Record the journeys named on the command line."""
    for name in sys.argv[1:]:
        sys.stdout.write(f"{asyncio.run(record(name))}\n")
    sys.stdout.flush()
    os._exit(0)  # a process that used a Temporal client may crash while the interpreter tears down


if __name__ == "__main__":
    main()
