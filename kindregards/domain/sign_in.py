"""How long an account stays shut after wrong passwords, and how long an address that tries many accounts waits."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from kindregards.domain.errors import DomainError

FREE_TRIES = 5
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=24)
"""A failure counts for so long, or until a sign-in succeeds."""
ADDRESS_TRIES = 30
"""So many failures from one address within the window, over all accounts: an office behind one address has them too."""
ADDRESS_WINDOW = timedelta(minutes=15)


def pause_after(failures: int) -> timedelta:
    """Return how long no password is looked at: nothing for the first tries, then twice as long after each."""
    if failures < FREE_TRIES:
        return timedelta(0)
    factor = 1 << min(failures - FREE_TRIES, 16)  # beyond it the longest pause is reached anyway
    return min(FIRST_PAUSE * factor, LONGEST_PAUSE)


class TooManyTriesError(DomainError):
    """An address failed at many accounts; `retry_after` says when it may try again. No account is shut by this."""

    code = "too_many_tries"

    def __init__(self, message: str, *, retry_after: timedelta) -> None:
        """Say when."""
        super().__init__(message)
        self.retry_after = retry_after


def wait_of_address(latest_failures: Sequence[datetime], now: datetime) -> timedelta:
    """Return how long an address must wait, by its latest failures, the newest first."""
    within = [at for at in latest_failures if at > now - ADDRESS_WINDOW]
    if len(within) < ADDRESS_TRIES:
        return timedelta(0)
    return within[ADDRESS_TRIES - 1] + ADDRESS_WINDOW - now
