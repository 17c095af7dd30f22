"""How long activities may take and how they are tried again."""

from datetime import timedelta
from typing import TypedDict

from temporalio.common import RetryPolicy


class LocalOptions(TypedDict):
    """What we set for any activity, local ones included."""

    start_to_close_timeout: timedelta
    retry_policy: RetryPolicy


class ActivityOptions(LocalOptions):
    """What we set for an activity that another worker takes over when this one dies."""

    heartbeat_timeout: timedelta


PERSON_ERASED = "PersonErasedError"
"""The error of a step whose person is no more: trying again brings nobody back."""
_LONGEST = timedelta(seconds=60)
_NOTICED_WITHIN = timedelta(seconds=8)
"""How soon a worker's death is noticed: every activity sends heartbeats (`workflows.heartbeats`)."""
_UNTIL_IT_SUCCEEDS = RetryPolicy(
    initial_interval=timedelta(seconds=1),
    backoff_coefficient=2,
    maximum_interval=timedelta(seconds=10),
    non_retryable_error_types=[PERSON_ERASED],
)

WITHIN_TASK: LocalOptions = {"start_to_close_timeout": _LONGEST, "retry_policy": _UNTIL_IT_SUCCEEDS}
"""For steps that touch the database only, run within the workflow task itself."""

RECORD: ActivityOptions = {**WITHIN_TASK, "heartbeat_timeout": _NOTICED_WITHIN}
"""For steps that touch the database only: safe to run twice, tried until they succeed."""

DISPATCH: ActivityOptions = {
    "start_to_close_timeout": _LONGEST,
    "heartbeat_timeout": _NOTICED_WITHIN,
    "retry_policy": RetryPolicy(maximum_attempts=1),
}
"""For the step that talks to a provider: never again by itself."""
