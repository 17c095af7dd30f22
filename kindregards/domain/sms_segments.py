"""How many segments a short message takes: GSM-7 while every sign fits it, UCS-2 otherwise."""

from dataclasses import dataclass
from enum import StrEnum

# 3GPP TS 23.038, default alphabet and its extension table (each extended sign takes two septets).
_GSM_7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_7_EXTENDED = frozenset("\f^{}\\[~]|€")


class SmsEncoding(StrEnum):
    """How a carrier packs a short message."""

    GSM_7 = "GSM-7"
    UCS_2 = "UCS-2"


# Units in a single message, and in each part of a longer one, whose header takes the rest.
_ROOM = {SmsEncoding.GSM_7: (160, 153), SmsEncoding.UCS_2: (70, 67)}
_PLAIN_SIGNS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " "})


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsSize:
    """What a short message costs; `units` are septets in GSM-7 and 16-bit units in UCS-2."""

    encoding: SmsEncoding
    units: int
    segments: int


def sms_size(text: str) -> SmsSize:
    """Return the size of a text; a sign of two units is never cut in half."""
    encoding = SmsEncoding.GSM_7 if set(text) <= _GSM_7 | _GSM_7_EXTENDED else SmsEncoding.UCS_2
    widths = [_width(character, encoding) for character in text]
    single, part = _ROOM[encoding]
    units = sum(widths)
    return SmsSize(encoding=encoding, units=units, segments=min(units, 1) if units <= single else _parts(widths, part))


def economical(text: str) -> str:
    """Return the text with typographic signs made plain, where that keeps all of it in the cheaper alphabet."""
    plain = text.translate(_PLAIN_SIGNS)
    return plain if sms_size(plain).encoding is SmsEncoding.GSM_7 else text


def _width(character: str, encoding: SmsEncoding) -> int:
    match encoding:
        case SmsEncoding.GSM_7:
            return 2 if character in _GSM_7_EXTENDED else 1
        case SmsEncoding.UCS_2:
            return len(character.encode("utf-16-be")) // 2


def _parts(widths: list[int], room: int) -> int:
    parts, used = 1, 0
    for width in widths:
        if used + width > room:
            parts, used = parts + 1, 0
        used += width
    return parts
