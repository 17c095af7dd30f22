"""What a template writes to invented or real people, and whether it may be published."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kindregards.domain.composition import Brand, LetterRequest
from kindregards.domain.letters import Finding, Letter
from kindregards.domain.lint import LintContext, lint
from kindregards.domain.ports.letters import LetterComposer
from kindregards.domain.sample_letters import SampleCase, sample_request
from kindregards.domain.template_keys import TemplateKey
from kindregards.domain.template_texts import TemplateText, check_text
from kindregards.domain.template_versions import (
    PublishedTemplate,
    TemplateBlockedError,
    TemplateInvalidError,
    TemplateSet,
)

_NOT_PUBLISHED = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleLetter:
    """A letter as it would be sent; `((name))` stands where a value in `missing` would keep it from being sent."""

    letter: Letter | None
    missing: tuple[str, ...]
    findings: tuple[Finding, ...]


def sample_letter(composer: LetterComposer, request: LetterRequest) -> SampleLetter:
    """Return what the composer writes for a request, holes and findings included."""
    composition = composer.with_holes(request)
    letter = composition.letter
    findings = lint(letter, LintContext.of(request)) if letter else ()
    return SampleLetter(letter=letter, missing=composition.missing, findings=findings)


def speaking(brand: Brand, texts: Mapping[TemplateKey, TemplateText]) -> Brand:
    """Return the brand as if these words were published too."""
    known = brand.templates.templates if brand.templates else {}
    tried = {key: PublishedTemplate(key=key, version=_NOT_PUBLISHED, text=text) for key, text in texts.items()}
    return replace(brand, templates=TemplateSet(templates={**known, **tried}, default_tone=brand.default_tone))


def check_publishable(composer: LetterComposer, brand: Brand, key: TemplateKey, text: TemplateText) -> None:
    """Raise TemplateInvalidError, or TemplateBlockedError when the lint would stop any letter to invented people."""
    problems = check_text(text, key.kind)
    if problems:
        raise TemplateInvalidError(problems)
    tried = speaking(brand, {key: text})
    for case in SampleCase:
        errors = _errors(sample_letter(composer, sample_request(key, case, tried)))
        if errors:
            raise TemplateBlockedError(case, errors)


def _errors(sample: SampleLetter) -> list[Finding]:
    """Return what would stop a letter but for its holes.

    What is missing stops one letter and asks a person; that may be what the company wants. The rest must be right.
    """
    errors = [finding for finding in sample.findings if finding.blocks_sending]
    if sample.letter is None or not sample.missing:
        return errors
    holes = tuple(f"(({name}))" for name in sample.missing)
    body = sample.letter.body
    return [each for each in errors if not any(hole in _around(body, each) for hole in holes)]


def _around(body: str, finding: Finding) -> str:
    """Return the paragraphs that a finding is about."""
    start = body.rfind("\n\n", 0, finding.start) + 1
    end = body.find("\n\n", finding.end)
    return body[start : None if end < 0 else end]
