"""What an interview found, as reviewers read it."""

from datetime import datetime
from typing import Self

from api.schemas.resources import Resource
from kindregards.domain.interviews import Competency, Concern, Highlight, InterviewResult


class CompetencyResource(Resource):
    """One assessed ability."""

    name: str
    score: float | None
    evidence: str | None

    @classmethod
    def of(cls, competency: Competency) -> Self:
        """Return the resource of a competency."""
        return cls(name=competency.name, score=competency.score, evidence=competency.evidence)


class HighlightResource(Resource):
    """A strength, with its evidence."""

    text: str
    competency: str | None
    evidence: str | None

    @classmethod
    def of(cls, highlight: Highlight) -> Self:
        """Return the resource of a highlight."""
        return cls(text=highlight.text, competency=highlight.competency, evidence=highlight.evidence)


class ConcernResource(Resource):
    """A doubt; `reason` is a rejection reason, `requirement` one of the job's."""

    text: str
    reason: str | None
    requirement: str | None

    @classmethod
    def of(cls, concern: Concern) -> Self:
        """Return the resource of a concern."""
        return cls(text=concern.text, reason=concern.reason, requirement=concern.requirement)


class EvaluationResource(Resource):
    """An interview's result without its transcript."""

    result_id: str
    score: float
    confidence: float | None
    completed_at: datetime
    competencies: tuple[CompetencyResource, ...]
    highlights: tuple[HighlightResource, ...]
    concerns: tuple[ConcernResource, ...]
    facts: dict[str, float | str | bool]

    @classmethod
    def of(cls, result: InterviewResult) -> Self:
        """Return the resource of a result."""
        return cls(
            result_id=result.result_id,
            score=result.score,
            confidence=result.confidence,
            completed_at=result.completed_at,
            competencies=tuple(CompetencyResource.of(each) for each in result.competencies),
            highlights=tuple(HighlightResource.of(each) for each in result.highlights),
            concerns=tuple(ConcernResource.of(each) for each in result.concerns),
            facts=dict(result.facts),
        )
