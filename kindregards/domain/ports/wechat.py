"""What a WeChat service account shares between processes: its access token, and what people allowed it to send."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from kindregards.domain.journey import ApplicationRef
from kindregards.domain.wechat_subscriptions import WechatSubscriptions


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessToken:
    """The key to WeChat's interface, good for two hours at most."""

    value: str = field(repr=False)
    expires_at: datetime


class WechatTokens(Protocol):
    """Keeps one account's token for every process: whoever holds the lease fetches it, the others wait for it."""

    async def current(self, app_id: str) -> AccessToken | None:
        """Return the token that was fetched last, good or not."""
        ...

    async def lease(self, app_id: str, *, seen: str | None, now: datetime, until: datetime) -> str | None:
        """Take the right to fetch a token until then; None while another has it or the token is not `seen` any more."""
        ...

    async def keep(self, app_id: str, lease: str, token: AccessToken) -> None:
        """Store a fetched token and end the lease; without effect when the lease has passed to another."""
        ...

    async def release(self, app_id: str, lease: str) -> None:
        """End a lease that brought no token, so that nobody waits for it; without effect when it has passed on."""
        ...


class WechatGrants(Protocol):
    """Counts the one-time subscriptions that people gave; each carries one message."""

    async def take(self, openid: str, *, now: datetime) -> bool:
        """Use one up; False when none is left."""
        ...

    async def give_back(self, openid: str, *, now: datetime) -> None:
        """Return one that carried nothing."""
        ...

    async def forget(self, openid: str, *, now: datetime) -> None:
        """Take all of them away: WeChat says that the person allows nothing more."""
        ...


class WechatAsking(Protocol):
    """Knows what a company's page in WeChat should ask a candidate for."""

    async def subscriptions(self, application: ApplicationRef) -> WechatSubscriptions:
        """Return what is left and what to ask for; raise SubscriptionsUnusedError where nothing is."""
        ...
