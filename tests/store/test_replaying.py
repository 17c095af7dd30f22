"""The version that judged reproduces every branch it took, whatever became of the people and cases since."""

from dataclasses import replace
from random import Random

import pytest
from sqlalchemy import text

from kindregards.domain.applications import Candidate, ExpectedInterview, Outcome, Stage
from kindregards.domain.decisions import DecisionMode
from kindregards.domain.interviews import InterviewResult
from kindregards.domain.journey import ApplicationRef, CommandKind, RequestRef, Step
from kindregards.domain.policies import Branch, Condition, Policy, Rule
from kindregards.domain.policy_reports import BacktestFigures
from kindregards.store.companies import DEFAULT_COMPANY_ID
from tests.activities.steps import a_reviewing, an_assessment, assessed
from tests.builders import NOW, a_candidate, a_competency, a_concern, an_interview_result
from tests.store.office import Office, a_rejection, an_answer
from tests.world import QUICK_POLICY

pytestmark = pytest.mark.anyio
REASON = "interview_performance"


def rules(line: float) -> Policy:
    """Return a policy that looks at everything a rule may look at, with a line of its own."""
    conditions = (
        (Condition(stage="offer", confidence_below=0.6), Branch.REVIEW),
        (Condition(requirement_gap="cpa", score_below=70), Branch.REJECT),
        (Condition(fact="expected_salary", above=35_000), Branch.REVIEW),
        (Condition(source="hiretalk", score_below=50), Branch.REJECT),
        (Condition(country="AU", score_at_least=80), Branch.ADVANCE),
        (Condition(competency="Go", at_least=70), Branch.ADVANCE),
        (Condition(fact="degree", equals="master", score_at_least=60), Branch.ADVANCE),
        (Condition(score_below=line), Branch.REJECT),
        (Condition(score_at_least=75), Branch.ADVANCE),
    )
    return replace(QUICK_POLICY, rules=tuple(Rule(when=when, then=then, reason=REASON) for when, then in conditions))


def a_person(dice: Random, name: str) -> Candidate:
    country, region = dice.choice([("CN", None), ("DE", None), ("AU", None), ("AU", "NSW"), ("US", "IL"), (None, None)])
    candidate = a_candidate(external_id=name, country=country, region=region)
    return replace(candidate, consents=replace(candidate.consents, ai_interview=dice.random() < 0.7))


def an_evaluation(dice: Random, name: str) -> InterviewResult:
    facts = {"expected_salary": dice.choice([20_000, 35_000, 35_000.5, 40_000]), "degree": dice.choice(["master", "x"])}
    return an_interview_result(
        result_id=name,
        score=dice.choice([dice.uniform(0, 100), 50.0, 60.0, 61.0, 75.0]),
        confidence=dice.choice([None, 0.3, 0.5, 0.59, 0.95]),
        facts={fact: value for fact, value in facts.items() if dice.random() < 0.7},
        competencies=(a_competency(name="Go", score=dice.choice([None, 69.9, 70.0])),),
        concerns=(a_concern(requirement="cpa"),) if dice.random() < 0.3 else (),
    )


async def judge(office: Office, dice: Random, name: str) -> None:
    """Let the journey's own steps judge and decide one application, while life goes on around it."""
    ref = await office.submit(
        0,
        external_id=name,
        candidate=a_person(dice, name),
        stage=dice.choice(list(Stage)),
        interview=ExpectedInterview(source=dice.choice(["generic", "hiretalk"])),
        result=an_evaluation(dice, f"{name}-1"),
    )
    step = await _assess(office, ref)
    newer = replace(an_evaluation(dice, f"{name}-2"), supersedes=f"{name}-1")
    match dice.choice(["nothing", "newer result", "undone", "moved", "moved while asked"]):
        case "newer result" if step is Step.REVIEW:
            await office.stores.results.add(ref, newer, now=NOW)
            await _assess(office, ref)
        case "undone":
            await _decide(office, dice, ref)
            await office.stores.requests.undo(ref, actor="user-1", reason="mistake", now=NOW)
            await _carry_out(office, ref, CommandKind.UNDONE)
            await office.stores.results.add(ref, newer, now=NOW)
            await _assess(office, ref)
        case "moved":
            await _decide(office, dice, ref)
            await office.submit(0, external_id=f"{name}-again", candidate=a_person(dice, name), result=None)
        case "moved while asked":
            await office.submit(0, external_id=f"{name}-again", candidate=a_person(dice, name), result=None)
    await _decide(office, dice, ref)


async def _assess(office: Office, ref: ApplicationRef) -> Step:
    return (await an_assessment(office).assess(assessed(ref))).step


async def _decide(office: Office, dice: Random, ref: ApplicationRef) -> None:
    """Let a person decide what waits for one."""
    view = await office.stores.applications.get(ref)
    if view.decision is not None or view.review_id is None:
        return
    case = await office.stores.reviews.case(DEFAULT_COMPANY_ID, view.review_id)
    outcome = dice.choice([Outcome.ADVANCE, Outcome.REJECT]) if case.letter else Outcome.ADVANCE
    await office.stores.reviews.decide(DEFAULT_COMPANY_ID, view.review_id, an_answer(case, outcome=outcome), now=NOW)
    await _carry_out(office, ref, CommandKind.REVIEW_DECIDED, view.review_id)


async def _carry_out(office: Office, ref: ApplicationRef, kind: CommandKind, reference: str | None = None) -> None:
    request = RequestRef(company_id=ref.company_id, application_id=ref.application_id, kind=kind, reference=reference)
    await a_reviewing(office).carry_out(request)


async def let(office: Office, policy: Policy) -> int:
    """Let a new version decide and return its number."""
    policies = office.stores.policies
    draft = await policies.add_draft(DEFAULT_COMPANY_ID, "default", policy, author="tests", now=NOW)
    await policies.activate(DEFAULT_COMPANY_ID, "default", draft.version, now=NOW)
    return draft.version


async def replayed(office: Office, version: int) -> BacktestFigures:
    report = await office.stores.policy_reports.make(DEFAULT_COMPANY_ID, "default", version, by="tests", now=NOW)
    return report.backtest


@pytest.mark.parametrize(("cases", "rules_fired"), [(20, 5), pytest.param(600, 10, marks=pytest.mark.proof)])
async def test_each_version_reproduces_every_branch_it_took(office: Office, cases: int, rules_fired: int) -> None:
    dice = Random(20_261_123)  # noqa: S311 -- the same cases every time
    first, second = await let(office, rules(60)), None
    for number in range(cases):
        if number == cases // 2:
            second = await let(office, rules(61))
        await judge(office, dice, f"a-{number}")

    by_first, by_second = await replayed(office, first), await replayed(office, second or 0)

    assert by_first.evaluations == by_second.evaluations == cases
    assert by_first.by_this_version == by_first.by_this_version_reproduced == cases // 2
    assert by_second.by_this_version == by_second.by_this_version_reproduced == cases - cases // 2
    assert min(by_first.past_branches.values()) >= cases // 10
    assert len(by_second.rules) >= rules_fired


async def test_a_branch_that_the_record_does_not_explain_is_counted(office: Office) -> None:
    version = await let(office, rules(60))
    ref = await office.submit(result=an_interview_result(score=90, facts={}))
    await _assess(office, ref)
    await office.database.write(lambda session: session.execute(text("UPDATE decisions SET outcome = 'reject'")))

    found = await replayed(office, version)

    assert (found.by_this_version, found.by_this_version_reproduced) == (1, 0)


async def test_what_no_policy_judged_is_not_replayed(office: Office) -> None:
    ref = await office.submit(1, result=None)
    await office.stores.cases.record_decision(
        await office.stores.cases.open(ref),
        a_rejection(outcome=Outcome.ADVANCE, mode=DecisionMode.HUMAN, rule=None),
        None,
    )

    assert (await replayed(office, 1)).evaluations == 0
    assert await office.stores.policy_reports.evaluations.count(DEFAULT_COMPANY_ID) == 0
