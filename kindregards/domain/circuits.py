"""Whether a sender may be used: its circuit opens when every letter would meet the same trouble.

Letters wait meanwhile, on the same channel, and no candidate is blamed. From time to time one letter tries; when the
provider takes it, or refuses it sensibly, the circuit closes.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from kindregards.domain.channels import SendResult, SendStatus
from kindregards.domain.dispatching import LONGEST_PROVIDER_WAIT, WORKER_LOST, fraction

MOST_FAILURES = 5
"""Failures in a row that might be one letter's bad luck."""
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(minutes=15)
TRIAL_LASTS = timedelta(seconds=90)
"""A trial that has not ended by then belongs to a worker that died; the next letter tries."""
SPREAD = timedelta(minutes=1)
"""Letters that waited do not all come back in one second; after a short wait they are spread over as short a time."""

_ONE_DESTINATION = frozenset({"twilio_21408", "twilio_21608", "twilio_21612"})
"""Trouble of ours with one region or number, while others may be reached."""
_BY_LETTER = ("http_", "twilio_", "smtp_", "wechat_", WORKER_LOST)
"""Codes that a provider gives, or that say it was never called; all others say that no connection came about."""


class Cause(StrEnum):
    """Why a sender is not used."""

    CONFIGURATION = "configuration"
    """The provider refuses our keys, account or settings."""
    TROUBLE = "trouble"
    """The provider fails or cannot be reached, again and again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circuit:
    """How a sender fares; `stopped_at` is set while it is open, `resting_until` is the provider's own wish."""

    provider: str | None = None
    error_code: str | None = None
    cause: Cause | None = None
    failures: int = 0
    trials: int = 0
    stopped_at: datetime | None = None
    retry_at: datetime | None = None
    resting_until: datetime | None = None

    @property
    def is_well(self) -> bool:
        """Say whether a success would change nothing."""
        return self.stopped_at is None and not self.failures


def closed_until(circuit: Circuit, now: datetime, *, seed: str) -> datetime | None:
    """Return when a letter may come back, or None when it may go: where the circuit is open, as its trial."""
    rests_until = circuit.resting_until if circuit.resting_until and circuit.resting_until > now else None
    stopped_until = None
    if circuit.stopped_at is not None and circuit.retry_at is not None and circuit.retry_at > now:
        stopped_until = circuit.retry_at
    until = max(filter(None, (rests_until, stopped_until)), default=None)
    if until is None:
        return None
    return until + min(SPREAD, until - now) * fraction(f"{seed}:{until.isoformat()}")


def on_trial(circuit: Circuit, now: datetime) -> Circuit:
    """Return the circuit while one letter tries; others wait for the outcome."""
    return replace(circuit, retry_at=now + TRIAL_LASTS)


def after_answer(circuit: Circuit, result: SendResult, now: datetime) -> Circuit:
    """Return how a sender fares after an answer; one that says nothing about the sender changes nothing."""
    match result.status:
        case SendStatus.ACCEPTED | SendStatus.REFUSED | SendStatus.OPTED_OUT:
            return replace(Circuit(), provider=result.provider, resting_until=circuit.resting_until)
        case SendStatus.MISCONFIGURED:
            return _failed(circuit, result, Cause.CONFIGURATION, now, at_once=result.error_code not in _ONE_DESTINATION)
        case SendStatus.MAYBE_SENT:
            return _failed(circuit, result, Cause.TROUBLE, now)
        case SendStatus.NOT_SENT if result.retry_after is not None:
            until = min(result.retry_after, now + LONGEST_PROVIDER_WAIT)
            return replace(circuit, resting_until=max(filter(None, (circuit.resting_until, until))))
        case SendStatus.NOT_SENT if not (result.error_code or "").startswith(_BY_LETTER):
            return _failed(circuit, result, Cause.TROUBLE, now)
        case SendStatus.NOT_SENT:
            return circuit


def _failed(circuit: Circuit, result: SendResult, cause: Cause, now: datetime, *, at_once: bool = False) -> Circuit:
    failed = replace(circuit, provider=result.provider, error_code=result.error_code, failures=circuit.failures + 1)
    if circuit.stopped_at is None and not at_once and failed.failures < MOST_FAILURES:
        return failed
    wait = min(FIRST_WAIT * (1 << min(circuit.trials, 10)), LONGEST_WAIT)
    return replace(
        failed, cause=cause, stopped_at=circuit.stopped_at or now, retry_at=now + wait, trials=circuit.trials + 1
    )
