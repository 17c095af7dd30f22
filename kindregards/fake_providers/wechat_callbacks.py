"""WeChat's callbacks, sealed and signed as in security mode."""

import base64
import hashlib
import secrets
from typing import Literal
from urllib.parse import urlencode
from xml.sax.saxutils import escape

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from pydantic import BaseModel, ConfigDict, Field

from kindregards import clock
from kindregards.fake_providers.credentials import Credentials
from kindregards.fake_providers.ledger import Handed
from kindregards.fake_providers.outgoing import Delivery, post
from kindregards.fake_providers.state import FakeState
from kindregards.fake_providers.wechat_account import WechatPerson

_PATH = "/webhooks/wechat"
_ACCOUNT = "gh_fakeproviders"

PersonEvent = Literal["subscribe", "unsubscribe", "allow", "refuse", "write"]


class WechatEvent(BaseModel):
    """Something a person does in WeChat: follows or leaves the account, allows messages or none more, writes."""

    model_config = ConfigDict(extra="forbid")

    openid: str
    event: PersonEvent
    webhook_base_url: str
    count: int = Field(default=1, ge=1, le=20)
    """How many messages are allowed."""
    text: str = ""
    times: int = Field(default=1, ge=1, le=1000)
    forged: bool = False
    age_seconds: int = 0


async def act(state: FakeState, event: WechatEvent) -> list[int]:
    """Let a person do something, and deliver the callback about it."""
    person = state.wechat.people.setdefault(event.openid, WechatPerson())
    if event.event in {"subscribe", "unsubscribe"}:
        person.follows = event.event == "subscribe"
    if event.event == "allow":
        person.subscriptions = (person.subscriptions or 0) + event.count
    if event.event == "refuse":
        person.subscriptions = 0
    stamp = _now() - event.age_seconds
    xml = _message(event.openid, stamp, _words(event, state.credentials.wechat_template_id))
    delivery = sealed_delivery(state.credentials, event.webhook_base_url, xml, stamp=stamp, forged=event.forged)
    return await post([delivery] * event.times)


def finished(
    credentials: Credentials, base_url: str, handed: Handed, *, status: str, age_seconds: int, forged: bool
) -> Delivery:
    """Return the report about a template message; `status` is WeChat's own word."""
    stamp = _now() - age_seconds
    result = f"<MsgID>{handed.provider_message_id}</MsgID><Status>{_text(status)}</Status>"
    words = f"<Event>{_text('TEMPLATESENDJOBFINISH')}</Event>{result}"
    xml = _message(handed.address, stamp, f"<MsgType>{_text('event')}</MsgType>{words}")
    return sealed_delivery(credentials, base_url, xml, stamp=stamp, forged=forged)


def sealed_delivery(credentials: Credentials, base_url: str, xml: str, *, stamp: int, forged: bool = False) -> Delivery:
    """Return a callback with this message inside; a forged one is signed with another token."""
    encrypted = seal(xml.encode(), credentials)
    nonce = str(secrets.randbelow(10**9))
    token = "another token" if forged else credentials.wechat_token
    query = {
        "signature": signature(token, str(stamp), nonce),
        "timestamp": str(stamp),
        "nonce": nonce,
        "encrypt_type": "aes",
        "msg_signature": signature(token, str(stamp), nonce, encrypted),
    }
    body = f"<xml><ToUserName>{_text(_ACCOUNT)}</ToUserName><Encrypt>{_text(encrypted)}</Encrypt></xml>"
    headers = {"Content-Type": "text/xml", "User-Agent": "Mozilla/4.0"}
    return Delivery(f"{base_url.rstrip('/')}{_PATH}?{urlencode(query)}", headers, body.encode())


def signature(*parts: str) -> str:
    """Return SHA-1 over the sorted parts."""
    return hashlib.sha1("".join(sorted(parts)).encode(), usedforsecurity=False).hexdigest()


def seal(message: bytes, credentials: Credentials) -> str:
    """Return the message as WeChat seals it: random, length, message, AppID; PKCS#7 to blocks of 32; AES-256-CBC."""
    key = base64.b64decode(credentials.wechat_aes_key + "=")
    plain = secrets.token_bytes(16) + len(message).to_bytes(4) + message + credentials.wechat_app_id.encode()
    filling = 32 - len(plain) % 32
    encryptor = Cipher(AES256(key), CBC(key[:16])).encryptor()
    return base64.b64encode(encryptor.update(plain + bytes([filling]) * filling) + encryptor.finalize()).decode()


def _words(event: WechatEvent, template_id: str) -> str:
    match event.event:
        case "subscribe" | "unsubscribe":
            return f"<MsgType>{_text('event')}</MsgType><Event>{_text(event.event)}</Event><EventKey></EventKey>"
        case "write":
            number = secrets.randbelow(10**16)
            return f"<MsgType>{_text('text')}</MsgType><Content>{_text(event.text)}</Content><MsgId>{number}</MsgId>"
        case "allow":
            return _subscriptions(
                "subscribe_msg_popup_event", "SubscribeMsgPopupEvent", "accept", template_id, event.count
            )
        case "refuse":
            return _subscriptions("subscribe_msg_change_event", "SubscribeMsgChangeEvent", "reject", template_id, 1)


def _subscriptions(event: str, element: str, answer: str, template_id: str, count: int) -> str:
    item = (
        f"<List><TemplateId>{_text(template_id)}</TemplateId>"
        f"<SubscribeStatusString>{_text(answer)}</SubscribeStatusString><PopupScene>1</PopupScene></List>"
    )
    return f"<MsgType>{_text('event')}</MsgType><Event>{_text(event)}</Event><{element}>{item * count}</{element}>"


def _message(openid: str, stamp: int, words: str) -> str:
    return (
        f"<xml><ToUserName>{_text(_ACCOUNT)}</ToUserName><FromUserName>{_text(openid)}</FromUserName>"
        f"<CreateTime>{stamp}</CreateTime>{words}</xml>"
    )


def _text(value: str) -> str:
    return escape(value) if "]]>" in value else f"<![CDATA[{value}]]>"


def _now() -> int:
    return int(clock.now().timestamp())
