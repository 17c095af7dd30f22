"""Which language a browser is answered in."""

from pathlib import Path

import pytest

from kindregards.domain.languages import Language
from kindregards.http.languages import load_translations, named_language, spoken_language


@pytest.mark.parametrize(
    ("accept_language", "language"),
    [
        (None, Language.ENGLISH),
        ("", Language.ENGLISH),
        ("zh-CN", Language.CHINESE),
        ("zh-TW,zh;q=0.9,en;q=0.8", Language.CHINESE),
        ("en-GB,en;q=0.9,zh-CN;q=0.8", Language.ENGLISH),
        ("en;q=0.2, zh;q=0.9", Language.CHINESE),
        ("fr-FR, de;q=0.9, zh-HK;q=0.1", Language.CHINESE),
        ("zh;q=0", Language.ENGLISH),
        ("fr", Language.ENGLISH),
        (";;;q=x,,zh;q=abc", Language.ENGLISH),
    ],
)
def test_the_most_wanted_of_our_languages_is_spoken(accept_language: str | None, language: Language) -> None:
    assert spoken_language(accept_language) is language


def test_only_our_own_tags_name_a_language() -> None:
    assert named_language("zh-CN") is Language.CHINESE
    assert named_language("zh") is None
    assert named_language(None) is None


def test_translations_come_from_a_file_per_language(tmp_path: Path) -> None:
    (tmp_path / "zh-CN.po").write_text(
        'msgid ""\nmsgstr "Plural-Forms: nplurals=1; plural=0;\\nContent-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Today"\nmsgstr "今天"\n',
        encoding="utf-8",
    )

    chinese = load_translations(tmp_path, Language.CHINESE)
    english = load_translations(tmp_path, Language.ENGLISH)

    assert chinese.gettext("Today") == "今天"
    assert chinese.gettext("Tomorrow") == "Tomorrow"
    assert english.gettext("Today") == "Today"


def test_a_missing_translation_is_noticed_at_start(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_translations(tmp_path, Language.CHINESE)
