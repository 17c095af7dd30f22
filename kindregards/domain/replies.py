"""What candidates write back: bound to a letter by the address they answered, or by their telephone number."""

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kindregards.domain.errors import NotFoundError

_TOKEN_BYTES = 20
_LOCAL_PART = re.compile(r"reply-([a-z2-7]{32})", re.IGNORECASE)
_MOST_RECIPIENTS = 20
_ONLY_STOP = 30
_FIRST_WIDE_SIGN = "\u2e80"


class ReplyNotFoundError(NotFoundError):
    """There is no such reply in this company."""

    code = "reply_not_found"


class Automatic(StrEnum):
    """Why a message is not taken for a person's."""

    AUTO_REPLY = "auto_reply"
    OUT_OF_OFFICE = "out_of_office"
    BOUNCE = "bounce"
    RECEIPT = "receipt"
    CALENDAR = "calendar"
    BULK = "bulk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What somebody wrote. `text` is their own words, quoted history cut off; attachments are named, never kept.

    `token` is the reply address it came to; None for a text message, which is joined by its number.
    """

    text: str
    subject: str | None = None
    sender: str | None = None
    attachments: tuple[str, ...] = ()
    automatic: Automatic | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A reply as staff see it. `asks_to_stop` says that it asks for no more messages.

    `handled_at` is when somebody marked it as dealt with; what waits for nobody has it from the start.
    """

    id: str
    application_id: str
    letter_id: str
    channel: str
    received_at: datetime
    answer: Answer
    asks_to_stop: bool = False
    handled_at: datetime | None = None
    handled_by: str | None = None

    @property
    def is_for_a_person(self) -> bool:
        """Say whether somebody should read it: no software wrote it, and it says more than STOP."""
        return self.answer.automatic is None and not (self.asks_to_stop and _breadth(self.answer.text) <= _ONLY_STOP)


def reply_token_of(link_token: str) -> str:
    """Return the token of a letter's reply address.

    It follows from the letter's link by a one-way function, so that one random secret serves both and neither the
    address nor what is kept of it opens the page. Base32: mail servers do not keep upper and lower case apart.
    """
    digest = hashlib.sha256(f"reply:{link_token}".encode()).digest()
    return base64.b32encode(digest[:_TOKEN_BYTES]).decode().lower()


def reply_address(link_token: str, domain: str) -> str:
    """Return the address under which a letter is answered."""
    return f"reply-{reply_token_of(link_token)}@{domain}"


def reply_tokens(recipients: Iterable[str]) -> tuple[str, ...]:
    """Return the tokens among a mail's recipients, each once, whatever their domain: the token alone binds."""
    found: dict[str, None] = {}
    for address in list(recipients)[:_MOST_RECIPIENTS]:
        match = _LOCAL_PART.fullmatch(address.strip().strip("<>").rpartition("@")[0])
        if match is not None:
            found[match[1].lower()] = None
    return tuple(found)


def _breadth(text: str) -> int:
    """Return how much a text says: a Chinese sign says about as much as two Latin ones."""
    return sum(2 if sign >= _FIRST_WIDE_SIGN else 1 for sign in text)
