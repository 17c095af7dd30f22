"""The gate before every letter: good letters pass, broken ones stop with a finding one can act on."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.domain.languages import Language, Tone
from kindregards.domain.letters import Block, BlockKind, Finding, Letter, LetterKind
from kindregards.domain.lint import LintContext, lint
from kindregards.domain.rewriting import rewritten
from tests.builders import a_letter_request
from tests.domain import bad_letters, good_letters
from tests.domain.mutated_letters import request_in
from tests.letters.requests import EVERY_KIND, a_request_in, an_english_request, composed, requests_for

SENTENCES = [
    *((Language.ENGLISH, sentence, code) for sentence, code in bad_letters.ENGLISH_SENTENCES),
    *((Language.CHINESE, sentence, code) for sentence, code in bad_letters.CHINESE_SENTENCES),
]
HARMLESS = [
    *((Language.ENGLISH, sentence) for sentence in good_letters.ENGLISH_SENTENCES),
    *((Language.CHINESE, sentence) for sentence in good_letters.CHINESE_SENTENCES),
]
LETTERS = [
    *((Language.ENGLISH, body) for body in good_letters.ENGLISH_LETTERS),
    *((Language.CHINESE, body) for body in good_letters.CHINESE_LETTERS),
]


@cache
def context_in(language: Language) -> LintContext:
    return LintContext.of(a_request_in(language))


@cache
def built_in_letter(language: Language) -> Letter:
    return composed(a_request_in(language))


def errors(letter: Letter, context: LintContext) -> list[Finding]:
    return [finding for finding in lint(letter, context) if finding.blocks_sending]


def codes(letter: Letter, context: LintContext) -> set[str]:
    return {finding.code for finding in errors(letter, context)}


def with_sentence(language: Language, sentence: str) -> Letter:
    """Return a built-in letter into which a reviewer put one more paragraph, after the thanks."""
    letter = built_in_letter(language)
    paragraphs = letter.body.split("\n\n")
    return rewritten(letter, "\n\n".join((*paragraphs[:3], sentence, *paragraphs[3:])))


def without(letter: Letter, kind: BlockKind) -> Letter:
    return replace(letter, blocks=tuple(block for block in letter.blocks if block.kind is not kind))


def with_text(letter: Letter, kind: BlockKind, text: str, **changes: object) -> Letter:
    blocks = [replace(b, text=text, **changes) if b.kind is kind else b for b in letter.blocks]  # type: ignore[arg-type] # test data
    return replace(letter, blocks=tuple(blocks))


@pytest.mark.parametrize(("language", "body"), LETTERS)
def test_a_letter_written_by_hand_passes(language: Language, body: str) -> None:
    request = request_in(language)
    blank = replace(composed(request), blocks=())

    assert errors(rewritten(blank, body), replace(LintContext.of(request), reason=None)) == []


@pytest.mark.parametrize(("language", "sentence"), HARMLESS)
def test_a_harmless_sentence_of_a_reviewer_passes(language: Language, sentence: str) -> None:
    assert errors(with_sentence(language, sentence), context_in(language)) == []


@pytest.mark.parametrize(("language", "sentence", "code"), SENTENCES)
def test_a_harmful_sentence_stops_the_letter_and_is_pointed_at(language: Language, sentence: str, code: str) -> None:
    letter = with_sentence(language, sentence)

    found = [finding for finding in errors(letter, context_in(language)) if finding.code == code]

    assert any(letter.body[finding.start : finding.end].strip() in sentence for finding in found)
    assert all(finding.end > finding.start and finding.message for finding in found)


_LONG_COMPANY = "Internationale Gesellschaft für angewandte Systemforschung und Technologie mbH"
_LONG_TITLE = "Senior Vice President of Cross-Border Strategy and Operational Excellence, Asia-Pacific and Oceania"


@pytest.mark.parametrize(("language", "kind"), EVERY_KIND)
def test_names_as_long_as_sentences_do_not_hide_the_outcome(language: Language, kind: LetterKind) -> None:
    for base in requests_for(language, kind):
        brand = replace(base.brand, company_name=_LONG_COMPANY)
        request = replace(base, brand=brand, job=replace(base.job, title=_LONG_TITLE))

        assert errors(composed(request), LintContext.of(request)) == []


@pytest.mark.parametrize(("language", "kind"), EVERY_KIND)
def test_a_letter_that_does_not_say_what_it_is_for_is_stopped(language: Language, kind: LetterKind) -> None:
    saying = BlockKind.THANKS if kind is LetterKind.THANK_YOU else BlockKind.OUTCOME

    for request in requests_for(language, kind):
        assert "outcome_missing" in codes(without(composed(request), saying), LintContext.of(request))


@pytest.mark.parametrize(
    ("language", "outcome"),
    [
        (Language.ENGLISH, "We are not able to offer you the position."),
        (Language.ENGLISH, "You have not been successful this time."),
        (Language.ENGLISH, "We won’t be taking your application further."),
        (Language.ENGLISH, "Your application was unsuccessful."),
        (Language.ENGLISH, "We have decided against continuing with your application."),
        (Language.ENGLISH, "We regret that we cannot invite you to the next stage."),
        (Language.ENGLISH, "We have chosen to go with another candidate."),
        (Language.CHINESE, "您这次没有通过面试。"),
        (Language.CHINESE, "我们无法为您安排下一轮面试。"),
        (Language.CHINESE, "我们决定不再推进您的申请。"),
        (Language.CHINESE, "您的应聘到此结束。"),
        (Language.CHINESE, "本次应聘结果为不通过。"),
        (Language.CHINESE, "您未能进入复试。"),
        (Language.CHINESE, "我们不会向您发出录用通知。"),
    ],
)
def test_a_plain_outcome_is_recognised(language: Language, outcome: str) -> None:
    letter = with_text(composed(a_request_in(language)), BlockKind.OUTCOME, outcome)
    letter = with_text(letter, BlockKind.THANKS, a_request_in(language).job.title)

    assert "outcome_missing" not in codes(letter, context_in(language))


@pytest.mark.parametrize(
    ("language", "outcome"),
    [
        (Language.ENGLISH, "We have an update on your application."),
        (Language.ENGLISH, "The process has been long and the decision was not easy."),
        (Language.ENGLISH, "We received many good applications this year."),
        (Language.CHINESE, "您的面试结果已经出来了。"),
        (Language.CHINESE, "我们认真讨论了您的申请，做决定并不容易。"),
        (Language.CHINESE, "未来如有合适的岗位，欢迎您继续关注我们。"),
    ],
)
def test_a_veiled_outcome_is_not_enough(language: Language, outcome: str) -> None:
    letter = with_text(composed(a_request_in(language)), BlockKind.OUTCOME, outcome)

    assert "outcome_missing" in codes(letter, context_in(language))


def test_an_outcome_that_comes_late_is_shown_but_does_not_stop_the_letter() -> None:
    letter = composed(an_english_request())
    greeting, outcome, *rest = letter.blocks
    thanks = Block(kind=BlockKind.THANKS, text="Thank you. We met on Monday. It rained.", sources=("reviewer",))

    findings = lint(replace(letter, blocks=(greeting, thanks, outcome, *rest)), context_in(Language.ENGLISH))

    assert [finding.code for finding in findings] == ["outcome_late"]
    assert not findings[0].blocks_sending


@pytest.mark.parametrize(
    ("language", "greeting"),
    [
        (Language.ENGLISH, "Dear Peter Smith,"),
        (Language.ENGLISH, "Dear candidate,"),
        (Language.ENGLISH, "Dear Wangari,"),
        (Language.CHINESE, "张伟，您好："),
        (Language.CHINESE, "尊敬的候选人，您好："),
        (Language.CHINESE, "张女士，您好："),
    ],
)
def test_a_greeting_to_somebody_else_stops_the_letter(language: Language, greeting: str) -> None:
    letter = with_text(composed(a_request_in(language)), BlockKind.GREETING, greeting)

    assert "name_wrong" in codes(letter, context_in(language))


@pytest.mark.parametrize(
    ("language", "greeting"),
    [
        (Language.ENGLISH, "Dear Mei,"),
        (Language.ENGLISH, "Dear Ms Wang,"),
        (Language.ENGLISH, "Hello Mei Wang!"),
        (Language.CHINESE, "王梅女士，您好！"),
        (Language.CHINESE, "王女士：您好"),
        (Language.CHINESE, "尊敬的王梅，"),
    ],
)
def test_a_greeting_by_part_of_the_name_will_do(language: Language, greeting: str) -> None:
    letter = with_text(composed(a_request_in(language)), BlockKind.GREETING, greeting)

    assert errors(letter, context_in(language)) == []


def test_a_letter_without_a_greeting_is_stopped() -> None:
    letter = without(composed(an_english_request()), BlockKind.GREETING)

    assert "name_missing" in codes(letter, context_in(Language.ENGLISH))


@pytest.mark.parametrize("language", Language)
def test_a_letter_about_another_job_is_stopped(language: Language) -> None:
    context = replace(context_in(language), job_title="Pastry Chef")

    assert "job_missing" in codes(composed(a_request_in(language)), context)


def test_a_job_may_be_named_without_its_brackets() -> None:
    context = replace(context_in(Language.ENGLISH), job_title="Product Operations Manager (m/f/d) [Berlin]")

    assert errors(composed(an_english_request()), context) == []


def test_a_letter_in_a_language_the_candidate_did_not_choose_is_stopped() -> None:
    context = replace(context_in(Language.CHINESE), candidate_name="Mei Wang", job_title="Product Operations Manager")

    assert "wrong_language" in codes(composed(an_english_request()), context)


def test_contact_may_be_promised_to_somebody_in_the_talent_pool() -> None:
    letter = with_sentence(Language.ENGLISH, "We will contact you when a suitable role opens.")
    context = replace(context_in(Language.ENGLISH), talent_pool_consent=True)

    assert errors(letter, context) == []


def test_even_in_the_talent_pool_nobody_is_guaranteed_a_job() -> None:
    letter = with_sentence(Language.CHINESE, "下次应聘我们会优先录用您。")
    context = replace(context_in(Language.CHINESE), talent_pool_consent=True)

    assert codes(letter, context) == {"guarantee"}


def test_our_own_addresses_are_allowed() -> None:
    letter = with_sentence(Language.ENGLISH, "Our open roles are at https://jobs.northwind.example/list today.")
    context = replace(context_in(Language.ENGLISH), own_hosts=frozenset({"northwind.example"}))

    assert errors(letter, context) == []
    assert codes(letter, replace(context, own_hosts=frozenset({"wind.example"}))) == {"foreign_link"}


def test_a_highlight_without_evidence_is_stopped() -> None:
    letter = composed(an_english_request())
    bare = tuple(replace(b, sources=()) if b.kind is BlockKind.HIGHLIGHT else b for b in letter.blocks)

    assert "praise_without_evidence" in codes(replace(letter, blocks=bare), context_in(Language.ENGLISH))


def test_a_highlight_from_another_evaluation_is_stopped() -> None:
    context = replace(context_in(Language.ENGLISH), evidence={"competency:0": "User segmentation"})

    assert "evidence_unknown" in codes(composed(an_english_request()), context)


def test_a_highlight_that_quotes_what_nobody_noted_is_stopped() -> None:
    letter = composed(an_english_request())
    invented = with_text(letter, BlockKind.HIGHLIGHT, "One strength: “led a team of forty people for years”.")

    assert "quote_unknown" in codes(invented, context_in(Language.ENGLISH))


@pytest.mark.parametrize(
    ("language", "praise"),
    [
        (Language.ENGLISH, "Your answers were outstanding and impressed everybody here."),
        (Language.ENGLISH, "You gave very thoughtful answers and strong examples."),
        (Language.CHINESE, "您的表现非常出色，给我们留下了深刻的印象，亮点很多。"),
    ],
)
def test_praise_that_neither_evidence_nor_a_person_vouches_for_is_stopped(language: Language, praise: str) -> None:
    letter = with_text(composed(a_request_in(language)), BlockKind.THANKS, praise)

    assert codes(letter, context_in(language)) == {"praise_without_evidence"}


def test_a_reason_that_differs_from_the_record_is_stopped() -> None:
    letter = composed(an_english_request(reason="position_closed"))

    assert codes(letter, context_in(Language.ENGLISH)) == {"reason_mismatch"}


def test_a_reason_that_is_never_given_is_stopped() -> None:
    letter = with_text(
        composed(an_english_request()), BlockKind.REASON, "Formalities.", sources=("reason:work_authorisation",)
    )
    context = replace(context_in(Language.ENGLISH), reason="work_authorisation")

    assert "reason_hidden" in codes(letter, context)


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        ("", "subject_missing"),
        ("   ", "subject_missing"),
        ("x" * 61, "subject_too_long"),
        ("Your result\r\nBcc: everyone@example.com", "subject_control"),
        ("Your result\x00", "subject_control"),
        ("Your\u202e result", "subject_control"),
        ("Your score for the role", "subject_score"),
        ("Your result for ((job_title))", "subject_placeholder_left"),
        ("See https://evil.example.com", "subject_foreign_link"),
    ],
)
def test_a_bad_subject_stops_the_letter(subject: str, code: str) -> None:
    assert code in codes(replace(composed(an_english_request()), subject=subject), context_in(Language.ENGLISH))


@pytest.mark.parametrize("language", Language)
def test_a_letter_of_a_few_words_is_too_short(language: Language) -> None:
    letter = composed(a_request_in(language))

    assert "too_short" in codes(replace(letter, blocks=letter.blocks[:2]), context_in(language))


@pytest.mark.parametrize(("language", "filler"), [(Language.ENGLISH, "and so on "), (Language.CHINESE, "如此等等，")])
def test_a_letter_that_goes_on_and_on_is_too_long(language: Language, filler: str) -> None:
    letter = with_sentence(language, filler * 100)

    assert "too_long" in codes(letter, context_in(language))


@pytest.mark.timeout(5)
@pytest.mark.parametrize("piece", ["1", "a.", "< ", "「", "我们会", "a@"])
@pytest.mark.parametrize("length", [4_000, 200_000])
def test_an_endless_letter_is_refused_in_time(piece: str, length: int) -> None:
    letter = rewritten(built_in_letter(Language.CHINESE), "王梅，您好：" + piece * (length // len(piece)))

    assert errors(letter, context_in(Language.CHINESE))


def test_a_paragraph_that_stops_half_way_is_stopped() -> None:
    letter = with_text(composed(an_english_request()), BlockKind.REASON, "The reason is this:", sources=())

    assert "empty_value" in codes(letter, context_in(Language.ENGLISH))


@pytest.mark.parametrize(
    ("language", "tone", "sentence", "code"),
    [
        (Language.ENGLISH, Tone.WARM, "We regret to inform you of this by letter.", "cliche"),
        (Language.ENGLISH, Tone.FORMAL, "Thank you so much!", "exclamation"),
        (Language.CHINESE, Tone.WARM, "我们经过综合考虑才写下这封信。", "cliche"),
        (Language.CHINESE, Tone.WARM, "谢谢你的时间。", "familiar_address"),
    ],
)
def test_matters_of_taste_are_shown_and_stop_nothing(language: Language, tone: Tone, sentence: str, code: str) -> None:
    letter = replace(with_sentence(language, sentence), tone=tone)

    findings = lint(letter, context_in(language))

    assert [finding.code for finding in findings] == [code]
    assert not findings[0].blocks_sending


def test_a_lively_letter_may_exclaim() -> None:
    letter = replace(with_sentence(Language.ENGLISH, "Thanks a lot!"), tone=Tone.LIVELY)

    assert lint(letter, context_in(Language.ENGLISH)) == ()


def test_findings_come_in_reading_order() -> None:
    letter = with_sentence(Language.ENGLISH, "Your score was low. You seemed distracted. You were ranked third.")

    findings = lint(letter, context_in(Language.ENGLISH))

    assert [finding.code for finding in findings] == ["score", "emotion", "comparison"]
    assert [finding.start for finding in findings] == sorted(finding.start for finding in findings)


@given(st.text(max_size=300), st.text(max_size=80))
def test_any_text_gets_findings_within_the_body(body: str, subject: str) -> None:
    letter = rewritten(composed(a_letter_request()), body, subject)

    for finding in lint(letter, context_in(Language.CHINESE)):
        assert 0 <= finding.start <= finding.end <= len(letter.body)
        assert finding.severity in {"error", "warning"}
