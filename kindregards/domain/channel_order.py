"""Which channels a candidate is told on, in which order."""

from collections.abc import Collection, Iterable
from typing import assert_never

from kindregards.domain.applications import Candidate, CareerLevel
from kindregards.domain.channels import Channel

_EMAIL_FIRST = (Channel.EMAIL, Channel.WECHAT, Channel.SMS)
_WECHAT_FIRST = (Channel.WECHAT, Channel.EMAIL, Channel.SMS)


def channel_ladder(
    *,
    candidate: Candidate,
    policy_channels: tuple[Channel, ...] | None,
    fallback: bool,
    available: Collection[Channel],
) -> tuple[Channel, ...]:
    """Return the channels to try, first to last: the candidate's wish, else the policy's, else by career level.

    A wish or policy of which no channel can be used is passed over rather than leaving the person untold. Without
    `fallback` only the first channel is tried. Empty when the person cannot be reached at all.
    """
    for wanted in (candidate.channels, policy_channels or (), channels_for_level(candidate.career_level)):
        if usable := reachable_channels(wanted, candidate=candidate, available=available):
            return usable if fallback else usable[:1]
    return ()


def reachable_channels(
    wanted: Iterable[Channel], *, candidate: Candidate, available: Collection[Channel]
) -> tuple[Channel, ...]:
    """Return those of the wanted channels that are installed, have an address and are agreed to, each once."""
    return tuple(channel for channel in dict.fromkeys(wanted) if channel in available and can_reach(candidate, channel))


def can_reach(candidate: Candidate, channel: Channel) -> bool:
    """Say whether the person has an address on the channel and agreed to it; e-mail needs no consent."""
    return bool(candidate.address_for(channel)) and _has_consent(candidate, channel)


def channels_for_level(level: CareerLevel | None) -> tuple[Channel, ...]:
    """Return the order that suits a career level."""
    match level:
        case CareerLevel.EARLY:
            return _WECHAT_FIRST
        case CareerLevel.EXPERIENCED | CareerLevel.SENIOR | None:
            return _EMAIL_FIRST
        case _ as never:
            assert_never(never)


def _has_consent(candidate: Candidate, channel: Channel) -> bool:
    match channel:
        case Channel.EMAIL:
            return True
        case Channel.SMS:
            return candidate.consents.sms
        case Channel.WECHAT:
            return candidate.consents.wechat
        case _ as never:
            assert_never(never)
