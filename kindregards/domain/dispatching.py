"""What follows an attempt or a delivery's news: try again, another channel, ask the provider, or wait for a person."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import takewhile
from typing import assert_never

from kindregards.domain.channels import SendResult, SendStatus
from kindregards.domain.deliveries import Attempt, AttemptState, DeliveryState
from kindregards.domain.letters import Purpose

MOST_TRIES = 10
"""Surely unsent tries on one channel, about three hours of them, before the next channel."""
MOST_DOUBTS = 2
"""Attempts that ended in doubt and turned out unsent before a person decides."""
MOST_RESENDS = 1
"""Later tries after a letter came back for a passing cause."""

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
REST_AFTER_DEATHS = timedelta(seconds=5)
LONGEST_REST_AFTER_DEATHS = timedelta(seconds=10)
REST_UNTRIED = timedelta(seconds=2)
"""What fails before anything was reserved may fail for ever: without a rest, as fast as the machine can."""
WORKER_LOST = "worker_lost"
"""The error code of an attempt that a dead worker left behind, or one that slept."""
CALL_WITHIN = timedelta(seconds=20)
"""A provider is called this soon after the attempt was written down as in flight, or not at all.

A machine that stood still meanwhile may wake when the attempt was given up and the letter sent anew.
"""
COURTESY_EXPIRES_AFTER = timedelta(days=7)
"""A reminder or a note of thanks that could not leave for this long would only puzzle the person."""
LONGEST_PROVIDER_WAIT = timedelta(hours=36)
"""A daily quota ends "tomorrow"; a provider that asks for more is not believed."""


COURTESIES = frozenset(
    {Purpose.REMINDER, Purpose.THANK_YOU, Purpose.WITHDRAWN, Purpose.APPEAL_RECEIVED, Purpose.INVITATION}
)
"""What a person can do without; every other letter tells an outcome, and nobody opts out of being told."""


class AfterAttempt(StrEnum):
    """What to do next with a delivery."""

    LISTEN = "listen"
    """It left: events tell the rest."""
    RETRY = "retry"
    """Surely not with the person: try this channel again, at `retry_at`."""
    NEXT_CHANNEL = "next_channel"
    RECONCILE = "reconcile"
    """In doubt: ask the provider, never send again blindly."""
    HOLD = "hold"
    """A person must look first."""


def is_expired(purpose: Purpose, *, created_at: datetime, now: datetime) -> bool:
    """Say whether an unsent letter has lost its sense. One that tells an outcome never does: it goes to a person."""
    return purpose in COURTESIES and now - created_at > COURTESY_EXPIRES_AFTER


def has_overslept(*, started_at: datetime, now: datetime) -> bool:
    """Say whether an attempt that was written down as in flight is too old to call its provider for."""
    return now - started_at > CALL_WITHIN


def send_verdict(result: SendResult) -> AttemptState:
    """Return the state in which a provider's answer leaves an attempt."""
    match result.status:
        case SendStatus.ACCEPTED:
            return AttemptState.ACCEPTED
        case SendStatus.NOT_SENT:
            return AttemptState.NOT_SENT
        case SendStatus.REFUSED:
            return AttemptState.REFUSED
        case SendStatus.OPTED_OUT:
            return AttemptState.OPTED_OUT
        case SendStatus.MISCONFIGURED:
            return AttemptState.MISCONFIGURED
        case SendStatus.MAYBE_SENT:
            return AttemptState.AMBIGUOUS
        case _ as never:
            assert_never(never)


def after_attempt(attempts: Sequence[Attempt]) -> AfterAttempt:  # noqa: PLR0911 -- one answer per state
    """Return what follows the latest of a delivery's attempts; at least one is needed.

    An attempt met again as `reserved` was surely not sent; one met again `in_flight` is in doubt.
    """
    match max(attempts, key=lambda attempt: attempt.number).state:
        case AttemptState.ACCEPTED | AttemptState.RESOLVED_SENT:
            return AfterAttempt.LISTEN
        case AttemptState.RESERVED:
            return AfterAttempt.RETRY
        case AttemptState.NOT_SENT:
            return _again_or(AfterAttempt.NEXT_CHANNEL, attempts, AttemptState.NOT_SENT, most=MOST_TRIES)
        case AttemptState.RESOLVED_NOT_SENT:
            return _again_or(AfterAttempt.HOLD, attempts, AttemptState.RESOLVED_NOT_SENT, most=MOST_DOUBTS)
        case AttemptState.MISCONFIGURED:
            # Our keys or account, not the candidate's failure: it waits for the operator, however long that takes.
            return AfterAttempt.RETRY
        case AttemptState.REFUSED | AttemptState.OPTED_OUT:
            return AfterAttempt.NEXT_CHANNEL
        case AttemptState.IN_FLIGHT | AttemptState.AMBIGUOUS:
            return AfterAttempt.RECONCILE
        case _ as never:
            assert_never(never)


def after_news(*, state: DeliveryState, attempts: Sequence[Attempt]) -> AfterAttempt | None:
    """Return what follows when events changed a delivery's state; None when nothing has to be done."""
    match state:
        case DeliveryState.UNDELIVERABLE_TRANSIENT:
            taken = [attempt for attempt in attempts if attempt.state in _TAKEN]
            return AfterAttempt.RETRY if len(taken) <= MOST_RESENDS else AfterAttempt.NEXT_CHANNEL
        case DeliveryState.HELD:
            return AfterAttempt.HOLD
        case DeliveryState.AMBIGUOUS:
            return AfterAttempt.RECONCILE
        case _ if state.has_failed:
            return AfterAttempt.NEXT_CHANNEL
        case _ if state.has_left:
            return AfterAttempt.LISTEN
        case _:
            return None


def rest_after_deaths(attempts: Sequence[Attempt]) -> timedelta | None:
    """Return how long a letter rests over which workers died, or None when another cause ended the latest attempt.

    No provider was asked, so none needs rest, and the candidate has waited for the death to be noticed: the first time
    it is tried again at once. Deaths in a row may be the letter's fault: 5 s, then 10 s, until its tries are used up.
    """
    latest_first = sorted(attempts, key=lambda attempt: -attempt.number)
    deaths = list(takewhile(lambda attempt: attempt.error_code == WORKER_LOST, latest_first))
    if not deaths or deaths[0].state not in _UNSENT:
        return None
    if len(deaths) == 1:
        return timedelta()
    return min(REST_AFTER_DEATHS * (len(deaths) - 1), LONGEST_REST_AFTER_DEATHS)


def retry_at(*, now: datetime, attempt_number: int, retry_after: datetime | None, seed: str) -> datetime:
    """Return when to try again: doubling waits from 30 s to 1 h, shortened by up to half, the same for the same seed.

    Never before the provider's own `retry_after`, which is followed for at most 36 h.
    """
    doublings = min(max(attempt_number, 1) - 1, 16)
    wait = min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)
    at = now + wait * (1 - fraction(f"{seed}:{attempt_number}") / 2)
    if retry_after is None:
        return at
    return max(at, min(retry_after, now + LONGEST_PROVIDER_WAIT))


_UNSENT = frozenset({AttemptState.NOT_SENT, AttemptState.RESOLVED_NOT_SENT})
_TAKEN = frozenset({AttemptState.ACCEPTED, AttemptState.RESOLVED_SENT, AttemptState.AMBIGUOUS, AttemptState.IN_FLIGHT})


def _again_or(otherwise: AfterAttempt, attempts: Sequence[Attempt], state: AttemptState, *, most: int) -> AfterAttempt:
    return AfterAttempt.RETRY if sum(attempt.state is state for attempt in attempts) < most else otherwise


def fraction(seed: str) -> float:
    """Return an even spread over 0-1 without drawing lots, so that a replay waits as long."""
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:6]) / 2**48
