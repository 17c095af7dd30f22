"""What WeChat's errcodes mean; HTTP says 200 even when nothing was sent, so only these count."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kindregards.domain.channels import SendStatus

_CHINA = ZoneInfo("Asia/Shanghai")
_A_MINUTE = timedelta(minutes=1)

TOKEN_REFUSED = frozenset({40001, 40014, 42001})
"""The access token is wrong or too old: fetch another, once."""
NOTHING_ALLOWED = 43101
"""The person refused, or the subscriptions they gave are used up."""
QUOTA_USED_UP = 45009
TOO_FAST = frozenset({45011, 45047})
"""A limit by the minute or by the person."""
OK = 0
BUSY = -1

# https://developers.weixin.qq.com/doc/service/guide/dev/errorcode.html
WECHAT_CODES: Mapping[int, SendStatus] = {
    BUSY: SendStatus.NOT_SENT,  # busy, come again
    OK: SendStatus.ACCEPTED,
    40001: SendStatus.MISCONFIGURED,  # token refused (a second time), or wrong AppSecret
    40002: SendStatus.MISCONFIGURED,  # wrong grant type
    40003: SendStatus.REFUSED,  # no such openid, for good
    40013: SendStatus.MISCONFIGURED,  # wrong AppID
    40014: SendStatus.MISCONFIGURED,  # token refused
    40037: SendStatus.MISCONFIGURED,  # no such template: stops the channel
    40125: SendStatus.MISCONFIGURED,  # wrong AppSecret
    40164: SendStatus.MISCONFIGURED,  # our address is not on the account's list
    40243: SendStatus.MISCONFIGURED,  # AppSecret frozen
    41001: SendStatus.MISCONFIGURED,  # no token
    41002: SendStatus.MISCONFIGURED,  # no AppID
    41004: SendStatus.MISCONFIGURED,  # no AppSecret
    42001: SendStatus.MISCONFIGURED,  # token too old
    43004: SendStatus.REFUSED,  # the person does not follow the account
    NOTHING_ALLOWED: SendStatus.REFUSED,
    43116: SendStatus.MISCONFIGURED,  # template banned
    QUOTA_USED_UP: SendStatus.NOT_SENT,  # daily quota: tomorrow
    45011: SendStatus.NOT_SENT,  # too fast
    45047: SendStatus.NOT_SENT,  # too many to one person
    47001: SendStatus.REFUSED,  # our bug: not JSON
    47003: SendStatus.REFUSED,  # our bug: a field breaks its rule; the next channel has other rules
    48001: SendStatus.MISCONFIGURED,  # the account has no right to this interface
    48004: SendStatus.MISCONFIGURED,  # interface banned
    50001: SendStatus.MISCONFIGURED,  # no right
    50002: SendStatus.MISCONFIGURED,  # account limited
    61024: SendStatus.MISCONFIGURED,  # account belongs to another platform
}


@dataclass(frozen=True, slots=True)
class WechatMeaning:
    """What an errcode says about a message."""

    status: SendStatus
    retry_after: datetime | None = None


def meaning_of_errcode(errcode: int, now: datetime) -> WechatMeaning:
    """Classify an errcode: an unknown refusal is one, but unknown trouble of the system (negative) leaves doubt."""
    unknown = SendStatus.MAYBE_SENT if errcode < 0 else SendStatus.REFUSED
    return WechatMeaning(WECHAT_CODES.get(errcode, unknown), _retry_after(errcode, now))


def _retry_after(errcode: int, now: datetime) -> datetime | None:
    if errcode == QUOTA_USED_UP:
        # Quotas begin anew at midnight in China.
        local = now.astimezone(_CHINA)
        return (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0).astimezone(now.tzinfo)
    return now + _A_MINUTE if errcode in TOO_FAST else None
