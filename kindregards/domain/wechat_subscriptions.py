"""One-time subscriptions of WeChat: how many messages a person still allows, and how many more to ask for."""

from dataclasses import dataclass

from kindregards.domain.errors import ConflictError
from kindregards.domain.policies import Policy


class SubscriptionsUnusedError(ConflictError):
    """Letters are not announced by subscription messages here, so there is nothing to ask a person for."""

    code = "wechat_subscriptions_unused"


@dataclass(frozen=True, slots=True, kw_only=True)
class WechatSubscriptions:
    """What a company's page in WeChat has to ask: `ask` more permissions for this template."""

    template_id: str
    left: int
    ask: int


def permissions_to_ask(policy: Policy, *, left: int) -> int:
    """Return how many more messages a person should allow: one for the letter, one more if a reminder may follow."""
    wanted = 2 if policy.reminders else 1
    return max(0, wanted - left)
