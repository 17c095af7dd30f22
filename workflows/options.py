"""How long activities may take and how they are tried again."""

from datetime import timedelta
from typing import TypedDict

from temporalio.common import RetryPolicy


class RecordOptions(TypedDict):
    """What we set for any activity, local ones included."""

    start_to_close_timeout: timedelta
    retry_policy: RetryPolicy


class DispatchOptions(RecordOptions):
    """What we set for an activity that talks to a provider."""

    heartbeat_timeout: timedelta


RECORD: RecordOptions = {
    "start_to_close_timeout": timedelta(seconds=60),
    "retry_policy": RetryPolicy(
        initial_interval=timedelta(seconds=1), backoff_coefficient=2, maximum_interval=timedelta(seconds=30)
    ),
}
"""For steps that touch the database only: safe to run twice, tried until they succeed."""

DISPATCH: DispatchOptions = {
    "start_to_close_timeout": timedelta(seconds=60),
    "heartbeat_timeout": timedelta(seconds=8),
    "retry_policy": RetryPolicy(maximum_attempts=1),
}
"""For the step that talks to a provider: never again by itself; a lost worker is noticed by its heartbeat."""
