"""The WeChat service account that the stand-in plays: tokens that end, followers, one-time subscriptions."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from pydantic import BaseModel, ConfigDict, Field

TOKEN_LASTS = timedelta(hours=2)
_REMEMBERS = timedelta(minutes=10)
_FIRST_MESSAGE = 200_000_000
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class WechatPerson(BaseModel):
    """How one person stands to the account; `subscriptions` None lets any number of subscription messages pass."""

    model_config = ConfigDict(extra="forbid")

    follows: bool = True
    subscriptions: int | None = Field(default=None, ge=0)


@dataclass
class WechatAccountState:
    """What WeChat knows; people are good followers until told otherwise."""

    people: dict[str, WechatPerson] = field(default_factory=dict)
    tokens_given: int = 0
    forced: int = 0
    _tokens: dict[str, datetime] = field(default_factory=dict)
    _revoked: set[str] = field(default_factory=set)
    _latest: str | None = None
    _sent: dict[tuple[str, str], tuple[int, datetime]] = field(default_factory=dict)
    _messages: int = 0

    def clear(self) -> None:
        """Forget everything; tokens given out stay good."""
        self.people.clear()
        self._sent.clear()
        self.tokens_given = self.forced = 0

    def token(self, now: datetime, *, force: bool) -> tuple[str, int]:
        """Return the present token with the seconds it lasts, or a new one, as `stable_token` does."""
        self.tokens_given += 1
        self.forced += force
        if force or self._latest is None or self._tokens[self._latest] <= now:
            if force:
                self._tokens.clear()
            self._latest = f"fake_{secrets.token_urlsafe(48)}"
            self._tokens[self._latest] = now + TOKEN_LASTS
        return self._latest, int((self._tokens[self._latest] - now).total_seconds())

    def end_tokens(self) -> None:
        """Let two hours pass for every token: the next one asked for is new."""
        self._tokens = dict.fromkeys(self._tokens, _LONG_AGO)

    def revoke_tokens(self) -> None:
        """Refuse every token although `stable_token` still hands the last one out, as WeChat sometimes does."""
        self._revoked.update(self._tokens)

    def token_complaint(self, token: str | None, now: datetime) -> int | None:
        """Return WeChat's errcode for a token that is missing, strange or too old."""
        if not token:
            return 41001
        until = self._tokens.get(token)
        if until is None or token in self._revoked:
            return 40001
        return 42001 if until <= now else None

    def accept(self, openid: str, client_msg_id: str | None, now: datetime) -> tuple[int, bool]:
        """Return the message's id, and whether it is a new message: a repeated id within ten minutes is none."""
        key = (openid, client_msg_id or secrets.token_hex(8))
        known = self._sent.get(key)
        if known is not None and known[1] + _REMEMBERS > now:
            return known[0], False
        self._messages += 1
        message_id = _FIRST_MESSAGE + self._messages
        self._sent[key] = (message_id, now)
        return message_id, True

    def take_subscription(self, openid: str) -> bool:
        """Use up one subscription; False when none is left."""
        person = self.people.get(openid)
        if person is None or person.subscriptions is None:
            return True
        if person.subscriptions == 0:
            return False
        person.subscriptions -= 1
        return True

    def follows(self, openid: str) -> bool:
        """Say whether a person follows the account."""
        person = self.people.get(openid)
        return person is None or person.follows


def data_complaint(data: object) -> int | None:
    """Return 47003 when a field breaks the rules of its kind, which its keyword names (`thing1`, `time2`…)."""
    if not (isinstance(data, Mapping) and data):
        return 47003
    broken = [name for name, cell in data.items() if not _fits(str(name).rstrip("0123456789"), cell)]
    return 47003 if broken else None


# https://developers.weixin.qq.com/doc/service/api/notify/template/api_sendtemplatemessage: the rules by kind.
_ROOM = {"thing": 20, "keyword": 20, "phrase": 5, "const": 20, "short_thing": 5, "time": 32, "character_string": 32}


def _fits(kind: str, cell: object) -> bool:
    value = cell.get("value") if isinstance(cell, Mapping) else None
    if not (isinstance(value, str) and value and value.isprintable()):
        return False
    return len(value) <= _ROOM.get(kind, 20)
