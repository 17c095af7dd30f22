"""Telling whether words can stand in a letter of a language."""

import pytest

from kindregards.domain.languages import Language
from kindregards.domain.written_language import is_written_in

ZH, EN = Language.CHINESE, Language.ENGLISH


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("按活跃度把用户分成五层", {ZH}),
        ("按活躍度把用戶分成五層", {ZH}),
        ("用 SQL 和 Python 做了漏斗分析", {ZH}),
        ("Split users into five tiers", {EN}),
        ("Data analysis", {EN}),
        ("Cost per lead", {EN}),
        ("We won’t, you’ll, they’re: that’s how it’s said", {EN}),
        ("A résumé for the café in Zürich was the case", {EN}),
        ("SQL", {EN}),
        ("Split 用户 into tiers of the five kinds", set()),
        ("Il a réparti les utilisateurs en cinq groupes", set()),
        ("Hat die Nutzer nach ihrer Aktivität in fünf Gruppen eingeteilt", set()),
        ("Dividió a los usuarios en cinco grupos", set()),
        ("Heeft de gebruikers in vijf groepen verdeeld met een plan", set()),
        ("ユーザーを五つの層に分けました", set()),
        ("사용자를 다섯 단계로", set()),
        ("Разделил пользователей", set()),
        ("قسّم المستخدمين", set()),
        ("", {ZH, EN}),
        ("12 – 34 %", {ZH, EN}),
        ("■■■，", {ZH, EN}),
    ],
)
def test_words_fit_the_letters_of_their_language_only(text: str, languages: set[Language]) -> None:
    assert {language for language in Language if is_written_in(text, language)} == languages
