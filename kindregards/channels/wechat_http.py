"""WeChat's interface over HTTP, with limits and with certainty about whether a request left."""

import asyncio
import json
from dataclasses import dataclass
from http import HTTPStatus

import httpx

from kindregards.channels.configuration import http_base_url
from kindregards.channels.connecting import not_connected_code
from kindregards.channels.timeouts import Timeouts

OFFICIAL_BASE_URL = "https://api.weixin.qq.com"
_MOST_BYTES = 1 << 20
_NOT_CONNECTED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError)


class NoAnswerError(Exception):
    """No answer came, or none that can be read; `surely_not_sent` says that not one byte of the request left."""

    def __init__(self, code: str, *, surely_not_sent: bool = False) -> None:
        super().__init__(f"WeChat gave no answer: {code}")
        self.code = code
        self.surely_not_sent = surely_not_sent


class RefusedByHttpError(Exception):
    """Something on the way answered with a status of its own; WeChat itself always says 200."""

    def __init__(self, status: int) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status


@dataclass(frozen=True, slots=True)
class WechatAnswer:
    """A JSON object; without an errcode it is a success."""

    fields: dict[str, object]

    @property
    def errcode(self) -> int:
        """Return the code; one that is no number leaves doubt, as unknown trouble does."""
        code = self.fields.get("errcode", 0)
        return code if isinstance(code, int) and not isinstance(code, bool) else -2


class WechatHttp:
    """Makes single requests, each on a connection of its own; never repeats one."""

    def __init__(self, base_url: str, timeouts: Timeouts) -> None:
        self._base_url = http_base_url(base_url)
        self._timeouts = timeouts

    async def post(self, path: str, body: dict[str, object], *, token: str | None = None) -> WechatAnswer:
        """Post JSON; raise NoAnswerError or RefusedByHttpError."""
        # ASCII escapes would count against a field's room: WeChat wants UTF-8 as it is.
        content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        return await self._exchange("POST", path, token, content)

    async def get(self, path: str, *, token: str) -> WechatAnswer:
        """Get JSON; raise NoAnswerError or RefusedByHttpError."""
        return await self._exchange("GET", path, token, None)

    async def _exchange(self, method: str, path: str, token: str | None, content: bytes | None) -> WechatAnswer:
        try:
            async with asyncio.timeout(self._timeouts.total_seconds):
                status, text = await self._heard(method, path, token, content)
        except _NOT_CONNECTED as error:
            raise NoAnswerError(not_connected_code(error), surely_not_sent=True) from error
        except httpx.TimeoutException as error:
            raise NoAnswerError("read_timeout") from error
        except TimeoutError as error:
            raise NoAnswerError("deadline") from error
        except httpx.HTTPError as error:
            raise NoAnswerError("connection_lost") from error
        if status != HTTPStatus.OK:
            raise RefusedByHttpError(status)
        return WechatAnswer(_object(text))

    async def _heard(self, method: str, path: str, token: str | None, content: bytes | None) -> tuple[int, bytes]:
        limits = httpx.Timeout(self._timeouts.read_seconds, connect=self._timeouts.connect_seconds)
        # A kept connection may die just as a request goes out on it, and then nobody can tell whether it was sent.
        async with (
            httpx.AsyncClient(timeout=limits) as client,
            client.stream(
                method,
                f"{self._base_url}{path}",
                params={"access_token": token} if token else None,
                content=content,
                headers={"content-type": "application/json"},
            ) as response,
        ):
            heard = b""
            async for piece in response.aiter_bytes():
                heard += piece
                if len(heard) > _MOST_BYTES:
                    raise NoAnswerError("unreadable_answer")
            return response.status_code, heard


def _object(text: bytes) -> dict[str, object]:
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NoAnswerError("unreadable_answer") from error
    if not isinstance(fields, dict):
        raise NoAnswerError("unreadable_answer")
    return fields
