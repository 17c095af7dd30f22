"""Letter requests in both languages, valid by default."""

from dataclasses import replace
from itertools import product
from typing import Any

from kindregards.domain.applications import Job, Requirement, Stage
from kindregards.domain.composition import Brand, LetterRequest
from kindregards.domain.interviews import Competency, Concern, InterviewResult
from kindregards.domain.languages import Language, Tone
from kindregards.domain.letters import Letter, LetterKind, Link
from kindregards.letters.composer import TemplateComposer
from tests.builders import a_candidate, a_letter_request, an_interview_result

ENGLISH_TITLE = "Product Operations Manager"
COMPOSER = TemplateComposer()
LINKS = {link: f"https://careers.example.com/{link.value[0]}/{'t' * 43}" for link in Link}
EVERY_KIND = list(product(Language, LetterKind))


def an_english_result(**changes: Any) -> InterviewResult:  # noqa: ANN401 -- replace() checks the names
    """Return a result with two strengths and one gap, noted in English."""
    result = an_interview_result(
        highlights=(),
        competencies=(
            Competency(
                name="User segmentation",
                score=86,
                evidence="The candidate split users into five tiers by activity and spend.",
            ),
            Competency(name="SQL", score=74, evidence="Wrote a query that found the day on which retention fell."),
        ),
        concerns=(Concern(text="Short on project work", reason="experience_gap", requirement="pm_years"),),
        facts={"pm_years": 1},
    )
    return replace(result, **changes)


def an_english_request(**changes: Any) -> LetterRequest:  # noqa: ANN401 -- replace() checks the names
    """Return everything a warm English screening rejection needs."""
    request = a_letter_request(
        candidate=a_candidate(name="Mei Wang", locale="en-GB"),
        job=Job(
            external_id="job-9",
            title=ENGLISH_TITLE,
            requirements=(Requirement(code="pm_years", text="3+ years of project management"),),
        ),
        brand=Brand(company_name="Northwind", sender_name="Anna Berg"),
        language=Language.ENGLISH,
        reason="experience_gap",
        result=an_english_result(),
    )
    return replace(request, **changes)


def a_request_in(language: Language, **changes: Any) -> LetterRequest:  # noqa: ANN401 -- replace() checks the names
    """Return a request for a letter in this language; whoever is invited has agreed to be."""
    request = an_english_request(**changes) if language is Language.ENGLISH else a_letter_request(**changes)
    return in_talent_pool(request) if request.kind is LetterKind.INVITATION else request


def in_talent_pool(request: LetterRequest, *, agreed: bool = True) -> LetterRequest:
    """Return the request of somebody who agreed, or did not, to be told of openings."""
    consents = replace(request.candidate.consents, talent_pool=agreed)
    opening = "Community Lead" if request.language is Language.ENGLISH else "社区运营主管"
    return replace(request, candidate=replace(request.candidate, consents=consents), opening=opening)


def requests_for(language: Language, kind: LetterKind) -> list[LetterRequest]:
    """Return a request for every stage and tone of a kind; most kinds read the same at every stage."""
    stages = Stage if kind is LetterKind.NOT_SELECTED else [Stage.SCREENING]
    return [a_request_in(language, kind=kind, stage=stage, tone=tone) for stage, tone in product(stages, Tone)]


def composed(request: LetterRequest) -> Letter:
    """Return the letter of a request that lacks nothing."""
    composition = COMPOSER.compose(request)
    assert composition.letter is not None, composition.missing
    return composition.letter
