"""The queue to the workflows: in order for each application, nothing lost, whoever delivers and dies meanwhile."""

import asyncio
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.journey import ApplicationRef, Command, CommandKind, Journey
from kindregards.domain.ports.commands import OpenCommand
from kindregards.store.commands import LEASE, append_command
from kindregards.store.tables import ApplicationTable, WorkflowCommandTable
from tests.builders import NOW
from tests.store.office import LATER, Office

pytestmark = pytest.mark.anyio

AFTER_LEASE = NOW + LEASE


async def append(
    office: Office, ref: ApplicationRef, kind: CommandKind = CommandKind.ACKNOWLEDGED
) -> OpenCommand | None:
    return await office.database.write(lambda session: append_command(session, ref, kind, now=NOW))


async def states(office: Office) -> dict[int, str]:
    """Return the state of each command by its sequence; for one application only."""

    def read(session: Session) -> dict[int, str]:
        rows = session.execute(select(col(WorkflowCommandTable.sequence), col(WorkflowCommandTable.state)))
        return {row.sequence: row.state for row in rows}

    return await office.database.read(read)


def sequences(commands: Sequence[OpenCommand]) -> list[int]:
    return [command.command.sequence for command in commands]


async def test_a_first_command_comes_back_leased_and_nobody_else_gets_it(office: Office) -> None:
    await office.submit()
    (mine,) = office.trigger.commands

    others = await office.queue.claim(limit=10, now=NOW)

    assert mine.command == Command(sequence=1, kind=CommandKind.START, reference=mine.command.reference)
    assert others == ()


async def test_a_command_behind_an_open_one_is_left_to_the_relay(office: Office) -> None:
    ref = await office.submit()

    second = await append(office, ref)

    assert second is None
    assert sequences(await office.queue.claim(limit=10, now=AFTER_LEASE)) == [1]


async def test_a_command_after_a_settled_one_comes_back_leased(office: Office) -> None:
    ref = await office.submit()
    await office.queue.settle(office.trigger.commands, late=False, now=NOW)

    second = await append(office, ref)

    assert second is not None
    assert second.command.sequence == 2
    assert await office.queue.claim(limit=10, now=NOW) == ()


async def test_a_lease_that_is_over_is_claimed_again_with_everything_needed_to_start(office: Office) -> None:
    await office.submit()
    (lost,) = office.trigger.commands

    before = await office.queue.claim(limit=10, now=AFTER_LEASE - timedelta(microseconds=1))
    (again,) = await office.queue.claim(limit=10, now=AFTER_LEASE)

    assert before == ()
    assert (again.id, again.command, again.journey) == (lost.id, lost.command, lost.journey)
    assert again.lease_token != lost.lease_token


async def test_settling_with_a_lost_lease_does_nothing(office: Office) -> None:
    await office.submit()
    (lost,) = office.trigger.commands
    (again,) = await office.queue.claim(limit=10, now=AFTER_LEASE)

    await office.queue.settle([lost], late=True, now=AFTER_LEASE)
    in_between = await states(office)
    await office.queue.settle([again], late=False, now=AFTER_LEASE)

    assert in_between == {1: "open"}
    assert await states(office) == {1: "done"}


async def test_settling_after_the_lease_is_over_counts_while_nobody_claimed_it(office: Office) -> None:
    await office.submit()

    await office.queue.settle(office.trigger.commands, late=False, now=AFTER_LEASE + timedelta(hours=1))

    assert await states(office) == {1: "done"}
    assert await office.queue.claim(limit=10, now=AFTER_LEASE + timedelta(hours=2)) == ()


async def test_the_second_command_waits_until_the_first_is_settled(office: Office) -> None:
    ref = await office.submit()
    await append(office, ref)
    (first,) = await office.queue.claim(limit=10, now=AFTER_LEASE)

    meanwhile = await office.queue.claim(limit=10, now=AFTER_LEASE)
    await office.queue.settle([first], late=False, now=AFTER_LEASE)
    (second,) = await office.queue.claim(limit=10, now=AFTER_LEASE)

    assert meanwhile == ()
    assert sequences([first, second]) == [1, 2]


async def test_each_application_has_its_own_line_and_the_oldest_come_first(office: Office) -> None:
    refs = [await office.submit(number) for number in range(5)]
    await append(office, refs[0])

    some = await office.queue.claim(limit=3, now=AFTER_LEASE)
    rest = await office.queue.claim(limit=3, now=AFTER_LEASE)

    assert [command.journey.application_id for command in (*some, *rest)] == [ref.application_id for ref in refs]
    assert sequences((*some, *rest)) == [1] * 5


async def test_a_command_for_a_closed_application_is_late_and_delivered_to_nobody(office: Office) -> None:
    ref = await office.submit()
    await office.stores.cases.close(ref, NOW)

    claimed = await office.queue.claim(limit=10, now=AFTER_LEASE)

    assert claimed == ()
    assert await states(office) == {1: "late"}


async def test_a_command_that_found_its_workflow_finished_is_late(office: Office) -> None:
    await office.submit()

    await office.queue.settle(office.trigger.commands, late=True, now=NOW)

    assert await states(office) == {1: "late"}


async def test_what_was_asked_for_too_late_is_shown_once_whoever_finds_out(office: Office) -> None:
    ref = await office.submit()
    await office.queue.settle(office.trigger.commands, late=False, now=NOW)
    undone = await append(office, ref, CommandKind.UNDONE)
    assert undone is not None

    for _ in range(2):
        await office.stores.cases.turn_away(ref, [undone.command.sequence], LATER)
    await office.queue.settle([undone], late=False, now=LATER)

    shown = [each for each in await office.stores.applications.timeline(ref) if each.event == "came_too_late"]
    assert await states(office) == {1: "done", 2: "late"}
    assert [(each.at, each.detail["kind"]) for each in shown] == [(LATER, "undone")]


async def test_what_was_asked_of_a_closed_application_is_shown(office: Office) -> None:
    ref = await office.submit()
    await office.queue.settle(office.trigger.commands, late=False, now=NOW)
    await append(office, ref, CommandKind.RESULT)
    await office.stores.cases.close(ref, NOW)

    await office.queue.claim(limit=10, now=AFTER_LEASE)

    assert "came_too_late" in [each.event for each in await office.stores.applications.timeline(ref)]


async def test_a_late_acknowledgement_counts_already_and_is_not_shown(office: Office) -> None:
    ref = await office.submit()
    await office.queue.settle(office.trigger.commands, late=False, now=NOW)
    await append(office, ref, CommandKind.ACKNOWLEDGED)

    await office.stores.cases.turn_away(ref, [2], LATER)

    assert await states(office) == {1: "done", 2: "late"}
    assert "came_too_late" not in [each.event for each in await office.stores.applications.timeline(ref)]


async def test_the_lag_is_the_age_of_the_oldest_open_command(office: Office) -> None:
    idle = await office.queue.lag_seconds(NOW)
    await office.submit(1)
    await office.submit(2, now=NOW + timedelta(seconds=30))

    busy = await office.queue.lag_seconds(NOW + timedelta(seconds=60))
    await office.queue.settle(office.trigger.commands[:1], late=False, now=NOW)
    less = await office.queue.lag_seconds(NOW + timedelta(seconds=60))

    assert (idle, busy, less) == (0.0, 60.0, 30.0)


async def test_sequences_have_no_gap_however_many_write_at_once(office: Office, rival: Office) -> None:
    ref = await office.submit()

    leased = await asyncio.gather(*(append((office, rival)[turn % 2], ref) for turn in range(40)))

    assert leased == [None] * 40
    assert sorted(await states(office)) == list(range(1, 42))


@dataclass
class Workflows:
    """Receives commands as workflows do: a sequence seen before is passed over."""

    first_seen: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    deliveries: int = 0

    def deliver(self, journey: Journey, command: Command) -> None:
        self.deliveries += 1
        seen = self.first_seen[journey.application_id]
        if command.sequence not in seen:
            seen.append(command.sequence)


async def relay(office: Office, workflows: Workflows, seed: int, clock: list[datetime]) -> None:
    """Deliver until nothing is left, dying again and again: before delivering, before settling, or far too late."""
    luck = random.Random(seed)  # noqa: S311 -- no secret
    idle_rounds = 0
    while idle_rounds < 3:
        clock[0] += timedelta(seconds=2)
        claimed = await office.queue.claim(limit=luck.randint(1, 30), now=clock[0])
        idle_rounds = 0 if claimed else idle_rounds + 1
        if not claimed:
            clock[0] += LEASE
        for command in claimed:
            fate = luck.random()
            if fate < 0.15:
                continue  # died before delivering
            await asyncio.sleep(0)
            workflows.deliver(command.journey, command.command)
            if fate > 0.3:
                await office.queue.settle([command], late=False, now=clock[0])


@pytest.mark.slow
async def test_two_relays_that_keep_dying_lose_nothing_and_keep_the_order(office: Office, rival: Office) -> None:
    refs = [await office.submit(number) for number in range(40)]
    workflows, clock = Workflows(), [AFTER_LEASE]

    async def keep_writing() -> None:
        for turn in range(12):
            await asyncio.gather(*(append((office, rival)[turn % 2], ref) for ref in refs))

    await asyncio.gather(keep_writing(), relay(office, workflows, 1, clock), relay(rival, workflows, 2, clock))
    await asyncio.gather(relay(office, workflows, 3, clock), relay(rival, workflows, 4, clock))

    assert len(workflows.first_seen) == 40
    assert all(seen == list(range(1, 14)) for seen in workflows.first_seen.values())
    assert workflows.deliveries > 40 * 13
    assert await office.queue.lag_seconds(clock[0]) == 0.0


async def test_an_interview_without_a_due_time_calls_for_nobody(office: Office) -> None:
    ref = await office.submit()

    def forget(session: Session) -> None:
        session.execute(
            update(ApplicationTable)
            .where(col(ApplicationTable.id) == ref.application_id)
            .values(interview_due_at=None, interview_expires_at=None)
        )

    await office.database.write(forget)

    (command,) = await office.queue.claim(limit=10, now=AFTER_LEASE)

    assert command.journey.alarms == ()
