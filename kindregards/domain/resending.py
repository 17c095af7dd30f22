"""Sending a letter again that a provider has taken, on a channel that a person chooses."""

from kindregards.domain.errors import ConflictError
from kindregards.domain.letters import Purpose

RESENDABLE = frozenset({Purpose.OUTCOME})
"""Letters that tell an outcome; any other has lost its sense by the time somebody asks for it."""


class NotResendableError(ConflictError):
    """No provider has taken this letter, or it is none that can be sent again."""

    code = "letter_not_resendable"


class ChannelUnreachableError(ConflictError):
    """The candidate cannot be reached on this channel."""

    code = "channel_unreachable"
