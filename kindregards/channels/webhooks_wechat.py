"""WeChat's signed and encrypted callbacks: what became of messages, who follows, what people allow and write."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit
from xml.etree.ElementTree import Element

from kindregards.channels.opaque import opaque_id
from kindregards.channels.wechat_envelope import EnvelopeError, is_signed, opened
from kindregards.channels.wechat_events import translate
from kindregards.channels.wechat_xml import read_xml, texts
from kindregards.domain.ports.channels import ForgedWebhookError, UnreadableWebhookError
from kindregards.domain.provider_events import ProviderEvent

_EPOCH_SECONDS = re.compile(r"[0-9]{1,10}")
_NONCE = re.compile(r"[0-9A-Za-z_-]{1,64}")
# WeChat tries three times within seconds; the rest is for clocks that differ.
_TOLERANCE = timedelta(hours=25)
_MOST_PARAMETERS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class WechatServer:
    """The account's server configuration, in security mode with XML."""

    app_id: str
    token: str = field(repr=False)
    aes_key: str = field(repr=False)


class WechatEvents:
    """Checks SHA-1 over token, time, nonce and sealed body, and opens the body."""

    def __init__(self, server: WechatServer | None) -> None:
        self._server = server

    def challenge(self, *, url: str, now: datetime) -> str:
        """Return the text that proves to WeChat that this address is ours; raise ForgedWebhookError."""
        query = _query(url)
        stamp, nonce = self._checked_stamp(query, now)
        if not is_signed(query.get("signature", ""), self._configured().token, stamp, nonce):
            raise ForgedWebhookError("The signature of WeChat's question does not match")
        echo = opaque_id(query.get("echostr"))
        if echo is None or not echo.isalnum():
            raise ForgedWebhookError("WeChat's question carries nothing that could be echoed")
        return echo

    def read(self, *, url: str, headers: Mapping[str, str], body: bytes, now: datetime) -> tuple[ProviderEvent, ...]:
        """Return the events of one callback; everything that is signed stands in the URL and the body."""
        del headers
        query = _query(url)
        stamp, nonce = self._checked_stamp(query, now)
        server = self._configured()
        sealed = _sealed_part(body)
        if not is_signed(query.get("msg_signature", ""), server.token, stamp, nonce, sealed):
            raise ForgedWebhookError("The signature of WeChat's callback does not match")
        try:
            message = opened(sealed, aes_key=server.aes_key, app_id=server.app_id)
        except EnvelopeError as error:
            raise UnreadableWebhookError(
                "WeChat's callback cannot be opened: compare KINDREGARDS_WECHAT_AES_KEY and KINDREGARDS_WECHAT_APP_ID "
                "with the account's server configuration"
            ) from error
        root = read_xml(message)
        fields = texts(root)
        raw = json.dumps(_as_json(root), ensure_ascii=False, sort_keys=True)
        return translate(root, fields, raw=raw, occurred_at=_occurred_at(fields.get("CreateTime", ""), now))

    def _configured(self) -> WechatServer:
        if self._server is None:
            raise ForgedWebhookError("No WeChat token and key are configured, so no callback can be trusted")
        return self._server

    def _checked_stamp(self, query: Mapping[str, str], now: datetime) -> tuple[str, str]:
        stamp, nonce = query.get("timestamp", ""), query.get("nonce", "")
        if not (_EPOCH_SECONDS.fullmatch(stamp) and _NONCE.fullmatch(nonce)):
            raise ForgedWebhookError("WeChat's timestamp or nonce is missing")
        if abs(int(stamp) - now.timestamp()) > _TOLERANCE.total_seconds():
            raise ForgedWebhookError("WeChat's timestamp is too far from now")
        return stamp, nonce


def _query(url: str) -> Mapping[str, str]:
    try:
        return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True, max_num_fields=_MOST_PARAMETERS))
    except ValueError as error:
        raise ForgedWebhookError("The callback's address is not one that WeChat could have called") from error


def _sealed_part(body: bytes) -> str:
    try:
        return texts(read_xml(body))["Encrypt"]
    except UnreadableWebhookError as error:
        raise ForgedWebhookError("The callback is not one that WeChat could have signed") from error
    except KeyError as error:
        raise ForgedWebhookError(
            "The callback is not sealed: choose security mode in the account's server configuration"
        ) from error


def _occurred_at(created: str, now: datetime) -> datetime:
    """Return when it happened; a clock that is far off is not believed."""
    if not _EPOCH_SECONDS.fullmatch(created):
        return now
    instant = datetime.fromtimestamp(int(created), UTC)
    return instant if abs(instant - now) <= _TOLERANCE else now


def _as_json(root: Element) -> object:
    children = list(root)
    if not children:
        return root.text or ""
    return [{child.tag: _as_json(child)} for child in children]
