"""Letter templates as companies write and read them."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import Field, StringConstraints

from api.schemas.letters import FindingResource
from api.schemas.resources import Resource
from kindregards.domain.composition import RenderedLetter
from kindregards.domain.languages import Language, Tone
from kindregards.domain.letters import BlockKind, LetterKind
from kindregards.domain.sample_letters import SampleCase
from kindregards.domain.template_differences import BlockDifference
from kindregards.domain.template_keys import TemplateKey
from kindregards.domain.template_matrix import Coverage, MatrixCell
from kindregards.domain.template_samples import SampleLetter
from kindregards.domain.template_texts import LONGEST_NOTE, TemplateText
from kindregards.domain.template_versions import Impact, Recomposed, TemplateLine, TemplateState, TemplateVersion
from kindregards.domain.text_changes import Change
from kindregards.http.json_bodies import JsonBody

# What the grammar refuses is told by its own codes; these limits only keep nonsense from being read.
Words = Annotated[str, StringConstraints(max_length=20_000)]
Note = Annotated[str, StringConstraints(max_length=LONGEST_NOTE)]
_MOST_FILES = 500


class WordsBody(JsonBody):
    """A template's words; what is left out is taken from the next template that has it."""

    subject: Words | None = None
    blocks: dict[BlockKind, Annotated[tuple[Words, ...], Field(max_length=20)]] = Field(default_factory=dict)

    def text(self) -> TemplateText:
        """Return the domain's value."""
        return TemplateText(
            subject=self.subject,
            blocks={kind: tuple(each.strip() for each in words) for kind, words in self.blocks.items()},
        )


class TemplateBody(WordsBody):
    """A new version, with a note for colleagues."""

    note: Note = ""


class SampleBody(JsonBody):
    """Which letter to show: these words, or the published ones, to an invented person or to a real candidate."""

    words: WordsBody | None = None
    case: SampleCase = SampleCase.USUAL
    application_id: str | None = None


class TrialBody(SampleBody):
    """Where a test letter goes: the e-mail of a user of the console."""

    to: Annotated[str, StringConstraints(min_length=3, max_length=320)]


class FilesBody(JsonBody):
    """Templates as files, by name: `{"en.not_selected.warm.any.any.toml": "subject = …"}`."""

    files: Annotated[dict[str, Words], Field(min_length=1, max_length=_MOST_FILES)]
    note: Note = ""


class FilesResource(Resource):
    """Every published template as a file."""

    files: dict[str, str]


class KeyResource(Resource):
    """What a template is for; null serves any."""

    name: str
    language: Language
    kind: LetterKind
    tone: Tone
    stage: str | None
    reason: str | None

    @classmethod
    def of(cls, key: TemplateKey) -> Self:
        """Return the resource of a key."""
        return cls(
            name=key.name, language=key.language, kind=key.kind, tone=key.tone, stage=key.stage, reason=key.reason
        )


class LineResource(KeyResource):
    """One template: its newest and its published version."""

    newest: int
    published: int | None
    author: str
    changed_at: datetime

    @classmethod
    def of_line(cls, line: TemplateLine) -> Self:
        """Return the resource of a line."""
        return cls(
            **KeyResource.of(line.key).model_dump(),
            newest=line.newest,
            published=line.published,
            author=line.author,
            changed_at=line.changed_at,
        )


class CellResource(KeyResource):
    """One letter that can be written, and whose words it is written in; `built_in` is a gap."""

    coverage: Coverage
    serving: str | None
    draft: int | None

    @classmethod
    def of_cell(cls, cell: MatrixCell) -> Self:
        """Return the resource of a cell."""
        return cls(
            **KeyResource.of(cell.key).model_dump(),
            coverage=cell.coverage,
            serving=cell.serving.name if cell.serving else None,
            draft=cell.draft,
        )


class MatrixResource(Resource):
    """The templates there are, and the letters that can be written."""

    templates: tuple[LineResource, ...]
    matrix: tuple[CellResource, ...]
    gaps: int


class VersionResource(Resource):
    """One version of a template."""

    name: str
    version: int
    state: TemplateState
    subject: str | None
    blocks: dict[BlockKind, tuple[str, ...]]
    author: str
    note: str
    created_at: datetime
    published_at: datetime | None
    published_by: str | None
    retired_at: datetime | None
    retired_by: str | None
    restores: int | None

    @classmethod
    def of(cls, version: TemplateVersion) -> Self:
        """Return the resource of a version."""
        return cls(
            name=version.key.name,
            version=version.version,
            state=version.state,
            subject=version.text.subject,
            blocks=dict(version.text.blocks),
            author=version.author,
            note=version.note,
            created_at=version.created_at,
            published_at=version.published_at,
            published_by=version.published_by,
            retired_at=version.retired_at,
            retired_by=version.retired_by,
            restores=version.restores,
        )


class TemplateResource(KeyResource):
    """A template with every version, oldest first."""

    versions: tuple[VersionResource, ...]


class DraftsResource(Resource):
    """The drafts that an import made; files that say nothing new make none."""

    drafts: tuple[VersionResource, ...]


class ImpactResource(Resource):
    """Letters that have not left and keep their words; `approved` ones would have to be approved again."""

    pending: int
    drafts: int
    automatic: int
    approved: int
    rewritten: int

    @classmethod
    def of(cls, impact: Impact) -> Self:
        """Return the resource of an impact."""
        return cls(
            pending=impact.pending,
            drafts=impact.drafts,
            automatic=impact.automatic,
            approved=impact.approved,
            rewritten=impact.rewritten,
        )


class PublicationResource(VersionResource):
    """A published version, and the letters that keep their earlier words until `POST …/recompose`."""

    impact: ImpactResource

    @classmethod
    def of_publication(cls, version: TemplateVersion, impact: Impact) -> Self:
        """Return the resource of a publication."""
        return cls(**VersionResource.of(version).model_dump(), impact=ImpactResource.of(impact))


class RecomposedResource(Resource):
    """What composing anew did: `voided` approvals are asked for again, `kept` letters stay as they were."""

    changed: int
    voided: int
    unchanged: int
    kept: int

    @classmethod
    def of(cls, done: Recomposed) -> Self:
        """Return the resource of what was done."""
        return cls(changed=done.changed, voided=done.voided, unchanged=done.unchanged, kept=done.kept)


class PieceResource(Resource):
    """A run of text: in both versions, only in the former, or only in the later."""

    change: Change
    text: str


class DifferenceResource(Resource):
    """One paragraph that is not the same in both versions."""

    block: str
    paragraph: int
    pieces: tuple[PieceResource, ...]

    @classmethod
    def of(cls, difference: BlockDifference) -> Self:
        """Return the resource of a difference."""
        pieces = tuple(PieceResource(change=each.change, text=each.text) for each in difference.pieces)
        return cls(block=difference.block, paragraph=difference.paragraph, pieces=pieces)


class DifferencesResource(Resource):
    """What changed between two versions."""

    differences: tuple[DifferenceResource, ...]


class SampleResource(Resource):
    """A letter as it would be sent; `((name))` stands where one of `missing` would keep it from leaving."""

    subject: str
    text: str
    html: str
    sms: str
    missing: tuple[str, ...]
    findings: tuple[FindingResource, ...]

    @classmethod
    def of(cls, sample: SampleLetter, rendered: RenderedLetter) -> Self:
        """Return the resource of a rendered sample."""
        return cls(
            subject=rendered.subject,
            text=rendered.text,
            html=rendered.html,
            sms=rendered.sms,
            missing=sample.missing,
            findings=tuple(FindingResource.of(finding) for finding in sample.findings),
        )
