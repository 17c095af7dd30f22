"""The words of the account: complete, the same in both languages, and readable."""

import re
from dataclasses import replace
from string import Formatter

import pytest

from kindregards.demo.narration import Narration, words_of
from kindregards.demo.people import Review, Scenario, people_of
from kindregards.demo.way import Step
from kindregards.domain.channels import Channel
from kindregards.domain.languages import Language
from tests.builders import NOW
from tests.demo.ways import a_reviewed_person, a_way

REASONS = {"skills_gap": {"en": "Skills the role asks for", "zh-CN": "关键技能不足"}}
_SAME_FACT = {"rule_number": "rule"}


def fields_of(sentence: str) -> set[str]:
    return {_SAME_FACT.get(name, name) for _, name, _, _ in Formatter().parse(sentence) if name}


def told(language: Language, event: str, **detail: object) -> str | None:
    narration = Narration(language=language, reasons=REASONS)
    return narration.step(Step(at=NOW, event=event, detail=detail), a_way(a_reviewed_person()))


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
    assert told(Language.ENGLISH, event, **detail) == sentence


def test_a_rule_is_told_by_its_number_in_chinese() -> None:
    sentence = told(
        Language.CHINESE, "decided", outcome="reject", mode="automatic", rule="rule 1: score below 60", reason="x"
    )

    assert sentence == "规则第 1 条决定：未通过 · x"


def test_what_the_reviewer_added_is_quoted_after_the_praise() -> None:
    review = Review(outcome="reject", reason="skills_gap", comment="Agree.", adds="Come back in a year.")
    way = a_way(replace(a_reviewed_person(), review=review))

    quoted = list(Narration(language=Language.ENGLISH, reasons=REASONS).quotations(way))

    assert quoted == ["We liked your test plans.", "added by the reviewer: “Come back in a year.”"]
