"""Checking a logo by its bytes: which picture it is, how large, and whether a letter can carry it."""

import hashlib

from kindregards.domain.errors import InvalidError, NotFoundError
from kindregards.domain.looks import Logo

# Every letter carries it.
LARGEST_LOGO = 64 * 1024
_MOST_PIXELS, _FEWEST_PIXELS = 1200, 16
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
# Start-of-frame markers carry the size; the other four in their range are tables.
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})


class LogoRefusedError(InvalidError):
    """A file that letters cannot carry."""

    code = "logo_refused"


class LogoUnknownError(NotFoundError):
    """The company has no such logo."""

    code = "logo_unknown"


def checked_logo(content: bytes) -> Logo:
    """Return what a picture is; raise LogoRefusedError.

    Only PNG and JPEG: mail programs do not show SVG, and it can carry scripts.
    """
    if len(content) > LARGEST_LOGO:
        raise LogoRefusedError(
            f"The logo has {len(content)} bytes; letters carry {LARGEST_LOGO} at most. Make it smaller."
        )
    if content.startswith(_PNG):
        media_type, size = "image/png", _png_size(content)
    elif content.startswith(_JPEG):
        media_type, size = "image/jpeg", _jpeg_size(content)
    else:
        raise LogoRefusedError("The logo is neither PNG nor JPEG. Mail programs show no SVG and no WebP: convert it.")
    if size is None:
        raise LogoRefusedError("The picture is broken: its size cannot be read. Save it anew.")
    if not all(_FEWEST_PIXELS <= side <= _MOST_PIXELS for side in size):
        raise LogoRefusedError(
            f"The logo has {size[0]} × {size[1]} pixels; each side must have {_FEWEST_PIXELS} to {_MOST_PIXELS}."
        )
    digest = hashlib.sha256(content).hexdigest()
    return Logo(digest=digest, media_type=media_type, width=size[0], height=size[1])


def _png_size(content: bytes) -> tuple[int, int] | None:
    """https://www.w3.org/TR/png-3/#11IHDR."""
    if content[12:16] != b"IHDR" or len(content) < 33 or not content.endswith(b"IEND\xaeB`\x82"):  # noqa: PLR2004 -- the header's end
        return None
    return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """https://www.w3.org/Graphics/JPEG/itu-t81.pdf, annex B."""
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:  # noqa: PLR2004 -- every marker begins so
        marker = content[at + 1]
        if marker in _JPEG_FRAMES:
            return int.from_bytes(content[at + 7 : at + 9]), int.from_bytes(content[at + 5 : at + 7])
        at += 2 if marker in _JPEG_ALONE else 2 + int.from_bytes(content[at + 2 : at + 4])
    return None
