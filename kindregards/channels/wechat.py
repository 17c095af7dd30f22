"""WeChat through a service account: a notice with a link, never the letter itself."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from kindregards import clock
from kindregards.channels.codes import send_status_of_http
from kindregards.channels.configuration import header_safe_secret
from kindregards.channels.opaque import opaque_id
from kindregards.channels.timeouts import DEFAULT_TIMEOUTS, Timeouts
from kindregards.channels.wechat_codes import BUSY, NOTHING_ALLOWED, OK, TOKEN_REFUSED, meaning_of_errcode
from kindregards.channels.wechat_http import (
    OFFICIAL_BASE_URL,
    NoAnswerError,
    RefusedByHttpError,
    WechatAnswer,
    WechatHttp,
)
from kindregards.channels.wechat_message import WechatKind, WechatTemplate, build_body
from kindregards.channels.wechat_token import TokenLateError, TokenRefusedError, TokenSource
from kindregards.domain.channels import Message, SendResult, SendStatus
from kindregards.domain.ports.wechat import WechatGrants, WechatTokens

PROVIDER = "wechat"
_OPENID = re.compile(r"[A-Za-z0-9_-]{10,64}")
_WHOLE_SECONDS = 50.0
"""Less than the engine gives the step that sends: token, message and one repetition together."""
_CARRIED = frozenset({SendStatus.ACCEPTED, SendStatus.MAYBE_SENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class WechatAccount:
    """A service account and the message template that announces letters."""

    app_id: str
    app_secret: str = field(repr=False)
    template: WechatTemplate
    base_url: str = OFFICIAL_BASE_URL


class WechatService:
    """Announces each letter once.

    A template message carries our attempt id, and WeChat sends the same id to the same person only once in ten
    minutes: so, and only so, a request whose answer was lost is asked again, once and at once.
    """

    provider = PROVIDER

    def __init__(
        self,
        account: WechatAccount,
        *,
        tokens: WechatTokens,
        grants: WechatGrants,
        timeouts: Timeouts = DEFAULT_TIMEOUTS,
        now: Callable[[], datetime] = clock.now,
    ) -> None:
        self._template = account.template
        self._grants = grants
        self._now = now
        self._http = WechatHttp(account.base_url, timeouts)
        self._source = TokenSource(
            app_id=header_safe_secret(account.app_id),
            app_secret=header_safe_secret(account.app_secret),
            http=self._http,
            tokens=tokens,
            now=now,
        )

    async def send(self, message: Message) -> SendResult:
        """Hand over one notice and say what is known about it."""
        if message.notice is None:
            return _result(SendStatus.REFUSED, "no_notice")
        if not _OPENID.fullmatch(message.address):
            return _result(SendStatus.REFUSED, "bad_openid")
        body = build_body(message, message.notice, self._template, self._now())
        try:
            async with asyncio.timeout(_WHOLE_SECONDS):
                if self._template.kind is WechatKind.TEMPLATE:
                    return await self._without_doubt(body)
                return await self._by_grant(message.address, body)
        except TimeoutError:
            return _result(SendStatus.MAYBE_SENT, "deadline")

    async def _without_doubt(self, body: dict[str, object]) -> SendResult:
        first = await self._attempt(body)
        if first.status is not SendStatus.MAYBE_SENT and first.error_code != f"wechat_{BUSY}":
            return first
        again = await self._attempt(body)
        # Only an acceptance settles a doubt: a refusal of the repetition may be about the repetition.
        return again if again.status is SendStatus.ACCEPTED or first.status is SendStatus.NOT_SENT else first

    async def _by_grant(self, openid: str, body: dict[str, object]) -> SendResult:
        if not await self._grants.take(openid, now=self._now()):
            return _result(SendStatus.REFUSED, "no_subscription_left")
        result = await self._attempt(body)
        if result.error_code == f"wechat_{NOTHING_ALLOWED}":
            await self._grants.forget(openid, now=self._now())
        elif result.status not in _CARRIED:
            await self._grants.give_back(openid, now=self._now())
        return result

    async def _attempt(self, body: dict[str, object]) -> SendResult:
        try:
            token = await self._source.token()
        except (NoAnswerError, RefusedByHttpError, TokenRefusedError, TokenLateError) as error:
            return self._no_token(error)
        result, refused = await self._exchange(body, token)
        if not refused:
            return result
        try:
            fresh = await self._source.token(refused=token)
        except (NoAnswerError, RefusedByHttpError, TokenRefusedError, TokenLateError) as error:
            return self._no_token(error)
        result, _ = await self._exchange(body, fresh)
        return result

    async def _exchange(self, body: dict[str, object], token: str) -> tuple[SendResult, bool]:
        """Return what is known, and whether it was the token that WeChat refused."""
        try:
            answer = await self._http.post(self._template.kind.path, body, token=token)
        except NoAnswerError as error:
            return _result(SendStatus.NOT_SENT if error.surely_not_sent else SendStatus.MAYBE_SENT, error.code), False
        except RefusedByHttpError as error:
            return _result(send_status_of_http(error.status), f"http_{error.status}"), False
        return self._classified(answer), answer.errcode in TOKEN_REFUSED

    def _classified(self, answer: WechatAnswer) -> SendResult:
        meaning = meaning_of_errcode(answer.errcode, self._now())
        if answer.errcode == OK and "errcode" not in answer.fields:
            return _result(SendStatus.MAYBE_SENT, "unreadable_answer")
        return SendResult(
            status=meaning.status,
            provider=PROVIDER,
            provider_message_id=_message_id(answer.fields.get("msgid")),
            error_code=None if answer.errcode == OK else f"wechat_{answer.errcode}",
            retry_after=meaning.retry_after,
        )

    def _no_token(self, error: Exception) -> SendResult:
        """Classify what kept us from a token: whatever it was, no message has left."""
        match error:
            case TokenRefusedError(errcode=errcode):
                meaning = meaning_of_errcode(errcode, self._now())
                busy = meaning.status is SendStatus.NOT_SENT
                status = SendStatus.NOT_SENT if busy else SendStatus.MISCONFIGURED
                code = f"wechat_{errcode}"
                return SendResult(status=status, provider=PROVIDER, error_code=code, retry_after=meaning.retry_after)
            case NoAnswerError(code=code):
                return _result(SendStatus.NOT_SENT, code)
            case RefusedByHttpError(status=http_status):
                known = send_status_of_http(http_status)
                ours = known is SendStatus.MISCONFIGURED
                return _result(SendStatus.MISCONFIGURED if ours else SendStatus.NOT_SENT, f"http_{http_status}")
            case _:
                return _result(SendStatus.NOT_SENT, "token_late")


def _message_id(value: object) -> str | None:
    """Return WeChat's message id, a large number, as text."""
    return opaque_id(str(value)) if isinstance(value, int | str) and not isinstance(value, bool) else None


def _result(status: SendStatus, error_code: str) -> SendResult:
    return SendResult(status=status, provider=PROVIDER, error_code=error_code)
