"""The quality of letters as companies read it."""

from typing import Self

from api.schemas.reports import PeriodResource, ShareResource
from api.schemas.resources import Resource
from kindregards.domain.letter_quality import BlockEdits, LetterQuality, WordsInUse
from kindregards.domain.reports import Period


class BlockEditsResource(Resource):
    """How often reviewers changed one part of the letters they approved."""

    block: str
    edited: ShareResource

    @classmethod
    def of(cls, edits: BlockEdits) -> Self:
        """Return the resource of a part's edits."""
        return cls(block=edits.block, edited=ShareResource.of(edits.share))


class WordsResource(Resource):
    """One template (`built_in` is ours) or tone: letters, edited of the approved, by part too, content of the rated."""

    name: str
    letters: int
    edited: ShareResource
    blocks: tuple[BlockEditsResource, ...]
    content: ShareResource

    @classmethod
    def of(cls, words: WordsInUse) -> Self:
        """Return the resource of words in use."""
        edited, content = ShareResource.of(words.edited), ShareResource.of(words.content)
        blocks = tuple(map(BlockEditsResource.of, words.blocks))
        return cls(name=words.name, letters=words.letters, edited=edited, blocks=blocks, content=content)


class FindingCountResource(Resource):
    """How many letters the lint said something of."""

    code: str
    letters: int


class LetterQualityResource(Resource):
    """Outcome letters that left in the period.

    `personal` ones rest on two facts or more of the candidate's own evaluation.
    """

    period: PeriodResource
    personal: ShareResource
    personal_with_evidence: ShareResource
    blocks: tuple[BlockEditsResource, ...]
    templates: tuple[WordsResource, ...]
    tones: tuple[WordsResource, ...]
    findings: tuple[FindingCountResource, ...]

    @classmethod
    def of(cls, quality: LetterQuality, period: Period) -> Self:
        """Return the resource of a report."""
        return cls(
            period=PeriodResource.of(period),
            personal=ShareResource.of(quality.personal),
            personal_with_evidence=ShareResource.of(quality.personal_with_evidence),
            blocks=tuple(map(BlockEditsResource.of, quality.blocks)),
            templates=tuple(map(WordsResource.of, quality.templates)),
            tones=tuple(map(WordsResource.of, quality.tones)),
            findings=tuple(FindingCountResource(code=code, letters=n) for code, n in quality.findings),
        )
