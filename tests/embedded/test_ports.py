"""Ports: free ones, kept from start to start, never ones that outgoing connections use."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from kindregards.supervision.ports import CHOICE, answers, is_free, pick_port, remembered_ports

ANY = {"web": 0, "temporal": 0}


@pytest.fixture
def taken() -> Iterator[int]:
    """Listen on a port and return it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_port_somebody_listens_on_is_not_free(taken: int) -> None:
    assert not is_free(taken)
    assert answers(taken)


def test_a_free_port_answers_nobody() -> None:
    port = pick_port()

    assert is_free(port)
    assert not answers(port)


def test_picked_ports_lie_below_those_of_outgoing_connections() -> None:
    lowest_outgoing = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])

    assert CHOICE.stop <= lowest_outgoing
    assert pick_port() in CHOICE


def test_a_port_to_avoid_is_not_picked() -> None:
    only = pick_port(avoid=frozenset(CHOICE) - {20_001, 20_002}, free=lambda _: True)

    assert only in {20_001, 20_002}


def test_the_next_start_takes_the_same_ports(tmp_path: Path) -> None:
    first = remembered_ports(tmp_path / "ports.json", ANY)

    assert remembered_ports(tmp_path / "ports.json", ANY) == first
    assert len(set(first.values())) == 2


def test_a_port_taken_meanwhile_is_picked_anew(tmp_path: Path, taken: int) -> None:
    (tmp_path / "ports.json").write_text(f'{{"web": {taken}, "temporal": 20001}}')

    ports = remembered_ports(tmp_path / "ports.json", ANY)

    assert ports["web"] != taken


def test_a_wanted_port_goes_before_the_remembered_one(tmp_path: Path) -> None:
    remembered_ports(tmp_path / "ports.json", ANY)

    assert remembered_ports(tmp_path / "ports.json", {"web": 9000, "temporal": 0})["web"] == 9000


@pytest.mark.parametrize("content", ["", "[]", '{"web": "soon"}', "not json"])
def test_an_unreadable_memory_counts_as_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "ports.json").write_text(content)

    ports = remembered_ports(tmp_path / "ports.json", ANY)

    assert all(port in CHOICE for port in ports.values())
