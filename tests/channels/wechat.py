"""A service account pointed at the stand-in, with what it shares kept in memory."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from kindregards.channels.timeouts import Timeouts
from kindregards.channels.wechat import WechatAccount, WechatService
from kindregards.channels.wechat_message import WechatKind, WechatTemplate
from kindregards.domain.channels import Channel, Message
from kindregards.domain.notices import Notice, NoticeField
from kindregards.domain.ports.wechat import AccessToken
from tests.builders import a_message
from tests.channels.senders import CALM, FAKE_KEYS, fixed_now

OPENID = "o6_bmjrPTlm6_2sgVt7hMZOPfL2M"
FIELDS = {"thing1": NoticeField.HEADLINE, "thing2": NoticeField.COMPANY, "thing3": NoticeField.JOB}


@dataclass
class KeptTokens:
    """One process that always gets the lease, or never."""

    token: AccessToken | None = None
    leases: int = 0
    released: int = 0
    is_taken: bool = False

    async def current(self, app_id: str) -> AccessToken | None:
        del app_id
        return self.token

    async def lease(self, app_id: str, *, seen: str | None, now: datetime, until: datetime) -> str | None:
        del app_id, seen, now, until
        self.leases += 1
        return None if self.is_taken else "lease"

    async def keep(self, app_id: str, lease: str, token: AccessToken) -> None:
        del app_id, lease
        self.token = token

    async def release(self, app_id: str, lease: str) -> None:
        del app_id, lease
        self.released += 1


@dataclass
class KeptGrants:
    """Counts in memory."""

    left: Counter[str] = field(default_factory=Counter)

    async def take(self, openid: str, *, now: datetime) -> bool:
        del now
        self.left[openid] -= 1
        if self.left[openid] >= 0:
            return True
        self.left[openid] = 0
        return False

    async def give_back(self, openid: str, *, now: datetime) -> None:
        del now
        self.left[openid] += 1

    async def forget(self, openid: str, *, now: datetime) -> None:
        del now
        self.left[openid] = 0


def wechat_at(
    url: str,
    *,
    kind: WechatKind = WechatKind.TEMPLATE,
    tokens: KeptTokens | None = None,
    grants: KeptGrants | None = None,
    secret: str = FAKE_KEYS.wechat_app_secret,
    timeouts: Timeouts = CALM,
) -> WechatService:
    template = WechatTemplate(kind=kind, template_id=FAKE_KEYS.wechat_template_id, fields=FIELDS)
    account = WechatAccount(app_id=FAKE_KEYS.wechat_app_id, app_secret=secret, template=template, base_url=url)
    return WechatService(
        account, tokens=tokens or KeptTokens(), grants=grants or KeptGrants(), timeouts=timeouts, now=fixed_now
    )


def a_notice_to(openid: str = OPENID, **changes: object) -> Message:
    notice = Notice(
        headline="您的应聘结果已经写好",
        company="晨光科技",
        job="用户运营经理（上海总部，偏增长方向，急招）",
        link="https://letters.example.com/l/token",
    )
    wechat = {"channel": Channel.WECHAT, "address": openid, "html": None, "notice": notice}
    return a_message(**wechat | changes)
