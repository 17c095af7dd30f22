"""A company's published templates laid over the built-in one, block by block."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from kindregards.domain.letter_vocabulary import LETTER_VOCABULARY
from kindregards.domain.letters import BlockKind, LetterKind
from kindregards.domain.placeholder_parsing import parse
from kindregards.domain.template_keys import TemplateKey
from kindregards.domain.template_versions import PublishedTemplate, TemplateSet
from kindregards.letters.catalogue import Paragraph, Template


# A company has a handful of combinations in use; what is looked up by never changes.
@lru_cache(maxsize=1024)
def overlaid(base: Template, key: TemplateKey, company: TemplateSet) -> Template:
    """Return the template with each part taken from the nearest of the company's that has it.

    Buttons stay: a company writes words, and the page behind a button is ours.
    """
    chain = company.serving(key)
    if not chain:
        return base
    titled = next((each for each in chain if each.text.subject is not None), None)
    by_kind = {kind: _nearest(chain, kind) for kind in BlockKind}
    used = [each.name for each in (titled, *by_kind.values()) if each is not None]
    return Template(
        subject=base.subject if titled is None else parse((titled.text.subject or "").strip(), LETTER_VOCABULARY),
        paragraphs=tuple(each for kind, written in by_kind.items() for each in _paragraphs(kind, base, written)),
        written_by=tuple(dict.fromkeys(used)),
    )


# Rejections that end with what one can do now; the others speak of something else.
_LOOKS_AHEAD = frozenset({LetterKind.NOT_SELECTED, LetterKind.OFFER_STAGE_NOT_SELECTED})


@lru_cache(maxsize=1024)
def with_brand_lines(template: Template, kind: LetterKind, future_line: str, small_print: str) -> Template:
    """Return the template with the brand's lines in their places; an empty one says nothing.

    The future line closes the words on what one can do now, before the button; the small print comes under ours.
    """
    paragraphs = list(template.paragraphs)
    if future_line and kind in _LOOKS_AHEAD:
        at = max((i for i, each in enumerate(paragraphs) if _is_plain_step(each)), default=None)
        if at is not None:
            line = Paragraph(kind=BlockKind.NEXT_STEPS, parts=parse(future_line, LETTER_VOCABULARY))
            paragraphs.insert(at + 1, line)
    if small_print:
        paragraphs.append(Paragraph(kind=BlockKind.SMALL_PRINT, parts=parse(small_print, LETTER_VOCABULARY)))
    return replace(template, paragraphs=tuple(paragraphs))


def _is_plain_step(paragraph: Paragraph) -> bool:
    return paragraph.kind is BlockKind.NEXT_STEPS and paragraph.link is None


def _nearest(chain: tuple[PublishedTemplate, ...], kind: BlockKind) -> PublishedTemplate | None:
    return next((each for each in chain if kind in each.text.blocks), None)


def _paragraphs(kind: BlockKind, base: Template, written: PublishedTemplate | None) -> Iterator[Paragraph]:
    ours = [paragraph for paragraph in base.paragraphs if paragraph.kind is kind]
    if written is None:
        yield from ours
        return
    texts = written.text.blocks[kind]
    yield from (Paragraph(kind=kind, parts=parse(text.strip(), LETTER_VOCABULARY)) for text in texts)
    yield from (paragraph for paragraph in ours if paragraph.link is not None)
