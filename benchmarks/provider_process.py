"""The stand-ins for SendGrid and Twilio in a process of their own, which tells of each message that it accepts.

`python -m benchmarks.provider_process` prints its address, then a line for each accepted message: when, and to whom.
"""

import asyncio
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Self

from benchmarks.child import child
from kindregards.fake_providers import FakeProviders
from kindregards.fake_providers.credentials import Credentials
from kindregards.fake_providers.ledger import Handed


class LettersMissingError(RuntimeError):
    """Not every letter was accepted in time."""


class ProviderProcess:
    """The stand-ins as seen from a benchmark.

    `accepted` holds the wall-clock second of the first message to each address. The child signs no events, so the
    public key in `credentials` is nobody's.
    """

    def __init__(self, pid: int, url: str, output: IO[bytes]) -> None:
        """Take a child that has told its URL."""
        self.pid = pid
        self.url = url
        self.credentials = Credentials()
        self.accepted: dict[str, float] = {}
        self.messages = 0
        self._output = output
        self._waiting: dict[str, asyncio.Future[None]] = {}

    @classmethod
    @contextmanager
    def running(cls) -> Iterator[Self]:
        """Run one until the block ends."""
        with child("benchmarks.provider_process") as process:
            assert process.stdout is not None  # noqa: S101 -- the child has a pipe
            yield cls(process.pid, process.stdout.readline().decode().strip(), process.stdout)

    async def listen(self) -> None:
        """Hear of messages from now on, in the running loop."""
        await asyncio.get_running_loop().connect_read_pipe(lambda: _Lines(self._hear), self._output)

    async def accepts(self, address: str, *, patience: float) -> float:
        """Return when a message to this address was accepted; raise LettersMissingError when it takes too long."""
        if address not in self.accepted:
            waiting = self._waiting.setdefault(address, asyncio.get_running_loop().create_future())
            try:
                await asyncio.wait_for(asyncio.shield(waiting), patience)
            except TimeoutError:
                raise LettersMissingError(f"A letter was not accepted within {patience:.0f} s.") from None
        return self.accepted[address]

    def _hear(self, line: str) -> None:
        at, _, address = line.partition(" ")
        self.accepted.setdefault(address, float(at))
        self.messages += 1
        waiting = self._waiting.pop(address, None)
        if waiting is not None:
            waiting.set_result(None)


class _Lines(asyncio.Protocol):
    """Cuts what comes through a pipe into lines."""

    def __init__(self, hear: Callable[[str], None]) -> None:
        self._hear = hear
        self._rest = b""

    def data_received(self, data: bytes) -> None:
        """Pass every whole line on."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            self._hear(line.decode())


def main() -> None:
    """Serve until SIGTERM."""
    with FakeProviders() as fake:

        def tell(handed: Handed) -> None:
            fake.ledger.clear()  # thousands of letters would fill the memory
            if handed.accepted:
                sys.stdout.write(f"{handed.at.timestamp():.6f} {handed.address}\n")
                sys.stdout.flush()

        fake.ledger.listen(tell)
        sys.stdout.write(fake.url + "\n")
        sys.stdout.flush()
        signal.sigwait({signal.SIGTERM, signal.SIGINT})


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    main()
