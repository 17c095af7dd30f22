"""The managed list of reasons."""

from typing import Annotated, Self

from pydantic import Field

from api.schemas.resources import Resource
from api.schemas.texts import Code, Name
from kindregards.domain.languages import Language
from kindregards.domain.reasons import Party, Reason
from kindregards.http.json_bodies import JsonBody


class LabelsBody(JsonBody):
    """A reason's name in both languages."""

    chinese: Annotated[Name, Field(alias="zh-CN")]
    english: Annotated[Name, Field(alias="en")]


class ReasonTextBody(JsonBody):
    """The sentence that a candidate reads, in both languages."""

    chinese: Annotated[str, Field(alias="zh-CN", max_length=300)]
    english: Annotated[str, Field(alias="en", max_length=300)]


class ReasonBody(JsonBody):
    """A reason of the company's own. Without `text` it is never in a letter.

    With `evidence_required` it is recorded only where the interview names such a concern or the reviewer says what it
    rests on.
    """

    code: Code
    party: Party = Party.COMPANY
    labels: LabelsBody
    text: ReasonTextBody | None = None
    in_letter: bool = True
    evidence_required: bool = False

    def value(self) -> Reason:
        """Return the domain's value."""
        return Reason(
            code=self.code,
            party=self.party,
            label_zh=self.labels.chinese,
            label_en=self.labels.english,
            in_letter=self.in_letter,
            text={Language.CHINESE: self.text.chinese.strip(), Language.ENGLISH: self.text.english.strip()}
            if self.text
            else {},
            needs_evidence=self.evidence_required,
            is_shipped=False,
        )


class LabelsResource(Resource):
    """A text in every language."""

    chinese: str = Field(serialization_alias="zh-CN")
    english: str = Field(serialization_alias="en")


class ReasonResource(Resource):
    """One reason; `in_letter` says whether a candidate may read it, `shipped` that everybody has it."""

    code: str
    party: Party
    labels: LabelsResource
    text: LabelsResource | None
    in_letter: bool
    evidence_required: bool
    version: int
    shipped: bool
    retired: bool

    @classmethod
    def of(cls, reason: Reason) -> Self:
        """Return the resource of a reason."""
        text = reason.text
        return cls(
            code=reason.code,
            party=reason.party,
            labels=LabelsResource(chinese=reason.label_zh, english=reason.label_en),
            text=LabelsResource(chinese=text[Language.CHINESE], english=text[Language.ENGLISH]) if text else None,
            in_letter=reason.in_letter,
            evidence_required=reason.needs_evidence,
            version=reason.version,
            shipped=reason.is_shipped,
            retired=reason.is_retired,
        )


class Reasons(Resource):
    """All reasons, ours and the candidates' own."""

    data: tuple[ReasonResource, ...]
