"""What a mail to a reviewer says, in their language and the company's time zone."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from kindregards.domain.channels import Channel, Message
from kindregards.domain.languages import Language
from kindregards.domain.notifying import NoticeItem, StaffMail
from kindregards.http.moments import Moments

_WORDS = Path(__file__).with_name("staff_mail_words.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMailWriter:
    """Writes mails whose links lead into the console."""

    base_url: str
    timezone: str

    def write(self, mail: StaffMail, now: datetime) -> Message:
        """Return the mail; it names jobs and times, never a candidate."""
        words, moments = _words(mail.language), Moments(language=mail.language, zone=ZoneInfo(self.timezone), now=now)
        number = len(mail.items)
        subject = words["one"] if number == 1 else words["several"].format(number=number)
        paragraphs = (
            words["greeting"].format(name=mail.name),
            *(self._line(item, words, moments) for item in mail.items),
            words["opening"],
            f"{words['settings']}\n{self._address('/me/work')}",
        )
        return Message(
            attempt_id=mail.id,
            company_id=mail.company_id,
            channel=Channel.EMAIL,
            address=mail.address,
            recipient_name=mail.name,
            subject=subject,
            text="\n\n".join(paragraphs) + "\n",
        )

    def _line(self, item: NoticeItem, words: Mapping[str, Any], moments: Moments) -> str:  # Any: a table of TOML
        said = words["line"].format(
            event=words["events"][item.event], job=item.job_title, due=moments.short(item.due_at)
        )
        return f"{said}\n{self._address(f'/queue/{item.review_id}')}"

    def _address(self, path: str) -> str:
        return f"{self.base_url.rstrip('/')}{path}"


@cache
def _all_words() -> dict[str, Any]:  # Any: TOML
    return tomllib.loads(_WORDS.read_text(encoding="utf-8"))


def _words(language: Language) -> Mapping[str, Any]:  # Any: TOML
    words: Mapping[str, Any] = _all_words()[language]  # Any: TOML
    return words
