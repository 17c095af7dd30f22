"""Letters in a company's own words."""

from dataclasses import replace

import pytest

from kindregards.domain.composition import Brand
from kindregards.domain.languages import Language, Tone
from kindregards.domain.letters import BlockKind, Letter, LetterKind
from kindregards.domain.lint import LintContext, lint
from kindregards.domain.sample_letters import SampleCase, sample_request
from kindregards.domain.template_keys import TemplateKey
from kindregards.domain.template_samples import check_publishable
from kindregards.domain.template_texts import TemplateText
from kindregards.domain.template_versions import PublishedTemplate, TemplateBlockedError, TemplateSet
from kindregards.letters.composer import TemplateComposer
from tests.letters.requests import COMPOSER, an_english_request, composed

WARM = TemplateKey(language=Language.ENGLISH, kind=LetterKind.NOT_SELECTED, tone=Tone.WARM)
GREETING = TemplateText(blocks={BlockKind.GREETING: ("Hello ((candidate_name)),",)})


def words(letter: Letter, kind: BlockKind) -> list[str]:
    return [block.text for block in letter.blocks if block.kind is kind]


def own_set(templates: dict[TemplateKey, TemplateText], default_tone: Tone | None = None) -> TemplateSet:
    published = (PublishedTemplate(key=key, version=3, text=text) for key, text in templates.items())
    return TemplateSet.of(*published, default_tone=default_tone)


def a_letter_by(
    templates: dict[TemplateKey, TemplateText], default_tone: Tone | None = None, **changes: object
) -> Letter:
    request = an_english_request(**changes)
    own = own_set(templates, default_tone)
    return composed(replace(request, brand=replace(request.brand, templates=own)))


def test_a_block_of_the_companys_stands_among_ours() -> None:
    ours, theirs = composed(an_english_request()), a_letter_by({WARM: GREETING})

    assert words(theirs, BlockKind.GREETING) == [f"Hello {an_english_request().candidate.name},"]
    assert words(theirs, BlockKind.OUTCOME) == words(ours, BlockKind.OUTCOME)
    assert theirs.template_version == f"{WARM.name}@3+{ours.template_version}"


def test_each_block_is_taken_from_the_nearest_template_that_has_it() -> None:
    exact = replace(WARM, reason="experience_gap")
    templates = {WARM: GREETING, exact: TemplateText(subject="Your result", blocks={BlockKind.THANKS: ("Thank you.",)})}

    letter = a_letter_by(templates, reason="experience_gap")

    assert letter.subject == "Your result"
    assert words(letter, BlockKind.THANKS) == ["Thank you."]
    assert words(letter, BlockKind.GREETING)[0].startswith("Hello ")


@pytest.mark.parametrize(("tone", "is_theirs"), [(Tone.LIVELY, True), (Tone.FORMAL, False)])
def test_the_default_tone_of_the_company_serves_before_ours(tone: Tone, *, is_theirs: bool) -> None:
    letter = a_letter_by({replace(WARM, tone=Tone.LIVELY): GREETING}, default_tone=tone, tone=Tone.FORMAL)

    assert words(letter, BlockKind.GREETING)[0].startswith("Hello ") is is_theirs


def test_the_button_stays_whatever_the_company_writes() -> None:
    letter = a_letter_by({WARM: TemplateText(blocks={BlockKind.NEXT_STEPS: ("Write to us.",)})})

    assert words(letter, BlockKind.NEXT_STEPS)[0] == "Write to us."
    assert [block.link for block in letter.blocks if block.link] == ["letter", "data"]


def test_a_template_that_needs_what_is_missing_stops_the_letter_and_shows_the_hole_in_a_preview() -> None:
    own = own_set({WARM: TemplateText(blocks={BlockKind.HIGHLIGHT: ("You: ((highlight_1)).",)})})
    brand = Brand(company_name="Dawn", sender_name="Li Lei", templates=own)
    request = sample_request(WARM, SampleCase.NO_HIGHLIGHT, brand)

    preview = COMPOSER.with_holes(request)

    assert COMPOSER.compose(request).letter is None
    assert preview.missing == ("highlight_1",)
    assert preview.letter is not None
    assert words(preview.letter, BlockKind.HIGHLIGHT) == ["You: ((highlight_1))."]


OUTCOME = "We have decided not to take your application for ((job_title)) to the next round."
BRAND = Brand(company_name="Dawn", sender_name="Li Lei")


@pytest.mark.parametrize(
    ("text", "case"),
    [
        # Whoever was never interviewed would read no outcome at all.
        (TemplateText(blocks={BlockKind.OUTCOME: (f"((interviewed??{OUTCOME}))",)}), SampleCase.NO_INTERVIEW),
        # What is missing excuses its own paragraph, not the outcome that nobody tells.
        (
            TemplateText(
                blocks={
                    BlockKind.OUTCOME: ("Thank you for asking about ((job_title)).",),
                    BlockKind.NEXT_STEPS: ("You can apply again from ((reapply_from)).",),
                }
            ),
            SampleCase.USUAL,
        ),
    ],
)
def test_a_template_by_which_some_letters_would_be_stopped_is_not_published(
    text: TemplateText, case: SampleCase
) -> None:
    with pytest.raises(TemplateBlockedError) as refused:
        check_publishable(COMPOSER, BRAND, WARM, text)

    assert refused.value.details["case"] == case


def test_a_template_that_asks_for_what_some_people_lack_may_be_published() -> None:
    check_publishable(
        COMPOSER, BRAND, WARM, TemplateText(blocks={BlockKind.HIGHLIGHT: ("You showed us ((highlight_1)).",)})
    )


def test_a_subject_that_grows_too_long_shortens_the_job_and_keeps_its_end() -> None:
    job = replace(an_english_request().job, title="Senior Principal " * 6 + "Engineer")

    letter = a_letter_by({WARM: TemplateText(subject="((job_title)): your result")}, job=job)

    assert len(letter.subject) <= 60
    assert letter.subject.startswith("Senior Principal")
    assert letter.subject.endswith(": your result")


@pytest.mark.parametrize("case", SampleCase)
@pytest.mark.parametrize("language", Language)
def test_our_own_letters_to_invented_people_leave_nothing_to_say(language: Language, case: SampleCase) -> None:
    composer = TemplateComposer()
    for kind in (LetterKind.NOT_SELECTED, LetterKind.OFFER_STAGE_NOT_SELECTED, LetterKind.EXPIRED):
        key = TemplateKey(language=language, kind=kind, tone=Tone.WARM)
        request = sample_request(key, case, Brand(company_name="晨光科技", sender_name="李雷"))

        letter = composer.compose(request).letter

        assert letter is not None
        assert lint(letter, LintContext.of(request)) == ()
