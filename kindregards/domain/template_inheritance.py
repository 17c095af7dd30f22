"""What a part of a template says while it is left empty: the words of the next template of the chain."""

from collections.abc import Iterator
from dataclasses import dataclass

from kindregards.domain.template_keys import TemplateKey
from kindregards.domain.template_texts import SUBJECT, WRITABLE, TemplateText
from kindregards.domain.template_versions import PublishedTemplate, TemplateSet


@dataclass(frozen=True, slots=True, kw_only=True)
class InheritedPart:
    """A part's inherited paragraphs; `source` is the company's template that has them, None for our own words."""

    name: str
    paragraphs: tuple[str, ...]
    source: PublishedTemplate | None


def inherited_parts(key: TemplateKey, company: TemplateSet | None, ours: TemplateText) -> tuple[InheritedPart, ...]:
    """Return for each part, in reading order, what a letter says when this template leaves it empty."""
    chain = [each for each in company.serving(key) if each.key != key] if company else []
    return tuple(_part(name, chain, ours) for name in (SUBJECT, *(kind.value for kind in WRITABLE)))


def _part(name: str, chain: list[PublishedTemplate], ours: TemplateText) -> InheritedPart:
    for template in chain:
        if paragraphs := tuple(_said(template.text, name)):
            return InheritedPart(name=name, paragraphs=paragraphs, source=template)
    return InheritedPart(name=name, paragraphs=tuple(_said(ours, name)), source=None)


def _said(text: TemplateText, name: str) -> Iterator[str]:
    return (words for block, _, words in text.parts() if block == name)
