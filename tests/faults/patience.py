"""Waiting for something to become true."""

import time
from collections.abc import Callable

_LOOK_EVERY_SECONDS = 0.02


def until(holds: Callable[[], bool], seconds: float) -> bool:
    """Wait until something holds or the time is over, and say whether it held."""
    give_up_at = time.monotonic() + seconds
    while not (held := holds()) and time.monotonic() < give_up_at:
        time.sleep(_LOOK_EVERY_SECONDS)
    return held
