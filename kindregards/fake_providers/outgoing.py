"""Requests that the stand-ins send to the product's webhooks."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import httpx

_CHANCE = random.Random(0)  # noqa: S311 -- a repeatable disorder, no secret


@dataclass(frozen=True, slots=True)
class Delivery:
    """One signed request, ready to go out."""

    url: str
    headers: dict[str, str]
    body: bytes


async def post(deliveries: Sequence[Delivery], *, shuffled: bool = False) -> list[int]:
    """Send the requests one after the other, or in disorder, and return the statuses they were answered with."""
    ordered = _CHANCE.sample(deliveries, len(deliveries)) if shuffled else deliveries
    async with httpx.AsyncClient(timeout=20, trust_env=False) as client:
        answers = [await client.post(one.url, headers=one.headers, content=one.body) for one in ordered]
    return [answer.status_code for answer in answers]
