"""Invented applicants, jobs and interviews; the same number always gives the same."""

import random
from dataclasses import dataclass
from datetime import datetime

from kindregards.domain.applications import Candidate, CareerLevel, Consents, ExpectedInterview, Job, Stage
from kindregards.domain.channels import Channel
from kindregards.domain.intake import NewApplication
from kindregards.domain.interviews import Competency, Concern, Highlight, InterviewResult

_FAMILY = "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗"
_GIVEN = "梅伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚桂英华建文雨晨思远子涵"
_FIRST = ("Anna", "Ben", "Chloe", "Daniel", "Eva", "Frank", "Grace", "Henry", "Iris", "Jack", "Kate", "Liam", "Maya")
_LAST = ("Adams", "Brown", "Clark", "Davis", "Evans", "Foster", "Green", "Hughes", "Irwin", "Jones", "King", "Lewis")
_TITLES = (
    "用户运营经理", "数据分析师", "产品经理", "后端工程师", "客户成功顾问",
    "Data Analyst", "Product Manager", "Backend Engineer", "Customer Success Lead", "Recruiter",
)  # fmt: skip
_DEPARTMENTS = ("Growth", "Data", "Product", "Engineering", "People")
_STRENGTHS = {
    "zh-CN": (
        ("用户分层", "用户运营案例分析中的用户分层思路", "按活跃度和消费把用户分成五层，并给出每层的触达节奏"),
        ("数据分析", "用数据验证假设的习惯", "先列出三个假设，再用留存曲线逐一排除"),
        ("沟通表达", "把复杂方案讲清楚的能力", "用一张图说明了系统之间的关系，并主动确认听众是否理解"),
        ("项目推进", "推动跨部门项目落地的经验", "协调四个部门，把上线时间提前了两周"),
    ),
    "en": (
        (
            "Segmentation",
            "your way of grouping customers",
            "grouped customers by activity and spending into five tiers",
        ),
        ("Analysis", "testing assumptions with data", "listed three assumptions and ruled two out with retention"),
        (
            "Communication",
            "explaining a complex plan simply",
            "drew one picture of the systems and asked what was clear",
        ),
        ("Delivery", "bringing teams together", "aligned four teams and shipped two weeks earlier"),
    ),
}
_CONCERNS = {"zh-CN": "缺少项目管理经验", "en": "little experience in leading projects"}
_JOBS = 60


@dataclass(frozen=True, slots=True)
class Inventor:
    """Makes applications up; `run` keeps the ids of several loads apart."""

    run: str

    def application(self, number: int, *, score: tuple[float, float] | None, at: datetime) -> NewApplication:
        """Return application `number`, with an interview result between two scores, or without one."""
        chance, person = self._chance(number, "interview"), self.person(number)
        return NewApplication(
            external_id=self.external_id(number),
            stage=chance.choices(list(Stage), weights=(80, 15, 5))[0],
            candidate=person,
            job=_job(chance.randrange(_JOBS)),
            interview=ExpectedInterview(interview_id=f"iv-{self.run}-{number}"),
            result=None if score is None else _result(person.locale, score, at, chance),
        )

    def external_id(self, number: int) -> str:
        """Return the id under which it is found again; equal in length, so that they sort."""
        return f"seed-{self.run}-{number:09d}"

    def person(self, number: int) -> Candidate:
        """Return the person behind application `number`."""
        chance, is_chinese = self._chance(number, "person"), number % 2 == 1
        name = _chinese_name(chance) if is_chinese else f"{chance.choice(_FIRST)} {chance.choice(_LAST)}"
        return Candidate(
            external_id=f"person-{self.run}-{number}",
            name=name,
            locale="zh-CN" if is_chinese else "en",
            timezone="Asia/Shanghai" if is_chinese else "Europe/London",
            email=f"{self.run}.{number}@example.com",
            phone=f"+86138{number % 100_000_000:08d}" if chance.random() < 0.7 else None,  # noqa: PLR2004 -- most have one
            country="CN" if is_chinese else "GB",
            career_level=chance.choice(list(CareerLevel)),
            channels=(Channel.EMAIL,),
            consents=Consents(sms=True, ai_interview=True, talent_pool=chance.random() < 0.3),  # noqa: PLR2004 -- some
        )

    def _chance(self, number: int, about: str) -> random.Random:
        return random.Random(f"{self.run}-{number}-{about}")  # noqa: S311 -- repeatable, no secret


def _chinese_name(chance: random.Random) -> str:
    return chance.choice(_FAMILY) + "".join(chance.choices(_GIVEN, k=chance.choice((1, 2))))


def _job(number: int) -> Job:
    title = _TITLES[number % len(_TITLES)]
    return Job(external_id=f"seed-job-{number}", title=title, department=_DEPARTMENTS[number % len(_DEPARTMENTS)])


def _result(locale: str, score: tuple[float, float], at: datetime, chance: random.Random) -> InterviewResult:
    strengths = chance.sample(_STRENGTHS[locale], k=chance.choice((1, 2, 3)))
    return InterviewResult(
        result_id="r-1",
        score=round(chance.uniform(*score), 1),
        completed_at=at,
        competencies=tuple(Competency(name=n, score=chance.randint(70, 95), evidence=e) for n, _, e in strengths),
        highlights=tuple(Highlight(text=t, competency=n, evidence=e) for n, t, e in strengths),
        concerns=(Concern(text=_CONCERNS[locale], reason="experience_gap"),) if chance.random() < 0.5 else (),  # noqa: PLR2004 -- half
        facts={"expected_salary": chance.randrange(8, 30) * 1000},
        confidence=round(chance.uniform(0.6, 0.99), 2),
    )
