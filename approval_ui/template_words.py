"""Templates as a form shows and sends them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from approval_ui.visits import Visit
from approval_ui.words.templates import problem_words
from kindregards.domain.template_inheritance import InheritedPart
from kindregards.domain.template_texts import SUBJECT, WRITABLE, TemplateText, TextProblem
from kindregards.http.forms import Form

_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockField:
    """One field of the editor: a part of a letter, its words, what is wrong with them, what it says without any."""

    name: str
    words: str
    problems: tuple[str, ...]
    inherited: InheritedPart


def text_of_form(form: Form) -> TemplateText:
    """Return what a form says; a blank line parts paragraphs, an empty field leaves its part to the next template."""
    blocks = {kind: _paragraphs(form.text(kind.value, "")) for kind in WRITABLE}
    return TemplateText(subject=form.line(SUBJECT), blocks={kind: words for kind, words in blocks.items() if words})


def fields_of(
    visit: Visit, text: TemplateText, inherited: Sequence[InheritedPart], problems: Sequence[TextProblem] = ()
) -> tuple[BlockField, ...]:
    """Return the fields of the editor."""
    said = {SUBJECT: text.subject or "", **{kind.value: "\n\n".join(text.blocks.get(kind, ())) for kind in WRITABLE}}
    without = {each.name: each for each in inherited}
    return tuple(
        BlockField(
            name=name,
            words=words,
            problems=tuple(
                problem_words(each, visit.user.language, visit.words) for each in problems if each.block == name
            ),
            inherited=without[name],
        )
        for name, words in said.items()
    )


def application_of(form: Form) -> str:
    """Return the id of the application whose address, or id, was pasted; empty for none."""
    return (form.line("application") or "").partition("?")[0].rstrip("/").rpartition("/")[2].strip()


def _paragraphs(words: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in _BLANK_LINES.split(words.strip()) if each.strip())
