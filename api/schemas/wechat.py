"""What to ask a candidate for in WeChat."""

from typing import Self

from api.schemas.resources import Resource
from kindregards.domain.wechat_subscriptions import WechatSubscriptions


class WechatSubscriptionsResource(Resource):
    """How many messages the candidate still allows, and how many more to ask for with this template."""

    template_id: str
    left: int
    ask: int

    @classmethod
    def of(cls, found: WechatSubscriptions) -> Self:
        """Return the resource."""
        return cls(template_id=found.template_id, left=found.left, ask=found.ask)
