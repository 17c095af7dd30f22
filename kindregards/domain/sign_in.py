"""How long an account stays shut after wrong passwords."""

from datetime import timedelta

FREE_TRIES = 5
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=24)
"""A failure counts for so long, or until a sign-in succeeds."""


def pause_after(failures: int) -> timedelta:
    """Return how long no password is looked at: nothing for the first tries, then twice as long after each."""
    if failures < FREE_TRIES:
        return timedelta(0)
    factor = 1 << min(failures - FREE_TRIES, 16)  # beyond it the longest pause is reached anyway
    return min(FIRST_PAUSE * factor, LONGEST_PAUSE)
