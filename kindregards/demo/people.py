"""The invented people of the demo: who they are, how their interview went, and what must become of them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from kindregards.domain.languages import Language
from kindregards.domain.tours import Scenario

_FOLDER = Path(__file__).parent / "cast"

Json = dict[str, Any]  # Any: bodies of the public API, checked by the system that takes them


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What the reviewer answers; `adds` is a paragraph of their own, `calls_first` a call before the letter."""

    outcome: str
    reason: str
    comment: str
    adds: str | None = None
    calls_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Farewell:
    """Why somebody declines an offer."""

    reason: str
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """How the way must end. `strengths` is how many the letter names, `reads` that its page is opened and confirmed."""

    outcome: str
    reason: str | None = None
    flag: str | None = None
    strengths: int | None = None
    reads: bool = False
    reminded: str | None = None
    says: tuple[str, ...] = ()
    never_says: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One candidate; `shows` names the sentence that says what their way is an example of."""

    key: str
    scenario: Scenario
    language: Language
    shows: str
    candidate: Mapping[str, Any]  # Any: JSON
    job_key: str
    job: Mapping[str, Any]  # Any: JSON
    result: Mapping[str, Any]  # Any: JSON
    expect: Expectation
    review: Review | None = None
    declines: Farewell | None = None

    @property
    def name(self) -> str:
        """Return the candidate's name."""
        return str(self.candidate["name"])

    @property
    def has_letter(self) -> bool:
        """Say whether a letter is written at the end; an advance has none."""
        return self.expect.outcome != "advance"

    def application(self, *, run: str, policy: str) -> Json:
        """Return the body of POST /v1/applications; `run` keeps several plays on one system apart."""
        return {
            "external_id": f"demo-{run}-{self.key}",
            "stage": self.scenario.stage,
            "candidate": {"external_id": f"demo-{run}-{self.key}", "locale": self.language.value, **self.candidate},
            "job": {"external_id": f"demo-{self.language}-{self.job_key}", "policy": policy, **self.job},
        }

    def interview_result(self, *, completed_at: datetime) -> Json:
        """Return the body of POST …/interview-result."""
        return {"result_id": f"demo-{self.key}", "completed_at": completed_at.isoformat(), **self.result}


@cache
def people_of(scenario: Scenario, language: Language) -> tuple[Person, ...]:
    """Return the people of a scenario who write in one language."""
    path = _FOLDER / language.value / f"{scenario.stage}.toml"
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(_person(entry, content["jobs"], scenario, language) for entry in content["people"])


def _person(entry: Json, jobs: Json, scenario: Scenario, language: Language) -> Person:
    """Return a person; an entry with an unknown name, or without one that is needed, raises TypeError."""
    known = dict(entry)
    job_key = known.pop("job")
    expect: Json = dict(known.pop("expect"))
    says, never_says = tuple(expect.pop("says", ())), tuple(expect.pop("never_says", ()))
    review, declines = known.pop("review", None), known.pop("declines", None)
    return Person(
        scenario=scenario,
        language=language,
        job=jobs[job_key],
        job_key=job_key,
        expect=Expectation(**expect, says=says, never_says=never_says),
        review=Review(**review) if review else None,
        declines=Farewell(**declines) if declines else None,
        **known,
    )
