"""The queue between what came in and the workflows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kindregards.domain.journey import Command, Journey


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCommand:
    """A command leased to us until it is settled; `journey` starts the workflow should it not run yet."""

    id: str
    lease_token: str
    journey: Journey
    command: Command


class CommandQueue(Protocol):
    """Hands out the earliest open command of each application, one at a time."""

    async def claim(self, *, limit: int, now: datetime) -> Sequence[OpenCommand]:
        """Lease up to `limit` commands; a lease ends by itself so that nothing is lost with a process."""
        ...

    async def settle(self, commands: Sequence[OpenCommand], *, late: bool, now: datetime) -> None:
        """Mark commands as delivered, or as too late for their workflow, where the lease is still ours."""
        ...


class Journeys(Protocol):
    """The workflows."""

    async def deliver(self, journey: Journey, command: Command) -> bool:
        """Hand a command to the application's workflow, starting it if needed; False when it has finished."""
        ...


class CommandTrigger(Protocol):
    """Told of a command right after its transaction committed."""

    def __call__(self, command: OpenCommand) -> None:
        """Try to deliver it soon; never raises and never waits."""
        ...
