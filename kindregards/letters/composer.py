"""Composing a letter: template, values, blocks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from kindregards.domain.composition import Composition, LetterRequest
from kindregards.domain.letters import Block, Letter, LetterKind
from kindregards.domain.lines import one_line, shortened
from kindregards.domain.lint_form import LONGEST_LETTER, LONGEST_SUBJECT, letter_length
from kindregards.domain.placeholders import Filled, as_written, fill
from kindregards.domain.template_keys import TemplateKey
from kindregards.domain.template_texts import WRITABLE, TemplateText
from kindregards.letters.catalogue import Catalogue, Paragraph, Template, built_in
from kindregards.letters.company_templates import overlaid, with_brand_lines
from kindregards.letters.reasons import reason_to_tell
from kindregards.letters.values import LetterValues, letter_values
from kindregards.letters.wordings import chosen_wording


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateComposer:
    """Composes from a catalogue of templates; the built-in one unless told otherwise."""

    catalogue: Catalogue = field(default_factory=built_in)

    def compose(self, request: LetterRequest) -> Composition:
        """Return the letter, or the names of the values it lacks; never a letter with a hole.

        A letter that grows too long keeps its best highlight and leaves the others out. Nobody is invited who has not
        agreed to be.
        """
        if request.kind is LetterKind.INVITATION and not request.candidate.consents.talent_pool:
            return Composition(letter=None, missing=("talent_pool_consent",))
        composition = self._compose(request)
        letter = composition.letter
        if letter is None or letter_length(letter.body, request.language) <= LONGEST_LETTER[request.language]:
            return composition
        return self._compose(replace(request, highlights=min(request.highlights, 1)))

    def with_holes(self, request: LetterRequest) -> Composition:
        """Return the letter as for a preview: `((name))` stands where a value is missing. It can never be sent."""
        composition = self.compose(request)
        if composition.letter is not None:
            return composition
        shown = {name: f"(({name}))" for name in composition.missing}
        return replace(self._compose(request, shown), missing=composition.missing)

    def own_words(self, key: TemplateKey) -> TemplateText:
        """Return the built-in words for such a letter as a template."""
        template = self.catalogue.find(key)
        said = {kind: [each for each in template.paragraphs if each.kind is kind] for kind in WRITABLE}
        return TemplateText(
            subject=as_written(template.subject),
            blocks={kind: tuple(as_written(each.parts) for each in run) for kind, run in said.items() if run},
        )

    def _compose(self, request: LetterRequest, shown: Mapping[str, str] | None = None) -> Composition:
        template = self._template(request)
        known = letter_values(request, self.catalogue.phrasebooks[request.language])
        known = replace(known, values={**known.values, **(shown or {})})
        filled = [
            (paragraph, fill(chosen_wording((paragraph.parts, *paragraph.others), place, request), known.values))
            for place, paragraph in enumerate(template.paragraphs)
        ]
        missing = (*fill(template.subject, known.values).missing, *(n for _, words in filled for n in words.missing))
        if missing:
            return Composition(letter=None, missing=tuple(dict.fromkeys(missing)))
        letter = Letter(
            kind=request.kind,
            stage=request.stage,
            language=request.language,
            tone=request.tone,
            subject=_subject(template, known),
            blocks=tuple(_blocks(filled, known)),
            template_version="+".join((*template.written_by, self.catalogue.version)),
            sender_name=one_line(request.brand.sender_name),
            company_name=one_line(request.brand.company_name),
            look=request.brand.look,
        )
        return Composition(letter=letter)

    def _template(self, request: LetterRequest) -> Template:
        """Return the company's own template where it has one, or else ours."""
        key = _key(request)
        ours = self.catalogue.find(key)
        brand, language = request.brand, request.language
        template = ours if brand.templates is None else overlaid(ours, key, brand.templates)
        future_line, small_print = brand.future_line.get(language, ""), brand.small_print.get(language, "")
        if not future_line and not small_print:
            return template
        return with_brand_lines(template, request.kind, future_line, small_print)


def _key(request: LetterRequest) -> TemplateKey:
    return TemplateKey(
        language=request.language,
        kind=request.kind,
        tone=request.tone,
        stage=request.stage,
        reason=reason_to_tell(request),
    )


def _blocks(filled: list[tuple[Paragraph, Filled]], known: LetterValues) -> Iterator[Block]:
    """Yield a block for every paragraph that has something to say."""
    for paragraph, words in filled:
        text = words.text.strip()
        if text:
            yield Block(
                kind=paragraph.kind,
                text=text,
                link=paragraph.link,
                link_label=paragraph.link_label,
                sources=_sources(words, known),
            )


def _sources(words: Filled, known: LetterValues) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s for name in sorted(words.used) for s in known.sources.get(name, ())))


def _subject(template: Template, known: LetterValues) -> str:
    """Return the subject; a long job title is shortened so that the rest stays readable."""
    subject = fill(template.subject, known.values).text
    title = str(known.values["job_title"])
    room = LONGEST_SUBJECT - (len(subject) - len(title))
    if len(subject) > LONGEST_SUBJECT and title in subject and room > 0:
        subject = fill(template.subject, {**known.values, "job_title": shortened(title, room)}).text
    return shortened(subject, LONGEST_SUBJECT)
