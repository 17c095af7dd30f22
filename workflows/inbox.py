"""What has come in for a journey and is not yet dealt with."""

from collections import deque
from collections.abc import Iterable

from kindregards.domain.journey import Command


class Inbox:
    """Keeps commands in order and drops those already seen."""

    def __init__(self, commands: Iterable[Command], last_sequence: int) -> None:
        """Start with what an earlier run of the same journey had not dealt with."""
        self._commands = deque(commands)
        self.last_sequence = last_sequence

    def put(self, command: Command) -> None:
        """Take a command in, unless its sequence was seen before."""
        if command.sequence > self.last_sequence:
            self.last_sequence = command.sequence
            self._commands.append(command)

    def take(self) -> Command:
        """Return the earliest command."""
        return self._commands.popleft()

    def take_all(self) -> tuple[Command, ...]:
        """Return every command, earliest first, and keep none."""
        commands = tuple(self._commands)
        self._commands.clear()
        return commands

    def __bool__(self) -> bool:
        """Say whether something waits."""
        return bool(self._commands)

    def waiting(self) -> tuple[Command, ...]:
        """Return what is not yet dealt with, earliest first."""
        return tuple(self._commands)
