"""The people of the demo are believable, complete, and taken by the API; their letters say what they should."""

import json

import pytest

from api.schemas.applications import ApplicationBody
from api.schemas.policies import PolicyBody
from api.schemas.results import InterviewResultBody
from kindregards.demo.pace import QUICK
from kindregards.demo.people import Person, people_of
from kindregards.demo.policies import policy_for
from kindregards.demo.way import Way
from kindregards.domain.applications import ExpectedInterview, Stage
from kindregards.domain.assessment import assess
from kindregards.domain.composition import Brand, LetterRequest
from kindregards.domain.languages import Language, Tone
from kindregards.domain.letters import Letter, LetterKind
from kindregards.domain.lint import LintContext, lint
from kindregards.domain.policies import Branch
from kindregards.domain.reasons import SHIPPED_REASONS, Party
from kindregards.domain.rewriting import rewritten
from kindregards.domain.tours import Scenario
from kindregards.http.json_bodies import parse_json
from kindregards.letters.composer import TemplateComposer
from tests.builders import NOW

PEOPLE = [person for scenario in Scenario for language in Language for person in people_of(scenario, language)]
each_person = pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.key)
each_rejected = pytest.mark.parametrize(
    "person", [person for person in PEOPLE if person.expect.outcome == "reject"], ids=lambda person: person.key
)


def body_of(person: Person) -> ApplicationBody:
    raw = json.dumps(person.application(run="test", policy="demo")).encode()
    return parse_json(raw, ApplicationBody)


def result_of(person: Person) -> InterviewResultBody:
    return parse_json(json.dumps(person.interview_result(completed_at=NOW)).encode(), InterviewResultBody)


def branch_for(person: Person) -> tuple[Branch, tuple[str, ...], str | None]:
    policy = parse_json(json.dumps(policy_for(person.scenario, QUICK)).encode(), PolicyBody).value()
    candidate = body_of(person).value(default_timezone=lambda _: "UTC", is_test=False).candidate
    result = result_of(person).value()
    stage = Stage(person.scenario.stage)
    judged = assess(policy=policy, stage=stage, candidate=candidate, interview=ExpectedInterview(), result=result)
    return judged.branch, judged.flags, judged.reason


def request_for(person: Person) -> LetterRequest:
    new = body_of(person).value(default_timezone=lambda _: "UTC", is_test=False)
    is_offer = person.scenario is Scenario.OFFER
    return LetterRequest(
        kind=LetterKind.OFFER_STAGE_NOT_SELECTED if is_offer else LetterKind.NOT_SELECTED,
        stage=new.stage,
        candidate=new.candidate,
        job=new.job,
        brand=Brand(company_name="Example Company", sender_name="The hiring team"),
        language=person.language,
        tone=Tone.WARM,
        today=NOW.date(),
        reason=person.expect.reason,
        result=result_of(person).value(),
    )


def letter_to(person: Person) -> Letter:
    letter = TemplateComposer().compose(request_for(person)).letter
    assert letter is not None
    return letter


def test_at_least_twelve_people_play_and_nobody_twice() -> None:
    keys = [person.key for person in PEOPLE]

    assert len(keys) >= 12
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("language", Language)
def test_scores_stand_on_and_around_both_thresholds(language: Language) -> None:
    scores = {person.result["score"] for person in people_of(Scenario.SCREENING, language)}

    assert scores >= {59.9, 60, 74.9, 75}


@each_person
def test_a_person_is_taken_by_the_api_and_writes_to_reserved_addresses(person: Person) -> None:
    body = body_of(person)

    assert (body.candidate.email or "").endswith("@example.com")
    assert body.candidate.phone is None or body.candidate.phone.startswith(("+8613800138000", "+120255501"))
    assert result_of(person).score == person.result["score"]


@each_person
def test_the_policy_answers_as_expected(person: Person) -> None:
    branch, flags, reason = branch_for(person)

    assert (branch is Branch.REVIEW) == (person.review is not None)
    assert flags == ((person.expect.flag,) if person.expect.flag else ())
    if person.expect.outcome == "reject":
        assert reason == person.expect.reason


@each_person
def test_every_reason_is_on_the_managed_list(person: Person) -> None:
    if person.review is not None:
        assert SHIPPED_REASONS[person.review.reason].party is Party.COMPANY
    if person.declines is not None:
        assert SHIPPED_REASONS[person.declines.reason].party is Party.CANDIDATE
    assert person.expect.reason is None or person.expect.reason in SHIPPED_REASONS


@each_rejected
def test_the_letter_names_the_expected_strengths_and_may_leave(person: Person) -> None:
    letter = letter_to(person)

    facts = [{"text": block.text, "sources": block.sources} for block in letter.blocks if block.sources]
    assert Way(person=person, letter={"facts": facts}).strengths == person.expect.strengths
    assert [finding.message for finding in lint(letter, LintContext.of(request_for(person)))] == []
    assert all(words in letter.body for words in person.expect.says)
    assert not any(words in letter.body for words in person.expect.never_says)


@pytest.mark.parametrize(
    "person", [person for person in PEOPLE if person.review and person.review.adds], ids=lambda person: person.key
)
def test_what_the_reviewer_adds_may_leave_too(person: Person) -> None:
    draft = letter_to(person)
    assert person.review is not None
    *paragraphs, sign_off = draft.body.split("\n\n")

    letter = rewritten(draft, "\n\n".join([*paragraphs, str(person.review.adds), sign_off]))

    assert str(person.review.adds) in letter.body
    errors = [each.message for each in lint(letter, LintContext.of(request_for(person))) if each.blocks_sending]
    assert errors == []


def test_one_person_reads_nothing_of_a_hostile_interview_in_each_language() -> None:
    hostile = [person for person in PEOPLE if person.shows == "hostile"]

    assert {person.language for person in hostile} == set(Language)
    assert all("evil.example" in json.dumps(dict(person.result)) for person in hostile)
    assert not any("evil" in letter_to(person).body for person in hostile)


def test_somebody_lives_where_the_law_wants_a_person_first() -> None:
    assert any(person.expect.flag == "law_wants_person" for person in PEOPLE)
