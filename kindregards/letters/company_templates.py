"""A company's published templates laid over the built-in one, block by block."""

from collections.abc import Iterator
from functools import lru_cache

from kindregards.domain.letter_vocabulary import LETTER_VOCABULARY
from kindregards.domain.letters import BlockKind
from kindregards.domain.placeholder_parsing import parse
from kindregards.domain.template_keys import TemplateKey
from kindregards.domain.template_versions import TemplateSet
from kindregards.letters.catalogue import Paragraph, Template


# A company has a handful of combinations in use; both keys are compared by what never changes.
@lru_cache(maxsize=1024)
def overlaid(base: Template, key: TemplateKey, company: TemplateSet) -> Template:
    """Return the template with each part taken from the nearest of the company's that has it.

    Buttons stay: a company writes words, and the page behind a button is ours.
    """
    chain = company.serving(key)
    if not chain:
        return base
    subject = next((each.subject for each in chain if each.subject is not None), None)
    return Template(
        subject=base.subject if subject is None else parse(subject.strip(), LETTER_VOCABULARY),
        paragraphs=tuple(
            paragraph
            for kind in BlockKind
            for paragraph in _paragraphs(
                kind, base, next((each.blocks[kind] for each in chain if kind in each.blocks), None)
            )
        ),
    )


def _paragraphs(kind: BlockKind, base: Template, written: tuple[str, ...] | None) -> Iterator[Paragraph]:
    ours = [paragraph for paragraph in base.paragraphs if paragraph.kind is kind]
    if written is None:
        yield from ours
        return
    yield from (Paragraph(kind=kind, parts=parse(text.strip(), LETTER_VOCABULARY)) for text in written)
    yield from (paragraph for paragraph in ours if paragraph.link is not None)
