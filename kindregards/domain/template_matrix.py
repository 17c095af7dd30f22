"""Which template writes which letter, and where a company has none of its own."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kindregards.domain.applications import Stage
from kindregards.domain.languages import Language, Tone
from kindregards.domain.letters import LetterKind
from kindregards.domain.template_keys import TemplateKey, fallbacks
from kindregards.domain.template_versions import TemplateLine

# Other kinds are the same at every stage.
_STAGES: dict[LetterKind, tuple[Stage | None, ...]] = {
    LetterKind.NOT_SELECTED: (Stage.SCREENING, Stage.SECOND_ROUND),
    LetterKind.OFFER_STAGE_NOT_SELECTED: (Stage.OFFER,),
}


class Coverage(StrEnum):
    """Whose words a letter is written in: made for it, another template of the company's, or ours alone."""

    OWN = "own"
    FALLBACK = "fallback"
    BUILT_IN = "built_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """One letter; `serving` is the company's nearest published template, `draft` the newest version of its own."""

    key: TemplateKey
    coverage: Coverage
    serving: TemplateKey | None
    draft: int | None

    @property
    def is_gap(self) -> bool:
        """Say whether nobody in the company has written this letter."""
        return self.coverage is Coverage.BUILT_IN


def template_matrix(
    lines: Collection[TemplateLine], languages: Collection[Language], *, default_tone: Tone | None
) -> tuple[MatrixCell, ...]:
    """Return every letter that can be written in these languages, in the order of a table."""
    published = {line.key for line in lines if line.published is not None}
    drafts = {line.key: line.newest for line in lines if line.newest != line.published}
    return tuple(_cell(key, published, drafts, default_tone) for key in matrix_keys(languages))


def matrix_keys(languages: Collection[Language]) -> Iterator[TemplateKey]:
    """Yield a key for each language, kind, stage where that matters, and tone."""
    for language in languages:
        for kind in LetterKind:
            for stage in _STAGES.get(kind, (None,)):
                for tone in Tone:
                    yield TemplateKey(language=language, kind=kind, tone=tone, stage=stage)


def _cell(
    key: TemplateKey, published: set[TemplateKey], drafts: dict[TemplateKey, int], default_tone: Tone | None
) -> MatrixCell:
    chain = fallbacks(key, default_tone=default_tone)
    serving = next((each for each in chain if each in published), None)
    coverage = Coverage.BUILT_IN if serving is None else Coverage.OWN if serving == key else Coverage.FALLBACK
    return MatrixCell(key=key, coverage=coverage, serving=serving, draft=drafts.get(key))
