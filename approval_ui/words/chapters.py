"""What the demo page teaches: the stations of a journey, and the scenarios."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kindregards.domain.tours import Scenario, Stop, Tour
from kindregards.http.languages import marked


@dataclass(frozen=True, slots=True)
class ScenarioWords:
    """A scenario's name, what it shows, and how long it takes when nobody stays anywhere."""

    name: str
    shows: tuple[str, ...]
    lasts: str
    icon: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A station: `events` of the timeline say that somebody has been there, `stops` that somebody is there now."""

    name: str
    sentence: str
    icon: str
    events: frozenset[str]
    stops: frozenset[Stop]


class Progress(StrEnum):
    """Whether anybody is, or has been, at a station."""

    AHEAD = "ahead"
    NOW = "now"
    PASSED = "passed"


SCENARIOS: Mapping[Scenario, ScenarioWords] = {
    Scenario.SCREENING: ScenarioWords(
        marked("Screening"),
        (
            marked("Scores on and around the thresholds 60 and 75: 59.9, 60, 74.9, 75"),
            marked("Letters that name a strength, with what was seen in the interview"),
            marked("An interview without strengths, and one that carries instructions and links"),
        ),
        marked("about 40 seconds"),
        "people",
    ),
    Scenario.SECOND_ROUND: ScenarioWords(
        marked("Second round"),
        (
            marked("Both are borderline: a reviewer decides, with the letter in view"),
            marked("The letter leaves the door open for working together later"),
            marked("One stays unread, so a text message reminds"),
        ),
        marked("about 50 seconds"),
        "refresh",
    ),
    Scenario.OFFER: ScenarioWords(
        marked("Offer"),
        (
            marked("After the last round a person calls first; the letter follows"),
            marked("Somebody declines the offer: thanks and no rejection, and the reason counts"),
        ),
        marked("about 40 seconds"),
        "mail",
    ),
}

_APPLIED = Chapter(
    marked("Application"),
    marked("The hiring system sends it in over the API. From here on one durable workflow looks after it."),
    "inbox",
    frozenset({"application_received"}),
    frozenset(),
)
_INTERVIEW = Chapter(
    marked("AI interview"),
    marked("Its vendor reports a score, and what was seen and heard. Scores never reach a letter."),
    "chat",
    frozenset({"result_received"}),
    frozenset({Stop.INTERVIEW}),
)
_POLICY = Chapter(
    marked("Policy"),
    marked("The company's own thresholds answer: advance, turn down, or ask a person."),
    "list",
    frozenset({"decided", "review_opened"}),
    frozenset({Stop.ASSESS}),
)
_PERSON = Chapter(
    marked("A person"),
    marked("Doubtful cases wait for a reviewer, with the evidence and the very letter. A timeout never decides."),
    "eye",
    frozenset({"review_decided"}),
    frozenset({Stop.REVIEW, Stop.CALL}),
)
_COOLING = Chapter(
    marked("Cooling-off"),
    marked("Until somebody is told, every decision can be undone. Usually two hours; here three seconds."),
    "clock",
    frozenset({"told"}),
    frozenset({Stop.TELL}),
)
_LETTER = Chapter(
    marked("Letter"),
    marked("Written from this interview's evidence and checked before it leaves. Here it stays in the mailbox."),
    "send",
    frozenset({"told", "letter_sent"}),
    frozenset({Stop.LETTER}),
)
_REMINDER = Chapter(
    marked("Reminder"),
    marked("A letter lies unread for days, here ten seconds: another channel reminds and never tells the outcome."),
    "bell",
    frozenset({"reminded"}),
    frozenset({Stop.UNREAD}),
)
_DECLINED = Chapter(
    marked("Offer declined"),
    marked("Whoever declines gets thanks, never a rejection. The reason goes into the report."),
    "leave",
    frozenset({"offer_declined"}),
    frozenset({Stop.DECLINE}),
)
_READ = Chapter(
    marked("Read"),
    marked("The candidate confirms on a page of their own. That is the only proof that a person has read it."),
    "check",
    frozenset({"acknowledged"}),
    frozenset({Stop.READ}),
)

_CHAPTERS: Mapping[Scenario, tuple[Chapter, ...]] = {
    Scenario.SCREENING: (_APPLIED, _INTERVIEW, _POLICY, _PERSON, _COOLING, _LETTER, _READ),
    Scenario.SECOND_ROUND: (_APPLIED, _INTERVIEW, _POLICY, _PERSON, _COOLING, _LETTER, _REMINDER, _READ),
    Scenario.OFFER: (_APPLIED, _INTERVIEW, _POLICY, _PERSON, _COOLING, _DECLINED, _LETTER, _READ),
}

STOP_ICONS: Mapping[Stop, str] = {
    Stop.WAITING: "hourglass",
    Stop.INTERVIEW: "chat",
    Stop.ASSESS: "list",
    Stop.REVIEW: "hand",
    Stop.CALL: "phone",
    Stop.TELL: "clock",
    Stop.DECLINE: "leave",
    Stop.LETTER: "send",
    Stop.UNREAD: "mail",
    Stop.READ: "eye",
    Stop.DONE: "check",
}


def chapters_of(tour: Tour) -> Iterable[tuple[Chapter, Progress]]:
    """Return the stations of a tour, and whether anybody is or has been there."""
    events = {step.event for person in tour.people for step in person.steps}
    stops = {person.at for person in tour.people}
    for chapter in _CHAPTERS[tour.name.scenario]:
        if chapter.stops & stops:
            yield chapter, Progress.NOW
        else:
            yield chapter, Progress.PASSED if chapter.events & events else Progress.AHEAD
