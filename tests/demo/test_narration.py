"""The words of the account: complete, the same in both languages, and readable."""

import re
from dataclasses import replace
from string import Formatter

import pytest

from kindregards.demo.narration import Narration, words_of
from kindregards.demo.people import Review, people_of
from kindregards.demo.way import Step
from kindregards.domain.channels import Channel
from kindregards.domain.languages import Language
from kindregards.domain.tours import Scenario
from tests.builders import NOW
from tests.demo.ways import a_letter, a_reviewed_person, a_way

REASONS = {"skills_gap": {"en": "Skills the role asks for", "zh-CN": "关键技能不足"}}
_SAME_FACT = {"rule_number": "rule"}


def fields_of(sentence: str) -> set[str]:
    return {_SAME_FACT.get(name, name) for _, name, _, _ in Formatter().parse(sentence) if name}


def told(language: Language, event: str, actor: str = "api:1", **detail: object) -> str | None:
    narration = Narration(language=language, reasons=REASONS)
    return narration.step(Step(at=NOW, event=event, actor=actor, detail=detail), a_way(a_reviewed_person()))


def test_both_languages_say_the_same_with_the_same_facts() -> None:
    english, chinese = words_of(Language.ENGLISH), words_of(Language.CHINESE)

    assert {section: sorted(names) for section, names in english.items()} == {
        section: sorted(names) for section, names in chinese.items()
    }
    assert [
        (section, name)
        for section, names in english.items()
        for name, sentence in names.items()
        if fields_of(sentence) != fields_of(chinese[section][name])
    ] == []


def test_chinese_words_are_chinese() -> None:
    untranslated = [
        (section, name)
        for section, names in words_of(Language.CHINESE).items()
        for name, sentence in names.items()
        if not re.search(r"[\u4e00-\u9fff]", re.sub(r"\{\w+\}", "", sentence)) and name not in {"nothing", "no_reason"}
    ]

    assert untranslated == [("label", "problem")]


@pytest.mark.parametrize("language", Language)
def test_every_scenario_example_and_channel_has_its_words(language: Language) -> None:
    words = words_of(language)
    people = [person for scenario in Scenario for person in people_of(scenario, language)]

    assert {person.shows for person in people} <= set(words["shows"])
    assert {scenario.value for scenario in Scenario} == set(words["scenario"]) == set(words["name"])
    assert {channel.value for channel in Channel} == set(words["channel"])


@pytest.mark.parametrize(
    ("event", "detail", "sentence"),
    [
        ("result_received", {}, "AI interview finished: score 48"),
        (
            "decided",
            {"outcome": "reject", "mode": "automatic", "rule": "rule 1: score below 60", "reason": "skills_gap"},
            "the policy decides: not selected (rule 1: score below 60) · Skills the role asks for",
        ),
        (
            "review_decided",
            {"outcome": "reject", "reason": "skills_gap"},
            "the reviewer decides: not selected · Skills the role asks for — “Agree.”",
        ),
        (
            "told",
            {"outcome": "reject", "channel": "email"},
            "letter sent by e-mail: “Your application for Tester”",
        ),
        ("closed", {}, None),
        ("something_new", {}, "something new"),
    ],
)
def test_a_step_becomes_a_sentence(event: str, detail: dict[str, object], sentence: str | None) -> None:
    assert told(Language.ENGLISH, event, "api:1", **detail) == sentence


def test_a_rule_is_told_by_its_number_in_chinese() -> None:
    sentence = told(
        Language.CHINESE, "decided", outcome="reject", mode="automatic", rule="rule 1: score below 60", reason="x"
    )

    assert sentence == "规则第 1 条决定：未通过 · x"


def test_what_somebody_at_the_console_decided_is_not_told_with_the_words_of_an_invented_reviewer() -> None:
    sentence = told(Language.ENGLISH, "review_decided", "user-7", outcome="reject", reason="skills_gap")

    assert sentence == "decided in the console: not selected · Skills the role asks for"


REVIEW = Review(outcome="reject", reason="skills_gap", comment="Agree.", adds="Come back in a year.")
SAYING = replace(a_reviewed_person().expect, says=("work together",), never_says=("evil.example",))
TEXT = "We liked your test plans.\n\nWe hope to work together one day.\n\nCome back in a year.\n"


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        (
            TEXT,
            [
                "We liked your test plans.",
                "the letter says: “We hope to work together one day.”",
                "added by the reviewer: “Come back in a year.”",
                "checked: none of the 1 planted phrases is in the letter or on its page",
            ],
        ),
        ("Look at evil.example, Ada.", ["We liked your test plans."]),
    ],
)
def test_quoted_is_only_what_stands_in_the_letter(text: str, quoted: list[str]) -> None:
    person = replace(a_reviewed_person(), review=REVIEW, expect=SAYING)
    way = a_way(person, letter=a_letter(person, text=text))

    assert list(Narration(language=Language.ENGLISH, reasons=REASONS).quotations(way)) == quoted
