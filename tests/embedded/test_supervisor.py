"""The supervisor with real processes: stand-ins that serve, die, or refuse to end."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.embedded.supervised import eventually, is_alive, system_of_stand_ins

pytestmark = pytest.mark.slow


def test_run_json_names_every_process_once_all_are_ready(tmp_path: Path) -> None:
    with system_of_stand_ins(tmp_path) as system:
        system.wait_until_ready()
        parts = system.parts()

    assert parts["supervisor"] == {"pid": system.process.pid}
    assert set(parts) == {"supervisor", "web", "worker", "temporal"}
    assert parts["web"]["url"] == "http://127.0.0.1:1"
    assert parts["temporal"]["address"] == "127.0.0.1:2"


def test_a_killed_part_is_started_again_and_run_json_follows(tmp_path: Path) -> None:
    with system_of_stand_ins(tmp_path) as system:
        system.wait_until_ready()
        first = {part: system.pid_of(part) for part in ("web", "worker", "temporal")}

        for pid in first.values():
            os.kill(pid, signal.SIGKILL)
        eventually(lambda: all(system.pid_of(part) != pid for part, pid in first.items()))

        assert all(is_alive(system.pid_of(part)) for part in first)


def test_a_part_killed_ten_times_comes_back_each_time_within_seconds(tmp_path: Path) -> None:
    with system_of_stand_ins(tmp_path) as system:
        system.wait_until_ready()
        seen = [system.pid_of("worker")]

        for _ in range(10):
            os.kill(seen[-1], signal.SIGKILL)
            eventually(lambda: system.pid_of("worker") != seen[-1])
            seen.append(system.pid_of("worker"))

        assert len(set(seen)) == 11


def test_sigterm_stops_everything_and_exits_zero(tmp_path: Path) -> None:
    with system_of_stand_ins(tmp_path) as system:
        system.wait_until_ready()
        pids = [system.pid_of(part) for part in ("web", "worker", "temporal")]

        code = system.end(signal.SIGTERM)

        assert code == 0
        assert not any(is_alive(pid) for pid in pids)
        assert system.parts() == {}


def test_ctrl_c_stops_everything_and_exits_zero(tmp_path: Path) -> None:
    with system_of_stand_ins(tmp_path) as system:
        system.wait_until_ready()

        code = system.end(signal.SIGINT)

        assert code == 0


def test_sigterm_before_anything_is_ready_exits_zero_too(tmp_path: Path) -> None:
    with system_of_stand_ins(tmp_path, temporal="never ready") as system:
        eventually((tmp_path / "logs" / "temporal.log").exists)
        eventually((tmp_path / "run" / "web.ready").exists)

        code = system.end(signal.SIGTERM)

        assert code == 0


def test_a_part_that_ignores_sigterm_is_ended_after_its_grace(tmp_path: Path) -> None:
    with system_of_stand_ins(tmp_path, worker="ignores SIGTERM") as system:
        system.wait_until_ready()
        worker = system.pid_of("worker")

        code = system.end(signal.SIGTERM)

        assert code == 0
        assert not is_alive(worker)


def test_a_part_that_talks_while_the_disk_is_full_goes_on(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "web.log").symlink_to("/dev/full")

    with system_of_stand_ins(tmp_path, web="talks a lot") as system:
        system.wait_until_ready()

        assert is_alive(system.pid_of("web"))
        assert system.end() == 0


def test_children_die_with_a_supervisor_killed_by_sigkill(tmp_path: Path) -> None:
    with system_of_stand_ins(tmp_path) as system:
        system.wait_until_ready()
        pids = [system.pid_of(part) for part in ("web", "worker", "temporal")]

        system.process.kill()

        eventually(lambda: not any(is_alive(pid) for pid in pids))


def test_a_new_system_starts_at_once_after_a_killed_one(tmp_path: Path) -> None:
    with system_of_stand_ins(tmp_path) as killed:
        killed.wait_until_ready()
        killed.process.kill()
        killed.process.wait()
        (tmp_path / "run.json").unlink()

        with system_of_stand_ins(tmp_path) as system:
            system.wait_until_ready()

            assert system.parts()["supervisor"]["pid"] == system.process.pid


def test_a_second_system_on_the_same_data_dir_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with system_of_stand_ins(tmp_path) as first:
        first.wait_until_ready()

        with system_of_stand_ins(tmp_path) as second:
            code = second.process.wait(timeout=10)
            said = second.output()

        assert code == 1
        assert f"(process {first.process.pid}) already runs on {tmp_path}" in said
        assert first.process.poll() is None


def test_two_systems_run_side_by_side_on_two_data_dirs(tmp_path: Path) -> None:
    with system_of_stand_ins(tmp_path / "one") as one, system_of_stand_ins(tmp_path / "two") as two:
        one.wait_until_ready()
        two.wait_until_ready()

        assert one.end() == 0
        assert two.process.poll() is None


def test_a_part_that_never_starts_ends_the_whole_with_its_last_words(tmp_path: Path) -> None:
    with system_of_stand_ins(tmp_path, worker="dies at once") as system:
        code = system.process.wait(timeout=20)
        said = system.output()

    assert code == 1
    assert "worker could not start: it ended 5 times, last with exit code 3." in said
    assert "the licence has expired" in said


def test_a_failed_migration_ends_the_start_with_its_last_words(tmp_path: Path) -> None:
    with system_of_stand_ins(tmp_path, migrate="raise SystemExit('no such table')") as system:
        code = system.process.wait(timeout=20)
        said = system.output()

    assert code == 1
    assert "The database could not be migrated:\n  no such table" in said
    assert not (tmp_path / "run.json").exists()


def test_a_warning_of_a_part_reaches_the_terminal_and_every_line_its_log(tmp_path: Path) -> None:
    with system_of_stand_ins(tmp_path) as system:
        system.wait_until_ready()
        system.end()
        said = system.output()

    assert "worker warning: disk_nearly_full free=2 %" in said
    assert "disk_nearly_full" in (tmp_path / "logs" / "worker.log").read_text()


def test_a_part_that_dies_again_and_again_after_serving_is_kept_trying(tmp_path: Path) -> None:
    with system_of_stand_ins(tmp_path, web="dies soon") as system:
        system.wait_until_ready()
        first = system.pid_of("web")

        eventually(lambda: system.pid_of("web") != first)

        assert system.process.poll() is None
        assert system.end() == 0


def test_a_second_ctrl_c_ends_what_would_not_end_at_once(tmp_path: Path) -> None:
    with system_of_stand_ins(tmp_path, worker="ignores SIGTERM", grace="60") as system:
        system.wait_until_ready()
        worker = system.pid_of("worker")

        system.process.send_signal(signal.SIGINT)
        eventually(lambda: system.parts() == {})
        code = system.end(signal.SIGINT)

        assert code == 130
        assert not is_alive(worker)


def test_a_reader_that_goes_away_does_not_stop_the_system(tmp_path: Path) -> None:
    with system_of_stand_ins(tmp_path) as system:
        system.wait_until_ready()
        first = system.pid_of("worker")
        assert system.process.stdout is not None

        system.process.stdout.close()
        os.kill(first, signal.SIGKILL)
        eventually(lambda: system.pid_of("worker") != first)

        assert system.process.poll() is None
        assert system.end() == 0


@pytest.fixture
def terminal() -> Iterator[None]:
    """Let children hear that the terminal closes, also when these tests run under nohup."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.mark.usefixtures("terminal")
def test_a_closed_terminal_stops_the_system_cleanly(tmp_path: Path) -> None:
    with system_of_stand_ins(tmp_path) as system:
        system.wait_until_ready()

        code = system.end(signal.SIGHUP)

        assert code == 0


def test_parts_that_wait_at_the_gate_serve_only_after_the_migration(tmp_path: Path) -> None:
    migrating = f"import pathlib, time; time.sleep(0.5); pathlib.Path('{tmp_path}/migrated').touch()"

    with system_of_stand_ins(tmp_path, migrate=migrating, web="waits at the gate") as system:
        eventually((tmp_path / "logs" / "web.log").exists)
        served_early = (tmp_path / "run" / "web.ready").exists()
        system.wait_until_ready()

        assert not served_early
        assert (tmp_path / "migrated").stat().st_mtime <= (tmp_path / "run" / "web.ready").stat().st_mtime


def test_a_restarted_part_finds_the_gate_open(tmp_path: Path) -> None:
    with system_of_stand_ins(tmp_path, web="waits at the gate") as system:
        system.wait_until_ready()
        first = system.pid_of("web")

        os.kill(first, signal.SIGKILL)
        eventually(lambda: system.pid_of("web") != first)

        assert is_alive(system.pid_of("web"))
