"""What the demo notices when a candidate's way goes wrong."""

from dataclasses import replace
from typing import Any

import pytest

from kindregards.demo.expectations import shortcomings
from kindregards.demo.people import Expectation
from kindregards.demo.way import Way
from tests.demo.ways import a_letter, a_person, a_reviewed_person, a_way, entry

ADVANCING = a_person(expect=Expectation(outcome="advance"))


@pytest.mark.parametrize("person", [a_person(), a_reviewed_person(), ADVANCING], ids=["policy", "person", "advance"])
def test_a_way_that_goes_as_expected_has_no_shortcoming(person: Any) -> None:  # noqa: ANN401 -- ids only
    assert shortcomings(a_way(person)) == ()


def with_application(way: Way, **changes: object) -> Way:
    way.application = {**way.application, **changes}
    return way


@pytest.mark.parametrize(
    ("way", "sentence"),
    [
        (with_application(a_way(), outcome="advance"), "The outcome is advance, not reject."),
        (
            with_application(a_way(), decision={"mode": "automatic", "reason": "language"}),
            "The recorded reason is language, not interview_performance.",
        ),
        (
            with_application(a_way(), decision={"mode": "human", "reason": "interview_performance"}),
            "The decision was a person's, which it should not be.",
        ),
        (with_application(a_way(), told_at=None), "Nobody was told."),
        (with_application(a_way(), acknowledged_at=None), "The letter was not confirmed as read."),
        (
            a_way(timeline=[entry(1, "review_opened", flags=["low_confidence"])]),
            "A person was asked because of low_confidence, not None.",
        ),
        (a_way(timeline=[entry(1, "reminded", channel="sms")]), "Reminders went out by sms, not None."),
        (a_way(a_reviewed_person(), timeline=[]), "Reminders went out by no channel, not sms."),
        (a_way(letter=None), "No letter was written."),
        (a_way(ADVANCING, letter=a_letter(ADVANCING)), "A letter was written to somebody who advances."),
        (a_way(letter=a_letter(a_person(), deliveries=[])), "The letter reached no channel."),
        (a_way(letter=a_letter(a_person(), facts=[])), "The letter names 0 strengths, not 1."),
        (a_way(page=""), "The candidate's page does not show the letter."),
        (a_way(letter=a_letter(a_person(), text="Dear Bob,")), "The letter does not say “Ada Park”."),
    ],
)
def test_each_difference_has_its_sentence(way: Way, sentence: str) -> None:
    assert sentence in shortcomings(way)


@pytest.mark.parametrize("place", ["letter", "page"])
def test_words_planted_in_the_interview_are_found_in_letter_and_page(place: str) -> None:
    person = a_person()
    person = replace(person, expect=replace(person.expect, never_says=("evil.example",)))
    way = a_way(person)
    if place == "letter":
        way.letter = a_letter(person, text="Dear Ada Park, see https://evil.example/pay")
    else:
        way.page += "https://evil.example/pay"

    assert any("evil.example" in sentence for sentence in shortcomings(way))


def test_what_stopped_the_way_is_said_instead_of_all_that_follows_from_it() -> None:
    way = a_way(problems=["After 60 s the application was still letter_pending."], letter=None)

    assert shortcomings(way) == ("After 60 s the application was still letter_pending.",)
