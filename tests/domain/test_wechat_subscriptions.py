"""How many messages a person should allow in WeChat."""

import pytest

from kindregards.domain.wechat_subscriptions import permissions_to_ask
from tests.builders import a_policy


@pytest.mark.parametrize(("left", "ask"), [(0, 2), (1, 1), (2, 0), (5, 0)])
def test_one_is_for_the_letter_and_one_for_a_reminder(left: int, ask: int) -> None:
    assert permissions_to_ask(a_policy(), left=left) == ask


@pytest.mark.parametrize(("left", "ask"), [(0, 1), (1, 0)])
def test_without_reminders_one_is_enough(left: int, ask: int) -> None:
    assert permissions_to_ask(a_policy(reminders=()), left=left) == ask
