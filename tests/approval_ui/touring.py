"""Tours in memory: one under way, one that is over."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from kindregards.domain.languages import Language
from kindregards.domain.tours import (
    Scenario,
    Stop,
    Tour,
    TourEnding,
    TourName,
    TourNotFoundError,
    TourPerson,
    TourReport,
    TourStep,
    TourTask,
    TourZone,
)
from tests.builders import NOW

UNDER_WAY = TourName(scenario=Scenario.SECOND_ROUND, language=Language.ENGLISH, run="a" * 12)
OVER = replace(UNDER_WAY, run="b" * 12)
LETTER_LINK = "http://console.test/l/token-of-sofia"
ZONES = (
    TourZone(start=0, end=60, branch="reject"),
    TourZone(start=60, end=75, branch="review"),
    TourZone(start=75, end=100, branch="advance"),
)


def path_of(name: TourName) -> str:
    """Return the path of a tour's page."""
    return f"/demo/{name.scenario}/{name.language}/{name.run}"


def a_report(**changes: object) -> TourReport:
    """Return the report of two people who were turned down by a person."""
    report = TourReport(
        people=2,
        told=2,
        letters=2,
        personal=2,
        delivered=2,
        read=1,
        reminded=1,
        median_seconds=25.6,
        endings=(
            TourEnding(outcome="not selected", reason="Skills the role asks for", decided_by="a person", people=2),
        ),
    )
    return replace(report, **changes)  # type: ignore[arg-type]  # replace() checks the names


def waiting_person() -> TourPerson:
    """Return somebody whose case the demo decides in twelve seconds."""
    return TourPerson(
        key="owen",
        name="Owen Gallagher",
        job_title="Product Manager",
        score=64,
        country="US",
        shows="Opened and confirmed at once: no reminder goes out.",
        at=Stop.REVIEW,
        doing="a reviewer reads the case",
        application_id="application-1",
        steps=(
            a_step(0, "application_received", "application for “Product Manager” received"),
            a_step(2.3, "result_received", "AI interview finished: score 64"),
            a_step(2.5, "review_opened", "a person is asked: the policy sends results like this one to a person"),
        ),
        task=TourTask(review_id="review-1", decides_at=NOW + timedelta(seconds=12), calls_first=False),
    )


def told_person() -> TourPerson:
    """Return somebody who has read the letter."""
    return TourPerson(
        key="sofia",
        name="Sofia Marino",
        job_title="Product Manager",
        score=68,
        country="US",
        shows="The letter stays unread, so a text message reminds; then it is opened and confirmed.",
        at=Stop.DONE,
        doing="done",
        application_id="application-told",
        outcome="reject",
        steps=(
            a_step(0, "application_received", "application for “Product Manager” received"),
            a_step(28, "told", "letter sent by e-mail: “Your second interview for Product Manager”"),
            a_step(38.2, "reminded", "still unread → reminder by text message, which does not tell the outcome"),
            a_step(40.7, "acknowledged", "confirmed: “I have read this”"),
        ),
        quotes=("There is one strength in your interview that we want to tell you about.",),
        letter_link=LETTER_LINK,
    )


def a_step(seconds: float, event: str, sentence: str) -> TourStep:
    """Return something that happened this long after the beginning."""
    return TourStep(at=NOW + timedelta(seconds=seconds), event=event, sentence=sentence)


def a_tour(**changes: object) -> Tour:
    """Return a tour with one person who is through and one whose case waits."""
    tour = Tour(
        name=UNDER_WAY,
        title="Second round: borderline → reviewer → letter → read",
        zones=ZONES,
        people=(told_person(), waiting_person()),
        report=a_report(told=1, letters=1),
    )
    return replace(tour, **changes)  # type: ignore[arg-type]  # replace() checks the names


@dataclass(kw_only=True)
class FakeTours:
    """Tours by name, and what was asked of them."""

    known: dict[TourName, Tour] = field(
        default_factory=lambda: {
            UNDER_WAY: a_tour(),
            OVER: a_tour(name=OVER, people=(told_person(),), report=a_report()),
        }
    )
    started: list[TourName] = field(default_factory=list)
    hurried: list[str] = field(default_factory=list)
    told_in: list[Language] = field(default_factory=list)
    trouble: Exception | None = None

    async def start(self, company_id: str, name: TourName) -> None:
        """Note the tour."""
        del company_id
        if self.trouble is not None:
            raise self.trouble
        self.started.append(name)
        self.known.setdefault(name, a_tour(name=name))

    async def look(self, company_id: str, name: TourName, told_in: Language) -> Tour:
        """Return a known tour."""
        del company_id
        self.told_in.append(told_in)
        if name not in self.known:
            raise TourNotFoundError(f"There is no tour {name.run}.")
        return self.known[name]

    async def decide_now(self, company_id: str, name: TourName, person: str) -> None:
        """Note whose case shall not wait."""
        del company_id, name
        self.hurried.append(person)
