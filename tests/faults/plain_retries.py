"""The same letters under the same kills, sent by plain retries: what the ledger is for."""

import asyncio
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field

from temporalio.client import Client

from tests.faults.command import Size
from tests.faults.plain_letters import TASK_QUEUE, PlainLetter
from tests.faults.trial import Trial

_AT_ONCE = 32
_GIVES_UP_AFTER_SECONDS = 60.0


@dataclass(kw_only=True)
class PlainRetries:
    """Plain letters of one run, and the worker that sends them."""

    trial: Trial
    addresses: list[str]
    kills: int = 0
    _worker: subprocess.Popen[bytes] | None = field(default=None)

    def figures(self) -> dict[str, int]:
        """Return what the providers saw."""
        letters = self._letters()
        return {
            "letters": len(self.addresses),
            "kills": self.kills,
            "duplicates": letters.total() - len(letters),
            "people_told_twice": sum(times > 1 for times in letters.values()),
            "lost": len(self.addresses) - len(letters),
        }

    def start(self) -> None:
        """Start the worker."""
        fake = self.trial.fake
        arguments = (self.engine(), fake.url, fake.credentials.sendgrid_api_key)
        command = (sys.executable, "-m", "tests.faults.plain_letters", *arguments)
        self._worker = subprocess.Popen(command)  # noqa: S603 -- our own module

    def kill(self) -> None:
        """End the worker at once."""
        if self._worker:
            self._worker.kill()
            self._worker.wait()

    def engine(self) -> str:
        """Return the address of the engine."""
        return str(self.trial.facts()["temporal"]["address"])

    def told(self) -> int:
        """Return how many have a letter."""
        return len(self._letters())

    async def progress(self, due: float) -> None:
        """Return when so many have a letter."""
        give_up_at = time.monotonic() + _GIVES_UP_AFTER_SECONDS
        while self.told() < due and time.monotonic() < give_up_at:  # noqa: ASYNC110 -- another process acts
            await asyncio.sleep(0.005)

    def _letters(self) -> Counter[str]:
        wanted = set(self.addresses)
        accepted = self.trial.fake.ledger.requests(accepted=True)
        return Counter(each.address for each in accepted if each.address in wanted)


def plain_retries(trial: Trial, size: Size, times: int) -> PlainRetries:
    """Send as many letters by plain retries, killing their worker as often at the same points of progress."""
    addresses = [f"plain{number}.{size.seed}@example.com" for number in range(size.letters)]
    return asyncio.run(_send_and_kill(PlainRetries(trial=trial, addresses=addresses), size, times))


async def _send_and_kill(plain: PlainRetries, size: Size, times: int) -> PlainRetries:
    client = await Client.connect(plain.engine())
    plain.start()
    try:
        sending = asyncio.create_task(_send_all(client, plain.addresses))
        chance = size.chance()
        for number in range(times):
            due = size.letters * (number + chance.random()) / (times + 1)
            await plain.progress(due)
            plain.kill()
            plain.kills += 1
            plain.start()
        await asyncio.wait_for(sending, plain.trial.patience_seconds)
    finally:
        plain.kill()
    return plain


async def _send_all(client: Client, addresses: list[str]) -> None:
    slots = asyncio.Semaphore(_AT_ONCE)

    async def one(address: str) -> None:
        async with slots:
            await client.execute_workflow(PlainLetter.run, address, id=f"plain/{address}", task_queue=TASK_QUEUE)

    await asyncio.gather(*(one(address) for address in addresses))
