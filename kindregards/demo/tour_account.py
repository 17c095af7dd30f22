"""Telling a tour as it stands, in the reader's language."""

from collections.abc import Iterator

from kindregards import clock
from kindregards.demo.narration import Narration
from kindregards.demo.policies import zones_of
from kindregards.demo.report import report_on
from kindregards.demo.tour_play import Candidate, TourPlay
from kindregards.domain.languages import Language
from kindregards.domain.tours import Tour, TourEnding, TourPerson, TourReport, TourStep, TourTask


def tour_of(play: TourPlay, told_in: Language) -> Tour:
    """Return what somebody who watches is shown."""
    narration = Narration(language=told_in, reasons=play.reasons)
    return Tour(
        name=play.name,
        title=narration.say("scenario", play.name.scenario.value),
        zones=zones_of(play.name.scenario),
        people=tuple(_person(play, candidate, narration) for candidate in play.candidates.values()),
        report=_report(play, narration),
        was_taken_up=play.was_taken_up,
    )


def _person(play: TourPlay, candidate: Candidate, narration: Narration) -> TourPerson:
    person, way = candidate.person, candidate.way
    return TourPerson(
        key=person.key,
        name=person.name,
        job_title=str(person.job["title"]),
        score=float(person.result["score"]),
        country=str(person.candidate["country"]),
        shows=narration.say("shows", person.shows),
        at=candidate.stop,
        doing=narration.say("now", candidate.stop.value),
        application_id=way.application.get("id"),
        outcome=way.outcome,
        steps=tuple(_steps(candidate, narration)),
        quotes=tuple(narration.quotations(way)) if way.is_written_to else (),
        task=_task(play, candidate),
        letter_link=way.letter_link,
        trouble=tuple(way.problems),
    )


def _steps(candidate: Candidate, narration: Narration) -> Iterator[TourStep]:
    for step in candidate.way.steps:
        sentence = narration.step(step, candidate.way)
        if sentence is not None:
            yield TourStep(at=step.at, event=step.event, sentence=sentence)


def _task(play: TourPlay, candidate: Candidate) -> TourTask | None:
    case = play.visitors.waiting.get(candidate.person.key)
    if case is None:
        return None
    review = candidate.person.review
    return TourTask(
        review_id=case["id"],
        decides_at=play.visitors.decides_at(candidate.person.key, clock.now()) if review else None,
        calls_first=review is not None and review.calls_first,
    )


def _report(play: TourPlay, narration: Narration) -> TourReport:
    report = report_on([way for way in play.ways if way.application])
    total = report.all
    return TourReport(
        people=total.people,
        told=total.told,
        letters=total.letters,
        personal=total.personal,
        delivered=total.delivered,
        read=total.acknowledged,
        reminded=total.reminded,
        median_seconds=total.median_seconds,
        endings=tuple(
            TourEnding(
                outcome=narration.say("outcome", ending.outcome),
                reason=narration.reason(ending.reason),
                decided_by=narration.say("report", ending.decided_by),
                people=ending.people,
            )
            for ending in report.endings
        ),
    )
