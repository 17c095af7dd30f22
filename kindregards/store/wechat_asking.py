"""What to ask a candidate for in WeChat."""

from dataclasses import dataclass

from kindregards.domain.journey import ApplicationRef
from kindregards.domain.wechat_subscriptions import (
    SubscriptionsUnusedError,
    WechatSubscriptions,
    permissions_to_ask,
)
from kindregards.store.cases import Cases
from kindregards.store.wechat import WechatGrants


@dataclass(frozen=True, slots=True)
class WechatAsking:
    """Knows the template of subscription messages, or that letters are announced another way (None)."""

    cases: Cases
    grants: WechatGrants
    template_id: str | None

    async def subscriptions(self, application: ApplicationRef) -> WechatSubscriptions:
        """Return what is left and what to ask for; raise ApplicationNotFoundError or SubscriptionsUnusedError."""
        case = await self.cases.open(application)
        if self.template_id is None:
            raise SubscriptionsUnusedError(
                "Letters are not announced by subscription messages here; set KINDREGARDS_WECHAT_MESSAGE=subscription."
            )
        openid = case.candidate.wechat_openid
        left = await self.grants.left(openid) if openid else 0
        return WechatSubscriptions(
            template_id=self.template_id, left=left, ask=permissions_to_ask(case.policy, left=left)
        )
