"""The access token of a service account: fetched by one process at a time, used by all."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kindregards.channels.wechat_http import NoAnswerError, RefusedByHttpError, WechatHttp
from kindregards.domain.ports.wechat import AccessToken, WechatTokens

_PATH = "/cgi-bin/stable_token"
_LEASE = timedelta(seconds=20)
# WeChat hands out the next token five minutes before the present one ends; both are good meanwhile.
_RENEWED_BEFORE = timedelta(minutes=5)
_LOOKS_AGAIN_AFTER_SECONDS = 0.2
_WAITS_FOR_OTHERS_SECONDS = 10.0
_LONGEST_TOKEN = 1024


class TokenRefusedError(Exception):
    """WeChat gives no token: AppID, AppSecret or our address is wrong."""

    def __init__(self, errcode: int) -> None:
        super().__init__(f"WeChat gave no access token: errcode {errcode}")
        self.errcode = errcode


class TokenLateError(Exception):
    """Another process is fetching the token and takes too long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenSource:
    """Hands out the token that is stored, or has a new one fetched."""

    app_id: str
    app_secret: str = field(repr=False)
    http: WechatHttp
    tokens: WechatTokens
    now: Callable[[], datetime]

    async def token(self, *, refused: str | None = None) -> str:
        """Return a token that is not the refused one; raise TokenRefusedError, TokenLateError or NoAnswerError."""
        deadline = asyncio.get_running_loop().time() + _WAITS_FOR_OTHERS_SECONDS
        while True:
            now = self.now()
            stored = await self.tokens.current(self.app_id)
            if stored is not None and stored.value != refused and stored.expires_at > now:
                return stored.value
            seen = stored.value if stored else None
            lease = await self.tokens.lease(self.app_id, seen=seen, now=now, until=now + _LEASE)
            if lease is not None:
                return await self._fetched(lease, refused)
            if asyncio.get_running_loop().time() > deadline:
                raise TokenLateError
            await asyncio.sleep(_LOOKS_AGAIN_AFTER_SECONDS)

    async def _fetched(self, lease: str, refused: str | None) -> str:
        try:
            token = await self._fetch(force=False)
            if token.value == refused:
                # Forcing is limited to 20 times a day, so it is kept for a token that WeChat itself believes in.
                token = await self._fetch(force=True)
        except (TokenRefusedError, NoAnswerError, RefusedByHttpError):
            # Whoever waits should meet the same trouble now, not call it somebody's slowness.
            await self.tokens.release(self.app_id, lease)
            raise
        await self.tokens.keep(self.app_id, lease, token)
        return token.value

    async def _fetch(self, *, force: bool) -> AccessToken:
        answer = await self.http.post(
            _PATH,
            {
                "grant_type": "client_credential",
                "appid": self.app_id,
                "secret": self.app_secret,
                "force_refresh": force,
            },
        )
        value, seconds = answer.fields.get("access_token"), answer.fields.get("expires_in")
        if not (isinstance(value, str) and 0 < len(value) <= _LONGEST_TOKEN and isinstance(seconds, int)):
            raise TokenRefusedError(answer.errcode)
        lasts = max(timedelta(seconds=min(seconds, 7200)) - _RENEWED_BEFORE, timedelta(seconds=min(seconds, 60) / 2))
        return AccessToken(value=value, expires_at=self.now() + lasts)
