"""Composing letters from requests."""

import re
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from kindregards.domain.applications import Candidate, Consents, Job, Stage
from kindregards.domain.composition import Brand, LetterRequest
from kindregards.domain.languages import Language, Tone
from kindregards.domain.letters import Block, BlockKind, Letter, LetterKind, Link
from kindregards.domain.lint import LintContext, lint
from tests.builders import a_brand, a_candidate, a_competency, a_job, a_letter_request, an_interview_result
from tests.letters.requests import (
    COMPOSER,
    EVERY_KIND,
    a_request_in,
    an_english_request,
    an_english_result,
    composed,
    in_talent_pool,
    requests_for,
)

TELLS_RESULT = {LetterKind.NOT_SELECTED, LetterKind.OFFER_STAGE_NOT_SELECTED}


def block(letter: Letter, kind: BlockKind) -> Block:
    return next(block for block in letter.blocks if block.kind is kind)


def kinds(letter: Letter) -> list[BlockKind]:
    return [block.kind for block in letter.blocks]


@pytest.mark.parametrize(("language", "kind"), EVERY_KIND)
def test_every_letter_composes_and_passes_the_lint(language: Language, kind: LetterKind) -> None:
    for stage, tone, (in_pool, interviewed) in product(Stage, Tone, [(True, True), (False, False)]):
        request = a_request_in(language, kind=kind, stage=stage, tone=tone)
        request = in_talent_pool(request, agreed=in_pool or kind is LetterKind.INVITATION)
        request = replace(request, result=request.result if interviewed else None, answer_by=date(2026, 4, 1))

        letter = composed(request)

        assert lint(letter, LintContext.of(request)) == ()
        assert (letter.kind, letter.stage, letter.language, letter.tone) == (kind, stage, language, tone)


def test_a_letter_says_who_signs_and_which_template_it_came_from() -> None:
    letter = composed(a_letter_request(brand=a_brand(sender_name="李雷")))

    assert letter.sender_name == "李雷"
    assert letter.template_version == COMPOSER.catalogue.version


def test_a_screening_letter_has_its_parts_in_reading_order() -> None:
    letter = composed(a_letter_request())

    assert kinds(letter) == [
        BlockKind.GREETING,
        BlockKind.OUTCOME,
        BlockKind.THANKS,
        BlockKind.HIGHLIGHT,
        BlockKind.REASON,
        BlockKind.NEXT_STEPS,
        BlockKind.NEXT_STEPS,
        BlockKind.NEXT_STEPS,
        BlockKind.SIGN_OFF,
        BlockKind.SMALL_PRINT,
    ]


def test_the_same_request_gives_the_same_letter() -> None:
    assert composed(a_letter_request()).content_hash == composed(a_letter_request()).content_hash


def test_a_highlight_names_the_evaluation_fields_it_rests_on() -> None:
    letter = composed(an_english_request())

    assert block(letter, BlockKind.HIGHLIGHT).sources == ("competency:0", "competency:1")
    assert "Split users into five tiers by activity and spend" in block(letter, BlockKind.HIGHLIGHT).text


def test_without_evidence_there_is_no_highlight_and_no_hole() -> None:
    letter = composed(a_letter_request(result=an_interview_result(highlights=(), competencies=())))

    assert BlockKind.HIGHLIGHT not in kinds(letter)
    assert all(block.text for block in letter.blocks)


@pytest.mark.parametrize(("limit", "named"), [(0, 0), (1, 1), (2, 2), (9, 2)])
def test_the_policy_limits_how_many_strengths_are_named(limit: int, named: int) -> None:
    letter = composed(an_english_request(highlights=limit))

    assert len([s for s in letter.personal_facts if s.startswith("competency")]) == named


def test_a_letter_with_evidence_is_personal() -> None:
    assert len(composed(an_english_request()).personal_facts) >= 2
    assert len(composed(a_letter_request(reason="experience_gap")).personal_facts) >= 2


def test_somebody_who_was_not_interviewed_is_not_thanked_for_an_interview() -> None:
    letter = composed(an_english_request(result=None))

    assert "interview" not in block(letter, BlockKind.THANKS).text


@pytest.mark.parametrize("language", Language)
def test_the_talent_pool_is_mentioned_only_with_policy_and_consent(language: Language) -> None:
    def mentions_it(*, invited: bool, consented: bool) -> bool:
        request = a_request_in(language, invite_talent_pool=invited)
        candidate = replace(request.candidate, consents=Consents(talent_pool=consented))
        letter = composed(replace(request, candidate=candidate))
        return re.search(r"资料|(?i:your details)", letter.body) is not None

    assert mentions_it(invited=True, consented=True)
    assert not mentions_it(invited=True, consented=False)
    assert not mentions_it(invited=False, consented=True)
    assert not mentions_it(invited=False, consented=False)


@pytest.mark.parametrize("language", Language)
def test_nobody_is_invited_who_has_not_agreed_to_be(language: Language) -> None:
    request = a_request_in(language, kind=LetterKind.INVITATION)

    assert COMPOSER.compose(request).letter is not None
    assert COMPOSER.compose(in_talent_pool(request, agreed=False)).missing == ("talent_pool_consent",)
    assert COMPOSER.compose(replace(request, opening=None)).missing == ("opening_title",)


@pytest.mark.parametrize("language", Language)
def test_an_invitation_says_why_it_comes_and_how_to_end_it(language: Language) -> None:
    letter = composed(a_request_in(language, kind=LetterKind.INVITATION))

    small_print = block(letter, BlockKind.SMALL_PRINT).text

    assert re.search("you agreed that Northwind may|您同意晨光科技", small_print)
    assert re.search("To end this|如不想再收到", small_print)


@pytest.mark.parametrize(
    ("language", "day"), [(Language.CHINESE, "2026年3月14日"), (Language.ENGLISH, "14 March 2026")]
)
def test_an_appeal_is_told_when_it_is_answered(language: Language, day: str) -> None:
    request = a_request_in(language, kind=LetterKind.APPEAL_RECEIVED)

    assert day in composed(replace(request, answer_by=date(2026, 3, 14))).body
    assert "2026" not in composed(request).body


@pytest.mark.parametrize(("language", "stage", "tone"), list(product(Language, Stage, Tone)))
def test_a_rejection_names_the_day_to_apply_again(language: Language, stage: Stage, tone: Tone) -> None:
    request = a_request_in(language, stage=stage, tone=tone, reapply_from=date(2026, 6, 2))

    letter = composed(request)

    assert ("2026年6月2日" if language is Language.CHINESE else "2 June 2026") in letter.body
    assert lint(letter, LintContext.of(request)) == ()


@pytest.mark.parametrize(
    ("language", "words"), [(Language.CHINESE, "以后还有机会"), (Language.ENGLISH, "another chance")]
)
def test_a_second_round_letter_invites_to_work_together_later(language: Language, words: str) -> None:
    assert words in composed(a_request_in(language, stage=Stage.SECOND_ROUND)).body


@pytest.mark.parametrize("language", Language)
def test_an_offer_stage_rejection_reads_the_same_under_either_kind(language: Language) -> None:
    request = a_request_in(language, stage=Stage.OFFER)

    letters = [
        composed(replace(request, kind=kind)) for kind in (LetterKind.NOT_SELECTED, LetterKind.OFFER_STAGE_NOT_SELECTED)
    ]

    assert letters[0].body == letters[1].body


@pytest.mark.parametrize(("language", "kind"), EVERY_KIND)
def test_every_letter_leads_to_one_page_and_small_print_to_ones_data(language: Language, kind: LetterKind) -> None:
    page = Link.STATUS if kind is LetterKind.THANK_YOU else Link.LETTER

    letters = [composed(request) for request in requests_for(language, kind)]

    for letter in letters:
        assert [block.link for block in letter.blocks if block.link_label] == [page, Link.DATA]
        assert [block.link for block in letter.blocks if block.link] == [page, Link.DATA]
        assert letter.blocks[-1].link is Link.DATA


@pytest.mark.parametrize(("language", "stage"), [(language, stage) for language in Language for stage in Stage])
def test_a_reminder_reads_the_same_whatever_the_outcome(language: Language, stage: Stage) -> None:
    request = a_request_in(language, kind=LetterKind.REMINDER, stage=stage)

    without_facts = replace(request, reason=None, result=None)

    assert composed(request).body == composed(without_facts).body


@pytest.mark.parametrize(
    ("request_", "missing"),
    [
        (a_letter_request(candidate=a_candidate(name=" \u200b ")), ("candidate_name",)),
        (a_letter_request(job=a_job(title="")), ("job_title",)),
        (a_letter_request(brand=a_brand(company_name="\n")), ("company_name",)),
        (a_letter_request(brand=Brand(company_name="晨光科技", sender_name="")), ("signature",)),
        (a_letter_request(job=a_job(title=""), candidate=a_candidate(name="")), ("job_title", "candidate_name")),
    ],
)
def test_a_value_that_is_missing_is_reported_instead_of_a_letter(
    request_: LetterRequest, missing: tuple[str, ...]
) -> None:
    composition = COMPOSER.compose(request_)

    assert composition.letter is None
    assert composition.missing == missing


def test_the_company_signs_below_a_personal_sender() -> None:
    letter = composed(an_english_request())

    assert block(letter, BlockKind.SIGN_OFF).text == "With kind regards,\nAnna Berg\nNorthwind"


def test_a_sender_who_names_the_company_is_not_followed_by_it() -> None:
    letter = composed(an_english_request(brand=Brand(company_name="Northwind", sender_name="Northwind Hiring")))

    assert block(letter, BlockKind.SIGN_OFF).text == "With kind regards,\nNorthwind Hiring"


@pytest.mark.parametrize(("language", "kind"), EVERY_KIND)
def test_a_long_job_title_is_shortened_in_the_subject_only(language: Language, kind: LetterKind) -> None:
    title = "Senior Principal Staff Enterprise Transformation Product Operations Manager (m/f/d), Asia Pacific Region"
    requests = requests_for(language, kind)

    letters = [composed(replace(request, job=replace(request.job, title=title))) for request in requests]

    assert all(len(letter.subject) <= 60 for letter in letters)
    assert all(title in letter.body for letter in letters)


def test_a_letter_that_grows_too_long_keeps_its_best_highlight() -> None:
    long_detail = "Built " + "a careful and complete plan for every single market " * 3
    first, second = (
        a_competency(name=f"{topic} planning for many markets in one year", score=80, evidence=long_detail + topic)
        for topic in ("Launch", "Budget")
    )
    request = an_english_request(
        stage=Stage.OFFER,
        tone=Tone.WARM,
        candidate=a_candidate(name="Mei Wang", locale="en", consents=Consents(talent_pool=True)),
        result=an_english_result(competencies=(first, second)),
    )

    letter = composed(request)

    assert [f for f in letter.personal_facts if f.startswith("competency")] == ["competency:0"]
    assert lint(letter, LintContext.of(request)) == ()


HOSTILE = {
    "markup": '<script>alert(1)</script><b>"Bob"</b>',
    "placeholder": "((job_title)) {{ 7*7 }}",
    "right to left": "عمر الفاروق",
    "direction override": "Mei\u202egnaW",
    "emoji": "梅👩‍🚀🎉",
    "line breaks": "Mei\r\nBcc: everyone@example.com",
    "very long": "Wolfeschlegelsteinhausenbergerdorff " * 8,
    "tag characters": "Mei\U000e0041\U000e0042",
    "null": "Mei\x00Wang",
}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_strange_name_stays_on_one_line_and_is_never_interpreted(language: Language, name: str) -> None:
    request = a_request_in(language)
    request = replace(request, candidate=replace(request.candidate, name=name))

    letter = composed(request)

    greeting = block(letter, BlockKind.GREETING).text
    assert "\n" not in greeting
    assert not {"\u202e", "\x00", "\r", "\U000e0041"} & set(letter.body)
    assert request.job.title not in greeting


@pytest.mark.parametrize("name", ["markup", "placeholder", "line breaks"])
def test_a_name_that_carries_code_or_addresses_goes_to_a_person(name: str) -> None:
    request = an_english_request(candidate=a_candidate(name=HOSTILE[name], locale="en"))

    findings = lint(composed(request), LintContext.of(request))

    assert any(finding.blocks_sending for finding in findings)


@pytest.mark.parametrize("name", ["right to left", "emoji", "very long", "direction override", "null"])
@pytest.mark.parametrize("language", Language)
def test_an_unusual_name_alone_stops_no_letter(name: str, language: Language) -> None:
    request = a_request_in(language)
    request = replace(request, candidate=replace(request.candidate, name=HOSTILE[name]))

    assert lint(composed(request), LintContext.of(request)) == ()


@pytest.mark.parametrize(
    ("title", "company"),
    [
        ("Voice & Accent Coach", "Health & Family Insurance"),
        ("Emotion Recognition Researcher", "Booking.com"),
        ("Female Health Nurse (m/f/d)", "Young & Rubicam"),
        ("Senior ASP.NET Developer", "Score Ltd"),
    ],
)
def test_words_of_the_job_and_the_company_stop_no_letter(title: str, company: str) -> None:
    request = an_english_request(
        job=Job(external_id="j", title=title), brand=Brand(company_name=company, sender_name="Anna Berg")
    )

    assert lint(composed(request), LintContext.of(request)) == ()


@pytest.mark.parametrize("name", ["Christian Gay", "Dick Young", "Rank Chinese", "Will Score"])
def test_words_of_the_name_stop_no_letter(name: str) -> None:
    request = an_english_request(candidate=Candidate(external_id="p", name=name, locale="en", timezone="UTC"))

    assert lint(composed(request), LintContext.of(request)) == ()


def test_the_day_of_writing_changes_nothing() -> None:
    earlier, later = (composed(a_letter_request(today=day)) for day in (date(2026, 1, 1), date(2027, 2, 3)))

    assert earlier == later
