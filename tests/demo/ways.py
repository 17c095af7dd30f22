"""Ways that went well, to be changed by a test."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from kindregards.demo.people import Expectation, Person, Review
from kindregards.demo.way import Step, Way
from kindregards.domain.languages import Language
from kindregards.domain.tours import Scenario
from tests.builders import NOW


def a_person(**changes: Any) -> Person:  # noqa: ANN401 -- the fields of a person
    """Return somebody who is turned down by the policy and reads the letter."""
    person = Person(
        key="ada",
        scenario=Scenario.SCREENING,
        language=Language.ENGLISH,
        shows="far_below",
        candidate={"name": "Ada Park", "email": "ada.park@example.com", "country": "US"},
        job_key="tester",
        job={"title": "Tester"},
        result={"score": 48},
        expect=Expectation(outcome="reject", reason="interview_performance", strengths=1, reads=True),
    )
    return replace(person, **changes)


def a_reviewed_person(**changes: Any) -> Person:  # noqa: ANN401 -- the fields of a person
    """Return somebody whom a reviewer turns down."""
    expect = Expectation(
        outcome="reject", reason="skills_gap", flag="borderline_rule", strengths=1, reads=True, reminded="sms"
    )
    review = Review(outcome="reject", reason="skills_gap", comment="Agree.")
    return a_person(key="bo", scenario=Scenario.SECOND_ROUND, expect=expect, review=review, **changes)


def a_way(person: Person | None = None, **changes: Any) -> Way:  # noqa: ANN401 -- the fields of a way
    """Return a way that went exactly as this person expects."""
    whose = person or a_person()
    expect = whose.expect
    way = Way(
        person=whose,
        application={
            "id": "application-1",
            "outcome": expect.outcome,
            "decision": {"mode": "human" if whose.review else "automatic", "reason": expect.reason},
            "told_at": moment(2),
            "acknowledged_at": moment(9) if expect.reads else None,
        },
        timeline=[entry(0, "application_received"), entry(0.5, "result_received"), *_asked(whose), *_reminded(whose)],
        outside=[Step(at=datetime.fromisoformat(moment(8)), event="opened")] if expect.reads else [],
        letter=a_letter(whose) if whose.has_letter else None,
        page=f"<h1>{whose.job['title']}</h1>",
    )
    for name, value in changes.items():
        setattr(way, name, value)
    return way


def a_letter(person: Person, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 -- JSON
    """Return a letter that names one strength, accepted two seconds after the result."""
    return {
        "subject": f"Your application for {person.job['title']}",
        "text": f"Dear {person.name}, we liked your test plans.",
        "accepted_at": moment(2.5),
        "facts": [
            {"text": "We liked your test plans.", "sources": ["highlight:0", "competency:0"]},
            {"text": "The role asks for more.", "sources": ["reason:interview_performance", "concern:0"]},
        ],
        "deliveries": [{"channel": "email", "state": "accepted"}],
        **changes,
    }


def moment(seconds: float) -> str:
    """Return the instant this long after the beginning, as the API writes it."""
    return (NOW + timedelta(seconds=seconds)).isoformat()


def entry(seconds: float, event: str, **detail: Any) -> dict[str, Any]:  # noqa: ANN401 -- JSON
    """Return a timeline's entry."""
    return {"at": moment(seconds), "event": event, "actor": "system", "detail": detail}


def _asked(person: Person) -> list[dict[str, Any]]:
    return [entry(1, "review_opened", flags=[person.expect.flag])] if person.expect.flag else []


def _reminded(person: Person) -> list[dict[str, Any]]:
    return [entry(7, "reminded", channel=person.expect.reminded)] if person.expect.reminded else []
