"""The files a running system keeps: run.json and the logs."""

import json
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kindregards.supervision.log_file import LARGE, LogFile
from kindregards.supervision.run_file import remove_run_file, write_run_file


def test_run_json_is_replaced_in_one_step(tmp_path: Path) -> None:
    path = tmp_path / "run.json"

    write_run_file(path, {"worker": {"pid": 1}})
    write_run_file(path, {"worker": {"pid": 2}})

    assert json.loads(path.read_text()) == {"worker": {"pid": 2}}
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_run_json_may_be_removed(tmp_path: Path) -> None:
    remove_run_file(tmp_path / "run.json")

    assert list(tmp_path.iterdir()) == []


def test_a_log_goes_on_where_it_was(tmp_path: Path) -> None:
    for line in (b"first\n", b"second\n"):
        with LogFile(tmp_path / "logs" / "web.log") as log:
            log.write(line)

    assert (tmp_path / "logs" / "web.log").read_bytes() == b"first\nsecond\n"


def test_a_large_log_is_set_aside_and_the_three_newest_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "web.log"
    for number in range(5):
        with LogFile(path) as log:
            log.write(b"%d" % number * LARGE)

    with LogFile(path):
        kept = {file.name: file.read_bytes()[:1] for file in tmp_path.iterdir()}

    assert kept == {"web.log": b"", "web.log.1": b"4", "web.log.2": b"3", "web.log.3": b"2"}


def test_a_log_on_a_full_disk_lets_its_part_go_on_and_says_later_what_is_missing(tmp_path: Path) -> None:
    with LogFile(tmp_path / "web.log") as log:
        log.write(b"before\n")
        with files_no_longer_than(3):
            log.write(b"first\n")
            log.write(b"second\n")
        log.write(b"after\n")

    *others, note, last = (tmp_path / "web.log").read_bytes().splitlines()
    assert (others, last) == ([b"before"], b"after")
    assert b'"log_lines_lost"' in note
    assert b'"lines": 2' in note


@contextmanager
def files_no_longer_than(size: int) -> Iterator[None]:
    """Let this process write no file beyond a size, as on a full disk."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
