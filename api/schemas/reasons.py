"""The managed list of reasons."""

from typing import Self

from pydantic import Field

from api.schemas.resources import Resource
from kindregards.domain.reasons import Party, Reason


class LabelsResource(Resource):
    """A reason's name in every language."""

    chinese: str = Field(serialization_alias="zh-CN")
    english: str = Field(serialization_alias="en")


class ReasonResource(Resource):
    """One reason; `in_letter` says whether a candidate may read it."""

    code: str
    party: Party
    labels: LabelsResource
    in_letter: bool

    @classmethod
    def of(cls, reason: Reason) -> Self:
        """Return the resource of a reason."""
        return cls(
            code=reason.code,
            party=reason.party,
            labels=LabelsResource(chinese=reason.label_zh, english=reason.label_en),
            in_letter=reason.in_letter,
        )


class Reasons(Resource):
    """All reasons, ours and the candidates' own."""

    data: tuple[ReasonResource, ...]
