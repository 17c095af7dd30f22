"""Signed reports of the stand-in providers about everything that they accepted."""

import asyncio
from collections.abc import Sequence

from kindregards.fake_providers.callbacks import Callback
from tests.faults.trial import Trial

_EVENTS_A_REQUEST = 200


def report_accepted(trial: Trial, addresses: Sequence[str], event: str = "delivered") -> list[int]:
    """Let SendGrid report an event about every letter to these people; return the answers' statuses."""
    wanted = set(addresses)
    accepted = trial.fake.ledger.requests(accepted=True)
    attempts = [each.attempt_id for each in accepted if each.address in wanted and each.attempt_id]
    return asyncio.run(_report(trial, attempts, event))


async def _report(trial: Trial, attempts: list[str], event: str) -> list[int]:
    statuses: list[int] = []
    for first in range(0, len(attempts), _EVENTS_A_REQUEST):
        some = tuple(attempts[first : first + _EVENTS_A_REQUEST])
        callback = Callback(attempt_ids=some, event=event, webhook_base_url=trial.system.url)
        statuses += await trial.fake.report(callback)
    return statuses
