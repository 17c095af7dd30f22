"""A letter's announcement where a channel has no room for the letter: that something waits, for whom, and where."""

from dataclasses import dataclass
from enum import StrEnum

from kindregards.domain.text_safety import has_control_characters

ROOM = 20
"""Characters that a field of a WeChat message holds."""
_ELLIPSIS = "…"


class NoticeField(StrEnum):
    """What a field of a company's message template may say."""

    HEADLINE = "headline"
    COMPANY = "company"
    JOB = "job"
    TIME = "time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What is announced; never the outcome. `link` opens the letter's own page."""

    headline: str
    company: str
    job: str
    link: str | None = None


def notice_field(text: str) -> str:
    """Return a text as a field carries it: one line of at most 20 characters, without control characters."""
    bare = "".join(sign for sign in " ".join(text.split()) if not has_control_characters(sign))
    return bare if len(bare) <= ROOM else bare[: ROOM - 1].rstrip() + _ELLIPSIS
