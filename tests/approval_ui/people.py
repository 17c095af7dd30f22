"""Candidates as they come: two languages, every kind of doubt, realistic evaluations."""

from dataclasses import replace
from datetime import datetime, timedelta

from kindregards.domain.applications import Candidate, Consents, Job, Requirement, Stage
from kindregards.domain.assessment import Flag
from kindregards.domain.interviews import Competency, Concern, Highlight, InterviewResult, Utterance
from tests.builders import NOW, a_candidate, a_job, an_interview_result

OPERATIONS = a_job()
ENGINEER = Job(
    external_id="job-12",
    title="Backend engineer, payments",
    department="Engineering",
    requirements=(Requirement(code="go_years", text="3 years of Go in production"),),
)
ANALYST = Job(external_id="job-15", title="Data analyst (m/f/d)", department="Insights")
SALES = Job(external_id="job-21", title="华东区大客户销售经理", department="销售")

WANG = a_candidate()
OKAFOR = Candidate(
    external_id="p-102",
    name="Daniel Okafor",
    locale="en-GB",
    timezone="Europe/London",
    email="daniel.okafor@example.com",
    phone="+447700900123",
    country="GB",
    consents=Consents(sms=True, ai_interview=True),
)
MARTINEZ = replace(
    OKAFOR, external_id="p-103", name="Sofía Martínez Echeverría", email="sofia@example.com", timezone="Europe/Madrid",
    country="ES",
)  # fmt: skip
CHEN = a_candidate(external_id="p-104", name="陈志强", email="chen@example.com")
LI = a_candidate(external_id="p-105", name="李思远", email="li@example.com")
HUGHES = replace(OKAFOR, external_id="p-106", name="Rhiannon Hughes", email="rhiannon@example.com")

WANG_RESULT = an_interview_result(
    competencies=(
        Competency(name="用户分层", score=86, evidence="按活跃度和消费把用户分成五层，并给出每层的触达节奏"),
        Competency(name="数据分析", score=61, evidence="能读懂漏斗数据，但没有说明如何验证自己的假设"),
        Competency(name="项目管理", score=34, evidence="只参与过一个跨部门项目，主要负责执行"),
        Competency(name="沟通表达", score=72, evidence="先讲结论，再讲依据，追问时能补充细节"),
    ),
    transcript=(
        Utterance(speaker="interviewer", text="请讲一个您做过的用户运营项目。", at=4),
        Utterance(
            speaker="candidate", text="我们先看活跃度和消费，把用户分成五层，高价值的用户每周触达一次。", at=12.4
        ),
        Utterance(speaker="interviewer", text="您是怎么验证分层有效的？", at=71),
        Utterance(speaker="candidate", text="当时主要看整体的复购率，没有做对照。", at=79),
    ),
)
OKAFOR_RESULT = InterviewResult(
    result_id="r-102",
    score=68,
    completed_at=NOW - timedelta(hours=5),
    competencies=(
        Competency(
            name="System design", score=81, evidence="Drew the ledger first and named idempotency before being asked"
        ),
        Competency(name="Go", score=52, evidence="Reads Go well; has written it for one year, mostly tests"),
        Competency(
            name="Working with others", score=74, evidence="Described how he settled an argument about a schema"
        ),
    ),
    highlights=(
        Highlight(
            text="idempotent payments",
            competency="System design",
            evidence="Drew the ledger first and named idempotency before being asked",
        ),
    ),
    concerns=(Concern(text="One year of Go instead of three", reason="experience_gap", requirement="go_years"),),
    facts={"go_years": 1, "notice_period_days": 30, "needs_visa": False},
    confidence=0.82,
)
MARTINEZ_RESULT = replace(OKAFOR_RESULT, result_id="r-103", score=57.5, confidence=0.41, concerns=())
CHEN_RESULT = an_interview_result(
    result_id="r-104", score=78, facts={"expected_salary": 38_000}, concerns=(), completed_at=NOW - timedelta(hours=20)
)


class CaseLine:
    """One case of the office: who, for what, with which result, and why a person looks."""

    def __init__(  # noqa: PLR0913 -- one fact of a case each
        self,
        number: int,
        candidate: Candidate,
        job: Job,
        *,
        result: InterviewResult | None,
        rule: str | None,
        reason: str | None,
        flags: tuple[str, ...],
        due_in: timedelta,
        stage: Stage = Stage.SCREENING,
        has_letter: bool = True,
    ) -> None:
        """Keep the facts."""
        self.number, self.candidate, self.job, self.stage = number, candidate, job, stage
        self.result, self.rule, self.reason, self.flags = result, rule, reason, flags
        self.due_at: datetime = NOW + due_in
        self.has_letter = has_letter


SALARY_RULE = "rule 1: expected_salary above 35000"
SCORE_RULE = "rule 2: score below 60"
LAST_RULE = "rule 4: always"

CASES = (
    CaseLine(
        1, WANG, OPERATIONS, result=WANG_RESULT, rule=SCORE_RULE, reason="interview_performance",
        flags=(Flag.AUTOMATIC_REJECTION_OFF,), due_in=timedelta(hours=3),
    ),
    CaseLine(
        2, OKAFOR, ENGINEER, result=OKAFOR_RESULT, rule=LAST_RULE, reason="experience_gap",
        flags=(Flag.BORDERLINE_RULE,), due_in=timedelta(hours=19),
    ),
    CaseLine(
        3, MARTINEZ, ANALYST, result=MARTINEZ_RESULT, rule=SCORE_RULE, reason="interview_performance",
        flags=(Flag.LOW_CONFIDENCE, Flag.LAW_WANTS_PERSON), due_in=-timedelta(hours=2),
    ),
    CaseLine(
        4, CHEN, SALES, result=CHEN_RESULT, rule=SALARY_RULE, reason="salary_expectation",
        flags=(Flag.BORDERLINE_RULE,), due_in=timedelta(hours=23), stage=Stage.SECOND_ROUND,
    ),
    CaseLine(
        5, LI, OPERATIONS, result=replace(WANG_RESULT, result_id="r-105"), rule=SCORE_RULE,
        reason="interview_performance", flags=(Flag.BORDERLINE_RULE, "needs_data"), due_in=timedelta(hours=30),
        has_letter=False,
    ),
    CaseLine(
        6, HUGHES, ENGINEER, result=None, rule=None, reason=None, flags=("ai_interview_declined",),
        due_in=timedelta(hours=40), has_letter=False,
    ),
)  # fmt: skip
