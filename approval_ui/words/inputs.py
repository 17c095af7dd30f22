"""What a decision looked at, in words."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from babel.support import NullTranslations

from approval_ui.words.states import STAGES
from kindregards.domain.applications import Stage
from kindregards.domain.decision_records import DecisionRecord
from kindregards.domain.facts import fact_words
from kindregards.http.languages import marked
from kindregards.http.moments import Moments

EVIDENCE = {
    "summary": marked("Summary"),
    "competencies": marked("Competencies"),
    "highlights": marked("Strengths"),
    "concerns": marked("Concerns"),
    "transcript": marked("Transcript"),
    "colleagues": marked("Colleagues"),
    "history": marked("History"),
    "letter": marked("Letter"),
}


def input_words(record: DecisionRecord, words: NullTranslations, moments: Moments) -> Iterator[tuple[str, str]]:
    """Yield what was looked at and its value, in the reader's language."""
    inputs = record.inputs
    yield from _plain(inputs, words, moments)
    for name, value in _group(inputs, "facts"):
        yield fact_words(name, moments.language), _shown(value, words, moments)
    for name, value in _group(inputs, "competencies"):
        yield words.gettext("Score for %(name)s") % {"name": name}, _shown(value, words, moments)
    gaps = inputs.get("gaps")
    if isinstance(gaps, list):
        yield words.gettext("Requirements not met"), ", ".join(map(str, gaps)) or words.gettext("none")


def _plain(inputs: Mapping[str, object], words: NullTranslations, moments: Moments) -> Iterator[tuple[str, str]]:
    stage = inputs.get("stage")
    if stage in set(Stage):
        yield words.gettext("Stage"), words.gettext(STAGES[Stage(str(stage))])
    labels = (
        ("score", words.gettext("Score")),
        ("confidence", words.gettext("Confidence")),
        ("source", words.gettext("Interview from")),
        ("country", words.gettext("Country")),
    )
    for name, label in labels:
        yield label, _shown(inputs.get(name), words, moments)
    for name, label in (
        ("notified_at", words.gettext("Told of the assessment")),
        ("completed_at", words.gettext("Interviewed")),
    ):
        at = inputs.get(name)
        if isinstance(at, str):
            yield label, moments.full(datetime.fromisoformat(at))
    if inputs.get("region") is not None:
        yield words.gettext("Region"), _shown(inputs["region"], words, moments)
    if "ai_interview" in inputs:
        yield words.gettext("Agreed to an interview with AI"), _shown(inputs["ai_interview"], words, moments)


def _group(inputs: Mapping[str, object], name: str) -> Iterator[tuple[str, object]]:
    found = inputs.get(name)
    if isinstance(found, dict):
        yield from ((str(key), value) for key, value in found.items())


def _shown(value: object, words: NullTranslations, moments: Moments) -> str:
    match value:
        case None:
            return words.gettext("not known")
        case bool():
            return words.gettext("yes") if value else words.gettext("no")
        case int() | float():
            return moments.number(value)
        case _:
            return str(value)
