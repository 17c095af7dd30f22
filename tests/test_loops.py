"""Loops beside a process's main job: one may end its job, none may die unseen."""

import asyncio

import pytest

from kindregards.loops import is_broken, watch

pytestmark = pytest.mark.anyio


async def _ends() -> None:
    await asyncio.sleep(0)


async def _dies() -> None:
    await asyncio.sleep(0)
    raise LookupError("nobody foresaw this")


async def test_a_loop_that_died_ends_the_watch() -> None:
    loops = [asyncio.create_task(_ends()), asyncio.create_task(_dies())]

    await watch(asyncio.Event(), *loops)

    assert [is_broken(loop) for loop in loops] == [False, True]


async def test_a_loop_that_has_done_its_job_stops_nothing() -> None:
    stopping, done = asyncio.Event(), asyncio.create_task(_ends())
    watching = asyncio.create_task(watch(stopping, done))
    await done
    await asyncio.sleep(0)

    still_watching = not watching.done()
    stopping.set()
    await watching

    assert still_watching
    assert not is_broken(done)
