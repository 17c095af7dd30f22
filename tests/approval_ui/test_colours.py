"""Words can be read on every ground they stand on, by day and by night (WCAG 2.2, 1.4.3)."""

import re
from pathlib import Path

import pytest

from approval_ui.console import FOLDER as CONSOLE
from candidate_ui.door import FOLDER as CANDIDATE

LEAST_CONTRAST = 4.5
CONSOLE_STYLE = CONSOLE / "assets" / "console.css"
CANDIDATE_STYLE = CANDIDATE / "assets" / "page.css"
ON_CONSOLE = [
    *((ink, ground) for ink in ("text", "muted", "accent") for ground in ("bg", "surface", "sunken")),
    ("danger", "surface"),
    ("on-accent", "accent"),
    *((shade, f"{shade}-soft") for shade in ("accent", "danger", "positive", "warning")),
    *(("text", f"{shade}-soft") for shade in ("accent", "danger", "positive", "warning")),
]
ON_CANDIDATE = [
    *((ink, ground) for ink in ("text", "muted", "accent") for ground in ("bg", "surface")),
    ("on-accent", "accent"),
    ("positive", "surface"),
    ("text", "accent-soft"),
]
PAIRS = [(CONSOLE_STYLE, *pair) for pair in ON_CONSOLE] + [(CANDIDATE_STYLE, *pair) for pair in ON_CANDIDATE]


def tokens(style: str) -> list[dict[str, str]]:
    """Return the colours of the day and of the night by name; what the night does not name stays."""
    pairs = re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{3,6}), (#[0-9a-f]{3,6})\)", style)
    if pairs:
        return [{name: day for name, day, _ in pairs}, {name: night for name, _, night in pairs}]
    roots = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    colours = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", root)) for root in roots]
    day, night = [each for each in colours if "text" in each]
    return [day, day | night]


def luminance(colour: str) -> float:
    """Return the relative luminance of a hex colour, as WCAG defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(ink: str, ground: str) -> float:
    """Return the contrast ratio of two colours."""
    lighter, darker = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("path", "ink", "ground"), PAIRS)
def test_words_stand_out_from_their_ground(path: Path, ink: str, ground: str) -> None:
    ratios = [contrast(each[ink], each[ground]) for each in tokens(path.read_text())]

    assert min(ratios) >= LEAST_CONTRAST


def test_the_measure_is_right() -> None:
    assert contrast("#000000", "#fff") == pytest.approx(21)
    assert contrast("#1f5fbf", "#ffffff") == pytest.approx(6.1, abs=0.05)
