"""Comparing a candidate's way with how it should have gone."""

from collections.abc import Iterator

from kindregards.demo.people import Expectation
from kindregards.demo.way import Way


def shortcomings(way: Way) -> tuple[str, ...]:
    """Return a sentence for everything that did not go as it should; what stopped the way early comes first."""
    return tuple(way.problems or _differences(way, way.person.expect))


def _differences(way: Way, expected: Expectation) -> Iterator[str]:
    if way.outcome != expected.outcome:
        yield f"The outcome is {way.outcome}, not {expected.outcome}."
    wanted = way.person.declines.reason if way.person.declines else expected.reason
    if way.reason != wanted:
        yield f"The recorded reason is {way.reason}, not {wanted}."
    if way.is_human != (way.person.review is not None):
        yield f"The decision was {'a person' if way.is_human else 'the policy'}'s, which it should not be."
    if (expected.flag is not None and expected.flag not in way.flags) or (expected.flag is None and way.flags):
        yield f"A person was asked because of {', '.join(way.flags) or 'nothing'}, not {expected.flag}."
    if not way.is_told:
        yield "Nobody was told."
    if way.reminders != ((expected.reminded,) if expected.reminded else ()):
        yield f"Reminders went out by {', '.join(way.reminders) or 'no channel'}, not {expected.reminded}."
    if way.is_acknowledged != expected.reads:
        yield f"The letter was {'' if way.is_acknowledged else 'not '}confirmed as read."
    yield from _differences_in_letter(way, expected)


def _differences_in_letter(way: Way, expected: Expectation) -> Iterator[str]:
    if way.letter is None:
        if way.person.has_letter:
            yield "No letter was written."
        return
    if not way.person.has_letter:
        yield "A letter was written to somebody who advances."
    if not way.is_delivered:
        yield "The letter reached no channel."
    if expected.strengths is not None and way.strengths != expected.strengths:
        yield f"The letter names {way.strengths} strengths, not {expected.strengths}."
    if expected.reads and str(way.person.job["title"]) not in way.page:
        yield "The candidate's page does not show the letter."
    yield from _differences_in_words(way, expected, f"{way.letter['subject']}\n{way.letter['text']}")


def _differences_in_words(way: Way, expected: Expectation, text: str) -> Iterator[str]:
    for words in (way.person.name, *expected.says):
        if words not in text:
            yield f"The letter does not say “{words}”."
    for words in expected.never_says:
        if words in f"{text}\n{way.page}":
            yield f"The letter says “{words}”, which came from the interview's text."
