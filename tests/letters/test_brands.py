"""Letters in the look of a company."""

import re
from dataclasses import replace

import pytest

from kindregards.domain.brand_presets import with_preset
from kindregards.domain.brand_settings import BrandSettings, Preset
from kindregards.domain.languages import Language
from kindregards.domain.letters import BlockKind, LetterKind, Link
from kindregards.domain.lint import LintContext, lint
from kindregards.domain.logos import checked_logo
from kindregards.domain.looks import Look, logo_id
from kindregards.letters.rendering import MjmlRenderer
from tests.builders import a_letter
from tests.domain.test_brands import a_png
from tests.letters.requests import EVERY_KIND, a_request_in, composed

LINKS = dict.fromkeys(Link, "https://letters.example.com/l/x")


@pytest.mark.parametrize("preset", Preset)
@pytest.mark.parametrize(("language", "kind"), EVERY_KIND)
def test_every_letter_in_a_presets_words_passes_the_lint(preset: Preset, language: Language, kind: LetterKind) -> None:
    settings = with_preset(BrandSettings(company_name="晨光科技", sender_name="李雷"), preset)
    request = a_request_in(language, kind=kind, tone=settings.default_tone)
    request = replace(request, brand=settings.brand())

    letter = composed(request)

    assert [finding for finding in lint(letter, LintContext.of(request)) if finding.blocks_sending] == []


def test_the_lines_of_a_brand_stand_before_the_button_and_under_our_small_print() -> None:
    settings = with_preset(BrandSettings(company_name="晨光科技", sender_name="李雷"), Preset.FINANCE)
    request = replace(a_request_in(Language.ENGLISH, kind=LetterKind.NOT_SELECTED), brand=settings.brand())

    letter = composed(request)

    steps = [block for block in letter.blocks if block.kind is BlockKind.NEXT_STEPS]
    assert "working together in future" in steps[-2].text
    assert steps[-1].link is Link.LETTER
    assert letter.blocks[-1].text == "Issued by the human resources department of 晨光科技, for its addressee only."
    assert len([block for block in letter.blocks if block.kind is BlockKind.SMALL_PRINT]) == 2


def test_colours_and_logo_are_in_the_letter_and_nothing_is_fetched() -> None:
    logo = checked_logo(a_png(400, 100))
    letter = a_letter(look=Look(light="#6B2FB3", dark="#C9A6F5", logo=logo), company_name='A "B" & Co')

    html = MjmlRenderer().render(letter, LINKS).html

    assert f'src="cid:{logo_id(logo)}"' in html
    assert 'alt="A &#34;B&#34; &amp; Co"' in html
    assert "#6B2FB3" in html
    assert "#C9A6F5" in html
    assert "#1F5FBF" not in html
    assert not re.findall(r"(?:src|href|url)\W{1,3}https?:", html.replace(LINKS[Link.LETTER], ""))
    assert len(html.encode()) < 20_000


def test_a_letter_without_a_look_keeps_the_hash_it_was_approved_by() -> None:
    assert a_letter().content_hash == "82931d608b7276c2bee9daa966be3e2f0d108730716bd6bd3d0743f0b348ab81"
    assert a_letter(look=Look()).content_hash != a_letter().content_hash
