"""Free loopback ports, kept from one start to the next."""

import json
import random
import socket
from collections.abc import Callable
from pathlib import Path

CHOICE = range(20_000, 30_000)
"""Below the range that Linux takes outgoing ports from: while a server restarts, a client that keeps trying its
port could otherwise be given that very port and connect to itself."""


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Say whether a server could listen on the port now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError:
            return False
        return True


def answers(port: int, host: str = "127.0.0.1") -> bool:
    """Say whether a server listens on the port."""
    try:
        with socket.create_connection((host, port), timeout=0.2):
            return True
    except OSError:
        return False


def pick_port(*, avoid: frozenset[int] = frozenset(), free: Callable[[int], bool] = is_free) -> int:
    """Return a free port, another one in each process that asks at the same time."""
    candidates = [port for port in CHOICE if port not in avoid]
    random.shuffle(candidates)
    return next(port for port in candidates if free(port))


def remembered_ports(path: Path, wanted: dict[str, int]) -> dict[str, int]:
    """Return a port for each name: the wanted one unless 0, else the one of last time if free, else a free one."""
    before = _read(path)
    chosen: dict[str, int] = {}
    for name, port in wanted.items():
        last = before.get(name, 0)
        taken = frozenset(chosen.values())
        kept = last if last and last not in taken and is_free(last) else 0
        chosen[name] = port or kept or pick_port(avoid=taken)
    path.write_text(json.dumps(chosen), encoding="utf-8")
    return chosen


def _read(path: Path) -> dict[str, int]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(name): port for name, port in found.items() if isinstance(port, int)}
