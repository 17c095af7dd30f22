"""Which channels a candidate is told on."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.applications import Candidate, CareerLevel, Consents
from kindregards.domain.channel_order import can_reach, channel_ladder, reachable_channels
from kindregards.domain.channels import Channel
from tests.builders import a_candidate

EVERY = frozenset(Channel)
EMAIL, SMS, WECHAT = Channel.EMAIL, Channel.SMS, Channel.WECHAT


@pytest.mark.parametrize(
    ("level", "ladder"),
    [
        (CareerLevel.EARLY, (WECHAT, EMAIL, SMS)),
        (CareerLevel.EXPERIENCED, (EMAIL, WECHAT, SMS)),
        (CareerLevel.SENIOR, (EMAIL, WECHAT, SMS)),
        (None, (EMAIL, WECHAT, SMS)),
    ],
)
def test_without_wishes_the_career_level_orders_the_channels(
    level: CareerLevel | None, ladder: tuple[Channel, ...]
) -> None:
    candidate = a_candidate(career_level=level)

    assert channel_ladder(candidate=candidate, policy_channels=None, fallback=True, available=EVERY) == ladder


def test_the_policy_comes_before_the_career_level() -> None:
    ladder = channel_ladder(candidate=a_candidate(), policy_channels=(SMS, EMAIL), fallback=True, available=EVERY)

    assert ladder == (SMS, EMAIL)


def test_the_candidates_wish_comes_before_the_policy() -> None:
    candidate = a_candidate(channels=(EMAIL,))

    assert channel_ladder(candidate=candidate, policy_channels=(SMS,), fallback=True, available=EVERY) == (EMAIL,)


def test_without_fallback_only_the_first_channel_is_tried() -> None:
    assert channel_ladder(candidate=a_candidate(), policy_channels=None, fallback=False, available=EVERY) == (WECHAT,)


def test_without_fallback_the_first_usable_channel_counts() -> None:
    candidate = a_candidate(wechat_openid=None)

    assert channel_ladder(candidate=candidate, policy_channels=None, fallback=False, available=EVERY) == (EMAIL,)


def test_a_wish_that_cannot_be_met_is_passed_over() -> None:
    candidate = a_candidate(channels=(WECHAT,), wechat_openid=None)

    assert channel_ladder(candidate=candidate, policy_channels=(SMS,), fallback=True, available=EVERY) == (SMS,)


def test_a_policy_that_cannot_be_met_is_passed_over() -> None:
    candidate = a_candidate(consents=Consents())

    ladder = channel_ladder(candidate=candidate, policy_channels=(SMS, WECHAT), fallback=True, available=EVERY)

    assert ladder == (EMAIL,)


def test_a_channel_named_twice_is_tried_once() -> None:
    candidate = a_candidate(channels=(SMS, EMAIL, SMS))

    assert channel_ladder(candidate=candidate, policy_channels=None, fallback=True, available=EVERY) == (SMS, EMAIL)


def test_somebody_without_any_usable_channel_has_an_empty_ladder() -> None:
    candidate = a_candidate(email=None, consents=Consents())

    assert channel_ladder(candidate=candidate, policy_channels=None, fallback=True, available=EVERY) == ()


def test_channels_that_are_not_installed_are_left_out() -> None:
    assert channel_ladder(candidate=a_candidate(), policy_channels=None, fallback=True, available={SMS}) == (SMS,)


def test_email_needs_no_consent_but_sms_and_wechat_do() -> None:
    candidate = a_candidate(consents=Consents())

    assert [channel for channel in Channel if can_reach(candidate, channel)] == [EMAIL]


@pytest.mark.parametrize("blank", [None, ""])
def test_a_channel_without_an_address_cannot_be_used(blank: str | None) -> None:
    candidate = a_candidate(email=blank, phone=blank, wechat_openid=blank)

    assert not any(can_reach(candidate, channel) for channel in Channel)


@pytest.mark.parametrize("wish", list(permutations(Channel)))
def test_the_order_of_a_wish_is_kept(wish: tuple[Channel, ...]) -> None:
    candidate = a_candidate(channels=wish)

    assert channel_ladder(candidate=candidate, policy_channels=None, fallback=True, available=EVERY) == wish


channels = st.lists(st.sampled_from(Channel)).map(tuple)
addresses = st.sampled_from([None, "x"])
consents = st.builds(Consents, sms=st.booleans(), wechat=st.booleans())
candidates = st.builds(
    a_candidate,
    channels=channels,
    email=addresses,
    phone=addresses,
    wechat_openid=addresses,
    consents=consents,
    career_level=st.sampled_from([None, *CareerLevel]),
)


@given(
    candidate=candidates,
    policy_channels=st.none() | channels,
    fallback=st.booleans(),
    available=st.frozensets(st.sampled_from(Channel)),
)
def test_a_ladder_never_names_an_unusable_channel_and_is_empty_only_when_there_is_none(
    *, candidate: Candidate, policy_channels: tuple[Channel, ...] | None, fallback: bool, available: frozenset[Channel]
) -> None:
    ladder = channel_ladder(
        candidate=candidate, policy_channels=policy_channels, fallback=fallback, available=available
    )

    usable = reachable_channels(Channel, candidate=candidate, available=available)
    assert set(ladder) <= set(usable)
    assert len(set(ladder)) == len(ladder)
    assert bool(ladder) == bool(usable)
    assert fallback or len(ladder) <= 1
