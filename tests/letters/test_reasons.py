"""Telling why: about the role, as concrete as the record allows, and only what may be told."""

from dataclasses import replace

import pytest

from kindregards.domain.applications import Requirement
from kindregards.domain.composition import LetterRequest
from kindregards.domain.languages import Language, Tone
from kindregards.domain.lint import LintContext, lint
from kindregards.domain.reasons import SHIPPED_REASONS, Party, Reason
from kindregards.letters.catalogue import built_in
from kindregards.letters.reasons import ReasonText, reason_text
from tests.builders import a_concern, a_job, a_letter_request, an_interview_result
from tests.letters.requests import COMPOSER, a_request_in, an_english_request, an_english_result

NEUTRAL = {
    Language.CHINESE: "这个决定是按照这一个岗位目前的需要作出的，不是对您能力的评价。",
    Language.ENGLISH: "We decided by what this one role needs at present; this is not a judgement of your ability.",
}
NEVER_TOLD = [code for code, reason in SHIPPED_REASONS.items() if not reason.in_letter]
THEIRS = [code for code, reason in SHIPPED_REASONS.items() if reason.party is Party.CANDIDATE]
OURS = [code for code, reason in SHIPPED_REASONS.items() if reason.party is Party.COMPANY and reason.in_letter]


def told(request: LetterRequest) -> ReasonText:
    return reason_text(request, built_in().phrasebooks[request.language])


def with_gap(text: str = "3+ years of project management", *, fact: float | str | bool | None = 1) -> LetterRequest:
    return an_english_request(
        job=a_job(title="Chef", requirements=(Requirement(code="pm_years", text=text),)),
        result=an_english_result(facts={} if fact is None else {"pm_years": fact}),
    )


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("reason", [None, "made_up", *NEVER_TOLD, *THEIRS])
def test_what_may_not_be_told_gives_a_neutral_sentence(language: Language, reason: str | None) -> None:
    assert told(a_request_in(language, reason=reason)) == ReasonText(text=NEUTRAL[language], sources=())


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("reason", OURS)
def test_a_company_that_does_not_explain_gives_a_neutral_sentence(language: Language, reason: str) -> None:
    assert told(a_request_in(language, reason=reason, explain_reason=False)).text == NEUTRAL[language]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("reason", OURS)
def test_every_reason_of_ours_is_told_in_its_own_sentence(language: Language, reason: str) -> None:
    answer = told(a_request_in(language, reason=reason, result=None))

    assert answer.text != NEUTRAL[language]
    assert answer.sources == (f"reason:{reason}",)


def test_a_gap_in_years_is_said_in_years() -> None:
    answer = told(a_letter_request(reason="experience_gap"))

    assert answer.text == "这个岗位要求「3 年以上项目管理经验」；从您的申请和面试来看，您目前大约积累了1年。"
    assert answer.sources == ("reason:experience_gap", "concern:0", "fact:pm_years")


@pytest.mark.parametrize(
    ("fact", "words"), [(1, "about one year"), (1.5, "about 1.5 years"), (2.0, "about 2 years"), (2, "about 2 years")]
)
def test_years_are_written_as_people_say_them(fact: float, words: str) -> None:
    assert words in told(with_gap(fact=fact)).text


@pytest.mark.parametrize("fact", [None, 0, -1, 400, True, "one"])
def test_without_a_sensible_number_only_the_requirement_is_named(*, fact: float | str | bool | None) -> None:
    answer = told(with_gap(fact=fact))

    assert "“3+ years of project management”" in answer.text
    assert "you have about" not in answer.text
    assert answer.sources == ("reason:experience_gap", "concern:0")


@pytest.mark.parametrize("fact", [3, 4.5])
def test_years_that_meet_the_number_asked_for_are_no_reason(fact: float) -> None:
    answer = told(with_gap(fact=fact))

    assert "“3+ years of project management”" in answer.text
    assert "you have about" not in answer.text


def test_a_fact_that_is_not_counted_in_years_is_not_told() -> None:
    request = an_english_request(
        job=a_job(requirements=(Requirement(code="certificates", text="Two certificates in food safety"),)),
        result=an_english_result(
            concerns=(a_concern(reason="skills_gap", requirement="certificates"),), facts={"certificates": 1}
        ),
        reason="skills_gap",
    )

    answer = told(request)

    assert "“Two certificates in food safety”" in answer.text
    assert answer.sources == ("reason:skills_gap", "concern:0")


@pytest.mark.parametrize(
    "text",
    [
        "3 年以上项目管理经验",
        "Not older than 35, age limit applies",
        "See https://example.com",
        "Native English speakers only",
        "“Quoted” experience",
        "<b>Bold</b> experience",
        "((requirement))",
        "x" * 81,
        "  ",
    ],
)
def test_a_requirement_that_a_letter_cannot_quote_gives_the_plain_sentence(text: str) -> None:
    answer = told(with_gap(text=text))

    assert answer.sources == ("reason:experience_gap",)
    assert text.strip() == "" or text not in answer.text


def test_a_concern_for_another_reason_explains_nothing() -> None:
    request = an_english_request(reason="skills_gap")

    assert told(request).sources == ("reason:skills_gap",)


def test_what_the_interview_held_against_somebody_is_never_quoted() -> None:
    result = an_interview_result(concerns=(a_concern(text="表达混乱，准备不足"),))

    assert "混乱" not in told(a_letter_request(reason="experience_gap", result=result)).text


def test_a_reason_without_a_gap_is_the_same_for_everybody() -> None:
    first = an_english_request(reason="position_closed")
    second = replace(first, result=None)

    assert told(first) == told(second)


FAR = Reason(
    code="site_only",
    party=Party.COMPANY,
    label_zh="须驻场",
    label_en="On site",
    text={
        Language.CHINESE: "这个岗位需要常驻现场，与您期望的工作地点不同。",
        Language.ENGLISH: "The role is on site, which differs from the place of work that you are looking for.",
    },
    is_shipped=False,
)


@pytest.mark.parametrize("tone", Tone)
@pytest.mark.parametrize("language", Language)
def test_a_companys_own_reason_is_told_in_its_words_and_the_lint_knows_it(language: Language, tone: Tone) -> None:
    request = a_request_in(language, reason=FAR.code, tone=tone)
    request = replace(request, brand=replace(request.brand, reasons={FAR.code: FAR}))

    letter = COMPOSER.compose(request).letter

    assert letter is not None
    assert FAR.text[language] in letter.body
    assert [each for each in lint(letter, LintContext.of(request)) if each.blocks_sending] == []


@pytest.mark.parametrize("language", Language)
def test_the_lint_still_finds_another_reason_beside_a_companys_own(language: Language) -> None:
    request = a_request_in(language, reason="language")
    letter = COMPOSER.compose(request).letter
    recorded = replace(request, reason=FAR.code, brand=replace(request.brand, reasons={FAR.code: FAR}))

    assert letter is not None
    assert "reason_mismatch" in {each.code for each in lint(letter, LintContext.of(recorded))}


@pytest.mark.parametrize("change", [{"in_letter": False}, {"party": Party.CANDIDATE}])
def test_a_companys_own_reason_that_may_not_be_told_gives_a_neutral_sentence(change: dict[str, object]) -> None:
    own = replace(FAR, **change)  # type: ignore[arg-type] # replace() checks the names
    request = an_english_request(reason=FAR.code)

    assert (
        told(replace(request, brand=replace(request.brand, reasons={FAR.code: own}))).text == NEUTRAL[Language.ENGLISH]
    )
