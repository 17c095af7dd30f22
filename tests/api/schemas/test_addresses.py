"""Addresses, languages and places in their usual form."""

import pytest

from api.schemas.addresses import Email, LocaleTag, Phone, Timezone
from kindregards.domain.languages import Language, letter_language
from kindregards.http.json_bodies import JsonBody, parse_json


class Wire(JsonBody):
    email: Email | None = None
    phone: Phone | None = None
    locale: LocaleTag | None = None
    timezone: Timezone | None = None


@pytest.mark.parametrize(
    ("field", "given", "kept"),
    [
        ("email", "Wang.Mei@EXAMPLE.com", "Wang.Mei@example.com"),
        ("email", "o'neil+x@example.ie", "o'neil+x@example.ie"),
        ("email", "王@例子.中国", "王@例子.中国"),
        ("phone", "+86 138 0013 8000", "+8613800138000"),
        ("phone", "+44 (20) 7946-0958", "+442079460958"),
        ("locale", "zh-CN", "zh-CN"),
        ("locale", "ZH-hant-tw", "zh-Hant-TW"),
        ("locale", "cmn-CN", "zh-CN"),
        ("locale", "en", "en"),
        ("locale", "pt-BR", "pt-BR"),
        ("locale", "sr-Latn", "sr-Latn"),
        ("timezone", "Asia/Shanghai", "Asia/Shanghai"),
        ("timezone", "UTC", "UTC"),
    ],
)
def test_what_exists_is_kept_in_its_usual_form(field: str, given: str, kept: str) -> None:
    read = parse_json(f'{{"{field}": "{given}"}}'.encode(), Wire)

    assert getattr(read, field) == kept


@pytest.mark.parametrize("tag", ["zh", "zh-CN", "cmn-CN", "zh-Hant-HK"])
def test_every_spelling_of_chinese_is_written_to_in_chinese(tag: str) -> None:
    read = parse_json(f'{{"locale": "{tag}"}}'.encode(), Wire)

    assert letter_language(read.locale or "") is Language.CHINESE
