"""How long a provider may take."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """Limits of one exchange: to connect, between two pieces of an answer, and for the whole."""

    connect_seconds: float = 5.0
    read_seconds: float = 20.0
    total_seconds: float = 30.0


DEFAULT_TIMEOUTS = Timeouts()
