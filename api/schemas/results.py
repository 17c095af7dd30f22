"""Interview results as vendors and integrators send them."""

import math
from typing import Annotated

from pydantic import AfterValidator, Field, PlainValidator
from pydantic_core import PydanticCustomError

from api.schemas.texts import Code, ExternalId, Name, Prose, Sentence
from api.schemas.times import Instant
from kindregards.domain.emotion_data import is_emotion_measure, names_emotion_data
from kindregards.domain.interviews import (
    CommunicationStyle,
    Competency,
    Concern,
    Highlight,
    InterviewResult,
    Utterance,
)
from kindregards.domain.text_safety import is_clean_text
from kindregards.http.json_bodies import JsonBody

EMOTION_DATA_REFUSED = "emotion_data_refused"
_LONGEST_FACT = 500

Score = Annotated[float, Field(ge=0, le=100)]
Confidence = Annotated[float, Field(ge=0, le=1)]


def _no_emotion_field(name: str) -> str:
    if names_emotion_data(name):
        raise _emotion_data()
    return name


def _no_emotion_measure(name: str) -> str:
    if is_emotion_measure(name):
        raise _emotion_data()
    return name


def _emotion_data() -> PydanticCustomError:
    return PydanticCustomError(EMOTION_DATA_REFUSED, "Emotion, facial and voice data are not taken; leave them out")


def plain_value(value: object) -> float | str | bool:
    """Return a number, text or truth value as it stands; refuse everything else."""
    match value:
        case bool():
            return value
        case int() | float():
            return _number(value)
        case str() if len(value) > _LONGEST_FACT:
            raise PydanticCustomError("string_too_long", f"A text of up to {_LONGEST_FACT} characters is expected")
        case str() if not is_clean_text(value):
            raise PydanticCustomError("characters_refused", "Control characters and overrides are not taken")
        case str():
            return value
        case _:
            raise PydanticCustomError("type_wrong", "A number, a text, true or false is expected")


def _number(value: float) -> float:
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise PydanticCustomError("not_a_number", "A finite number is expected")
    return number


FactName = Annotated[Name, AfterValidator(_no_emotion_field)]
PlainValue = Annotated[float | str | bool, PlainValidator(plain_value, json_schema_input_type=float | str | bool)]


class CompetencyBody(JsonBody):
    """One assessed ability."""

    name: Annotated[Name, AfterValidator(_no_emotion_measure)]
    score: Score | None = None
    evidence: Prose | None = None


class HighlightBody(JsonBody):
    """A strength, with its evidence."""

    text: Sentence
    competency: Name | None = None
    evidence: Prose | None = None


class ConcernBody(JsonBody):
    """A doubt; `reason` is a rejection reason, `requirement` one of the job's."""

    text: Sentence
    reason: Code | None = None
    requirement: Code | None = None


class UtteranceBody(JsonBody):
    """One thing said, `at` seconds after the start."""

    speaker: Name
    text: Prose
    at: Annotated[float, Field(ge=0)] | None = None


class InterviewResultBody(JsonBody):
    """What the interview vendor reports."""

    result_id: ExternalId
    score: Score
    completed_at: Instant
    competencies: Annotated[tuple[CompetencyBody, ...], Field(max_length=100)] = ()
    highlights: Annotated[tuple[HighlightBody, ...], Field(max_length=100)] = ()
    concerns: Annotated[tuple[ConcernBody, ...], Field(max_length=100)] = ()
    facts: Annotated[dict[FactName, PlainValue], Field(max_length=200, default_factory=dict)]
    confidence: Confidence | None = None
    transcript: Annotated[tuple[UtteranceBody, ...], Field(max_length=5000)] = ()
    communication_style: CommunicationStyle | None = None
    supersedes: ExternalId | None = None

    def value(self) -> InterviewResult:
        """Return the domain's value."""
        return InterviewResult(
            result_id=self.result_id,
            score=self.score,
            completed_at=self.completed_at,
            competencies=tuple(
                Competency(name=each.name, score=each.score, evidence=each.evidence) for each in self.competencies
            ),
            highlights=tuple(
                Highlight(text=each.text, competency=each.competency, evidence=each.evidence)
                for each in self.highlights
            ),
            concerns=tuple(
                Concern(text=each.text, reason=each.reason, requirement=each.requirement) for each in self.concerns
            ),
            facts=dict(self.facts),
            confidence=self.confidence,
            transcript=tuple(Utterance(speaker=each.speaker, text=each.text, at=each.at) for each in self.transcript),
            communication_style=self.communication_style,
            supersedes=self.supersedes,
        )
