"""Marks that show a state: an icon, a word and a shade, so that colour alone never says anything."""

from dataclasses import dataclass
from enum import StrEnum


class Shade(StrEnum):
    """How much a mark stands out; red is for errors and lateness only."""

    QUIET = "quiet"
    ACCENT = "accent"
    POSITIVE = "positive"
    WARNING = "warning"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Chip:
    """A mark; `word` is a message to be translated."""

    word: str
    icon: str
    shade: Shade = Shade.QUIET
