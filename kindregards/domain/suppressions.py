"""What a person no longer wants, or an address no longer takes: by channel and by what the message is for."""

from dataclasses import dataclass
from enum import StrEnum

from kindregards.domain.channels import Channel
from kindregards.domain.letters import Purpose
from kindregards.domain.provider_events import EventKind, EventReason, ProviderEvent, Severity


class SuppressionScope(StrEnum):
    """What must not be sent."""

    EVERYTHING = "everything"
    INVITATIONS = "invitations"
    """Only what the company would like to say; letters about the person's own application still go."""


class SuppressionReason(StrEnum):
    """Why it must not be sent."""

    UNSUBSCRIBED = "unsubscribed"
    OPTED_OUT = "opted_out"
    COMPLAINED = "complained"
    UNDELIVERABLE = "undeliverable"


SAID_BY_THE_PERSON = frozenset(
    {SuppressionReason.UNSUBSCRIBED, SuppressionReason.OPTED_OUT, SuppressionReason.COMPLAINED}
)
"""A wish, and no mishap of an address."""
LIFTED_BY_THE_PERSON = frozenset({SuppressionReason.UNSUBSCRIBED, SuppressionReason.OPTED_OUT})
"""What a person said they can take back (START, following again); a dead address or a complaint stays."""


@dataclass(frozen=True, slots=True)
class Suppressing:
    """What a report stops."""

    reason: SuppressionReason
    scope: SuppressionScope = SuppressionScope.EVERYTHING


def scopes_against(purpose: Purpose) -> frozenset[SuppressionScope]:
    """Return the scopes that keep a letter of this purpose from leaving.

    Opting out of invitations must not keep anybody from hearing how their application ended.
    """
    if purpose is Purpose.INVITATION:
        return frozenset(SuppressionScope)
    return frozenset({SuppressionScope.EVERYTHING})


def suppressing(event: ProviderEvent, channel: Channel) -> Suppressing | None:
    """Return what a report stops on the channel it came by, or None.

    An e-mail list that somebody leaves is ours for invitations; STOP to a number and leaving a WeChat account are
    about everything, and so is a reply that asks for silence: `for_invitations` tells them apart.
    """
    if event.severity is Severity.PERMANENT and event.reason in {EventReason.INVALID, EventReason.LANDLINE}:
        return Suppressing(SuppressionReason.UNDELIVERABLE)
    match event.kind:
        case EventKind.COMPLAINED:
            return Suppressing(SuppressionReason.COMPLAINED)
        case EventKind.UNSUBSCRIBED if event.for_invitations and channel is Channel.EMAIL:
            return Suppressing(SuppressionReason.UNSUBSCRIBED, SuppressionScope.INVITATIONS)
        case EventKind.UNSUBSCRIBED:
            return Suppressing(SuppressionReason.UNSUBSCRIBED)
        case _:
            return None


def lifts(event: ProviderEvent) -> bool:
    """Say whether a report takes back what the person asked for before."""
    return event.kind is EventKind.RESUBSCRIBED
