"""What stops which letters."""

import pytest

from kindregards.domain.channels import Channel
from kindregards.domain.letters import Purpose
from kindregards.domain.provider_events import EventKind, EventReason, ProviderEvent, Severity
from kindregards.domain.suppressions import (
    Suppressing,
    SuppressionReason,
    SuppressionScope,
    lifts,
    scopes_against,
    suppressing,
)
from tests.builders import an_event

EVERYTHING, INVITATIONS = SuppressionScope.EVERYTHING, SuppressionScope.INVITATIONS


@pytest.mark.parametrize("purpose", [each for each in Purpose if each is not Purpose.INVITATION])
def test_opting_out_of_invitations_stops_no_letter_about_ones_own_application(purpose: Purpose) -> None:
    assert INVITATIONS not in scopes_against(purpose)
    assert EVERYTHING in scopes_against(purpose)


def test_an_invitation_is_stopped_by_either() -> None:
    assert scopes_against(Purpose.INVITATION) == {EVERYTHING, INVITATIONS}


def test_leaving_a_mailing_list_is_about_invitations_only() -> None:
    left = an_event(EventKind.UNSUBSCRIBED, for_invitations=True)

    assert suppressing(left, Channel.EMAIL) == Suppressing(SuppressionReason.UNSUBSCRIBED, INVITATIONS)


@pytest.mark.parametrize("channel", list(Channel))
def test_asking_for_silence_is_about_everything(channel: Channel) -> None:
    asked = an_event(EventKind.UNSUBSCRIBED)

    assert suppressing(asked, channel) == Suppressing(SuppressionReason.UNSUBSCRIBED, EVERYTHING)


@pytest.mark.parametrize("reason", [EventReason.INVALID, EventReason.LANDLINE])
def test_a_dead_address_is_not_used_again(reason: EventReason) -> None:
    bounced = an_event(EventKind.BOUNCED, severity=Severity.PERMANENT, reason=reason)

    assert suppressing(bounced, Channel.EMAIL) == Suppressing(SuppressionReason.UNDELIVERABLE)


@pytest.mark.parametrize(
    "harmless",
    [
        an_event(EventKind.DELIVERED),
        an_event(EventKind.REPLIED),
        an_event(EventKind.RESUBSCRIBED),
        an_event(EventKind.BOUNCED, severity=Severity.TRANSIENT, reason=EventReason.MAILBOX_FULL),
        an_event(EventKind.BOUNCED, severity=Severity.PERMANENT, reason=EventReason.MAILBOX_FULL),
    ],
)
def test_what_passes_suppresses_nothing(harmless: ProviderEvent) -> None:
    assert suppressing(harmless, Channel.EMAIL) is None


def test_only_the_person_takes_it_back() -> None:
    assert [kind for kind in EventKind if lifts(an_event(kind))] == [EventKind.RESUBSCRIBED]
