"""What a letter never says, whoever wrote it: the kinds of remark."""

from dataclasses import dataclass
from enum import StrEnum


class Unsayable(StrEnum):
    """A kind of remark that must not reach a candidate; the value is the lint's code."""

    PROTECTED = "protected_attribute"
    APPEARANCE = "appearance_or_voice"
    EMOTION = "emotion"
    SCORE = "score"
    COMPARISON = "comparison"
    GUARANTEE = "guarantee"
    INSTRUCTION = "instruction"
    MARKUP = "markup"
    PLACEHOLDER = "placeholder_left"
    LINK = "foreign_link"


@dataclass(frozen=True, slots=True)
class Remark:
    """Where something unsayable stands."""

    kind: Unsayable
    start: int
    end: int
