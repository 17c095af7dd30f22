"""What became of every application that was taken in, by the system's word and by the providers'."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from tests.faults.integrator import Integrator

Resource = Mapping[str, Any]  # Any: JSON
_LOOK_EVERY_SECONDS = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Each application is in one of the states from `sent` to `pending`, or `lost`."""

    taken_in: int
    sent: int
    failed: int
    held: int
    cancelled: int
    pending: int
    duplicates: int
    """Letters beyond the first that providers accepted for one person."""
    lost: int
    """Taken in and not known to the system, or told by its word while no provider was handed the letter."""
    lost_ids: tuple[str, ...] = ()

    @property
    def conservation_equal(self) -> bool:
        """Say whether what was taken in equals what became of it."""
        return self.taken_in == self.sent + self.failed + self.held + self.cancelled + self.pending


def take_account(integrator: Integrator) -> Account:
    """Compare the system's answers and the providers' records with what was taken in."""
    # First the system's word, then the providers': a letter that leaves meanwhile is pending, not lost.
    known = {each["id"]: each for each in _resources(integrator.client)}
    accepted = integrator.letters()
    fates: Counter[str] = Counter()
    duplicates, lost = 0, []
    for application_id in integrator.taken_in:
        letters = accepted[application_id]
        duplicates += max(0, letters - 1)
        fate = _fate(known.get(application_id), letters)
        fates[fate] += 1
        if fate == "lost":
            lost.append(application_id)
    names = ("sent", "failed", "held", "cancelled", "pending", "lost")
    counted = {name: fates[name] for name in names}
    return Account(taken_in=len(integrator.taken_in), duplicates=duplicates, lost_ids=tuple(lost), **counted)


def settled_account(integrator: Integrator, patience_seconds: float) -> Account:
    """Return the account once nothing is pending, or when patience ends."""
    give_up_at = time.monotonic() + patience_seconds
    while True:
        account = take_account(integrator)
        if not account.pending or time.monotonic() > give_up_at:
            return account
        time.sleep(_LOOK_EVERY_SECONDS)


def held_in_doubt(integrator: Integrator) -> list[Resource]:
    """Return the applications that a person must look at because a provider's answer was lost."""
    return [each for each in _resources(integrator.client, state="held") if each["id"] in integrator.taken_in]


def _fate(resource: Resource | None, letters: int) -> str:
    if resource is None:
        return "lost"
    match resource["state"], resource["held_reason"]:
        case (("told" | "acknowledged"), _):
            return "sent" if letters else "lost"
        case "held", "channels_failed":
            return "failed"
        case "held", _:
            return "held"
        case "closed", _:
            return "sent" if letters else "cancelled"
        case _:
            return "pending"


def _resources(client: httpx.Client, **query: str) -> Iterator[Resource]:
    cursor: dict[str, str] = {}
    while True:
        page = client.get("/v1/applications", params={"limit": "100", **query, **cursor}).raise_for_status().json()
        yield from page["data"]
        if page["next_cursor"] is None:
            return
        cursor = {"cursor": page["next_cursor"]}
