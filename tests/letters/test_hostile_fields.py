"""Whatever stands in a field that a letter is made of, it stays text, on its line, and raises nothing."""

from dataclasses import replace

import pytest

from kindregards.domain.applications import Job, Requirement
from kindregards.domain.composition import LetterRequest
from kindregards.domain.interviews import Competency, Highlight, InterviewResult
from kindregards.domain.languages import Language
from kindregards.domain.letters import LetterKind
from kindregards.domain.lint import lint
from kindregards.domain.lint_context import LintContext
from kindregards.letters.sms import headline, sms_text
from tests.letters.requests import COMPOSER, LINKS, a_request_in
from tests.letters.test_rendering import RENDERER

HOSTILE = {
    "empty": "",
    "blank": "   ",
    "huge": "x" * 20_000,
    "huge Chinese": "优" * 20_000,
    "mixed script": "Senior 运营 Manager",
    "emoji": "👩‍🚀🎉",
    "right to left": "مدير \u202eregnam",
    "markup": "<script>alert(1)</script>",
    "attribute": '"><img src=x onerror=alert(1)>',
    "placeholder": "((job_title)) ((((",
    "template": "{{ 7*7 }}{% include 'x' %}",
    "controls": "a\x1b[31mb\x07\x00c\u200bd",
    "line breaks": "Lead\r\nBcc: everyone@example.com",
    "half a sign": "a\ud800b",
}
FIELDS = ["title", "requirement", "company", "sender", "opening", "competency", "evidence", "highlight"]
KINDS = [LetterKind.NOT_SELECTED, LetterKind.OFFER_STAGE_NOT_SELECTED, LetterKind.INVITATION, LetterKind.REMINDER]
NEVER = ("\u202e", "\x00", "\x07", "\x1b", "\u200b", "\ud800")


def with_field(request: LetterRequest, field: str, words: str) -> LetterRequest:
    """Return the request with these words in one field, or in all of one sort."""
    assert request.result is not None
    if field in {"title", "requirement"}:
        return replace(request, job=_job(request.job, field, words))
    if field == "company":
        return replace(request, brand=replace(request.brand, company_name=words))
    if field == "sender":
        return replace(request, brand=replace(request.brand, sender_name=words))
    if field == "opening":
        return replace(request, opening=words)
    return replace(request, result=_result(request.result, field, words))


def _job(job: Job, field: str, words: str) -> Job:
    if field == "title":
        return replace(job, title=words)
    return replace(job, requirements=(Requirement(code="pm_years", text=words),))


def _result(result: InterviewResult, field: str, words: str) -> InterviewResult:
    if field == "highlight":
        return replace(result, highlights=(Highlight(text=words, evidence=words),))
    seen = Competency(name="SQL", score=90, evidence="Found the day on which retention fell.")
    changed = replace(seen, name=words) if field == "competency" else replace(seen, evidence=words)
    return replace(result, competencies=(changed,))


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("language", Language)
def test_a_letter_that_leaves_carries_nothing_hostile(language: Language, field: str, words: str) -> None:
    for kind in KINDS:
        request = with_field(a_request_in(language, kind=kind), field, words)
        letter = COMPOSER.compose(request).letter
        if letter is None:
            continue
        stopped = any(finding.blocks_sending for finding in lint(letter, LintContext.of(request)))
        shown = RENDERER.render(letter, LINKS)
        everything = "\n".join([shown.html, shown.text, sms_text(letter, LINKS), headline(letter)])

        assert not [sign for sign in NEVER if sign in everything]
        assert not [tag for tag in ("<script", "<img src=x") if tag in shown.html]
        assert len(letter.subject.splitlines()) == 1
        assert stopped or len(letter.subject) <= 60
