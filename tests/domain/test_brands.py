"""Brands: colours that can be read, logos that letters can carry, lines that can stand in letters."""

import struct
import zlib
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.brand_presets import with_preset
from kindregards.domain.brand_settings import BrandInvalidError, BrandSettings, Preset, check_settings
from kindregards.domain.languages import Language, Tone
from kindregards.domain.logos import LogoRefusedError, checked_logo
from kindregards.domain.looks import (
    OUR_DARK_ACCENT,
    OUR_LIGHT_ACCENT,
    ColourInvalidError,
    ContrastTooLowError,
    contrast,
)

SETTINGS = BrandSettings(company_name="晨光科技", sender_name="李雷")
colours = st.from_regex(r"#[0-9A-F]{6}", fullmatch=True)


def a_png(width: int = 200, height: int = 50) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress((b"\x00" + b"\x1f\x5f\xbf" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def a_jpeg(width: int = 300, height: int = 60) -> bytes:
    table = b"\xff\xdb\x00\x04\x00\x00"
    frame = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + b"\x03" + b"\x00" * 9
    return b"\xff\xd8\xff\xe0\x00\x04JF" + table + frame + b"\xff\xd9"


@given(colours, colours)
def test_contrast_has_no_order_and_lies_between_1_and_21(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == 21
    assert round(contrast("#767676", "#FFFFFF"), 2) == 4.54
    assert contrast(OUR_LIGHT_ACCENT, "#FFFFFF") > 4.5 < contrast(OUR_DARK_ACCENT, "#1A222B")


@pytest.mark.parametrize(
    ("light", "dark", "ratio", "advice"),
    [("#777777", OUR_DARK_ACCENT, "4.47:1", "darker"), (OUR_LIGHT_ACCENT, "#5577AA", "3.52:1", "lighter")],
)
def test_a_colour_that_is_hard_to_read_is_refused_with_its_ratio(
    light: str, dark: str, ratio: str, advice: str
) -> None:
    with pytest.raises(ContrastTooLowError) as refused:
        check_settings(replace(SETTINGS, light_accent=light, dark_accent=dark))

    assert ratio in refused.value.message
    assert advice in refused.value.message


@pytest.mark.parametrize("colour", ["", "red", "#FFF", "#GGGGGG", "#1F5FBF;}", "url(x)"])
def test_what_is_no_colour_is_refused(colour: str) -> None:
    with pytest.raises(ColourInvalidError):
        check_settings(replace(SETTINGS, light_accent=colour))


@pytest.mark.parametrize(
    "change",
    [
        {"company_name": " "},
        {"company_name": "x" * 101},
        {"sender_name": "Li\nLei"},
        {"sender_name": "((candidate_name))"},
        {"languages": ()},
        {"small_print": {Language.ENGLISH: "((candidate_name))"}},
        {"small_print": {Language.ENGLISH: "<b>bold</b>"}},
        {"future_line": {Language.ENGLISH: "x" * 301}},
        {"future_line": {Language.ENGLISH: "我们期待与您合作。"}},
    ],
)
def test_what_cannot_stand_in_a_letter_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(BrandInvalidError):
        check_settings(replace(SETTINGS, **change))  # type: ignore[arg-type]  # replace() checks the names


@pytest.mark.parametrize(("preset", "tone"), [(Preset.FINANCE, Tone.FORMAL), (Preset.INTERNET, Tone.LIVELY)])
def test_the_presets_can_be_used(preset: Preset, tone: Tone) -> None:
    settings = with_preset(SETTINGS, preset)

    check_settings(settings)
    assert (settings.default_tone, settings.company_name) == (tone, "晨光科技")


@pytest.mark.parametrize(("content", "kind", "size"), [(a_png(), "png", (200, 50)), (a_jpeg(), "jpeg", (300, 60))])
def test_a_picture_is_known_by_its_bytes(content: bytes, kind: str, size: tuple[int, int]) -> None:
    logo = checked_logo(content)

    assert (logo.media_type, (logo.width, logo.height), len(logo.digest)) == (f"image/{kind}", size, 64)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "neither PNG nor JPEG"),
        (b"<svg onload='alert(1)'/>", "neither PNG nor JPEG"),
        (b"GIF89a" + b"\x00" * 20, "neither PNG nor JPEG"),
        (a_png()[:40], "broken"),
        (b"\xff\xd8\xff\xe0", "broken"),
        (a_png(2000, 20), "2000 × 20 pixels"),
        (a_png(8, 8), "8 × 8 pixels"),
        (a_png() + b"\x00" * 70_000, "bytes"),
    ],
)
def test_what_letters_cannot_carry_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(LogoRefusedError) as refused:
        checked_logo(content)

    assert says in refused.value.message


@given(st.binary(max_size=64).map(lambda tail: b"\xff\xd8\xff" + tail))
def test_any_bytes_are_a_logo_or_refused(content: bytes) -> None:
    with suppress(LogoRefusedError):
        assert checked_logo(content).width > 0
