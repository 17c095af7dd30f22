"""How fast the invented people live: days are seconds in any case."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How many seconds things take. Each pace has policies of its own, whose names begin with `policies`.

    `visitor` is how long the demo leaves a case to somebody who watches before it answers itself; `patience` how long
    it waits for one candidate's way to end.
    """

    policies: str
    between_people: float
    interview: float
    thinking: float
    reading: float
    poll: float
    cooling_off: int
    reminded_after: int
    visitor: float
    patience: float


QUICK: Final = Pace(
    policies="demo",
    between_people=0.15,
    interview=0.4,
    thinking=0.8,
    reading=0.6,
    poll=0.25,
    cooling_off=1,
    # Long enough for somebody who reads at once to confirm before it, even on a busy machine.
    reminded_after=5,
    visitor=0,
    patience=60,
)
"""For the terminal, where the account stays on the screen."""

LEISURELY: Final = Pace(
    policies="demo-tour",
    between_people=1.5,
    interview=2,
    thinking=1.5,
    reading=2.5,
    poll=0.5,
    cooling_off=3,
    reminded_after=10,
    visitor=20,
    patience=900,
)
"""For somebody who watches: every state can be seen, and a case can be opened before the demo decides it."""
