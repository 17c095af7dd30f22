"""Colours and logo of letters and candidate pages, and whether they can be read."""

import re
from dataclasses import dataclass

from kindregards.domain.errors import InvalidError

# WCAG 2.2, 1.4.3: contrast of text of ordinary size.
LEAST_CONTRAST = 4.5
# What stands behind an accent: the sheet of a letter, and the words upon a button.
LIGHT_SHEET, DARK_SHEET = "#FFFFFF", "#1A222B"
LIGHT_BUTTON_TEXT, DARK_BUTTON_TEXT = "#FFFFFF", "#11171D"
OUR_LIGHT_ACCENT, OUR_DARK_ACCENT = "#1F5FBF", "#7FB1F5"
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_BRIGHT = 0.04045


class ColourInvalidError(InvalidError):
    """Something that is no colour in six hexadecimal digits."""

    code = "colour_invalid"


class ContrastTooLowError(InvalidError):
    """Words in this colour, or upon it, are hard to read."""

    code = "contrast_too_low"


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A checked picture; `digest` is the SHA-256 of its bytes, sizes are pixels."""

    digest: str
    media_type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Accents for light and dark surroundings as `#RRGGBB`, and a logo."""

    light: str = OUR_LIGHT_ACCENT
    dark: str = OUR_DARK_ACCENT
    logo: Logo | None = None


def logo_id(logo: Logo) -> str:
    """Return the Content-ID by which a letter names the logo it carries: no request leaves a reader's mail program."""
    return f"logo-{logo.digest[:32]}@kind.regards"


def check_look(light: str, dark: str) -> None:
    """Raise ColourInvalidError, or ContrastTooLowError with the ratio, unless both accents can be read."""
    for name, accent, surroundings in (
        ("light", light, {"sheet": LIGHT_SHEET, "button text": LIGHT_BUTTON_TEXT}),
        ("dark", dark, {"sheet": DARK_SHEET, "button text": DARK_BUTTON_TEXT}),
    ):
        for what, other in surroundings.items():
            ratio = contrast(accent, other)
            if ratio < LEAST_CONTRAST:
                change = "darker" if name == "light" else "lighter"
                raise ContrastTooLowError(
                    f"The {name} accent {accent} has a contrast of {_cut(ratio)}:1 to the {what} {other}; "
                    f"{LEAST_CONTRAST}:1 is needed to be read. Take a {change} one.",
                    details={"scheme": name, "ratio": _cut(ratio), "needed": str(LEAST_CONTRAST)},
                )


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21; raise ColourInvalidError.

    https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    if not _COLOUR.fullmatch(colour):
        raise ColourInvalidError(f"{colour[:20]!r} is no colour. Write six hexadecimal digits, such as #1F5FBF.")
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= _BRIGHT else ((channel + 0.055) / 1.055) ** 2.4


def _cut(ratio: float) -> str:
    """Return a ratio in two digits, never rounded up to what it does not reach."""
    return f"{int(ratio * 100) / 100:.2f}"
