"""What the form of the letter editor says: a subject, and a field for each part."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kindregards.domain.letter_parts import WRITTEN, Part, body_of, kinds_of, part_at, parts_of
from kindregards.domain.letters import BlockKind, Finding, Letter
from kindregards.domain.rewriting import rewritten
from kindregards.domain.text_changes import Change, Piece, text_changes
from kindregards.http.forms import Form

SUBJECT = "subject"
# Fields say place and part by themselves, so that words find their place again whatever became of the draft.
_FIELD = re.compile(r"part-(\d{1,2})-([a-z_]{1,20})")

# What is missing has no place in the text; this is where it belongs.
_MISSING_FROM = {
    "name_missing": BlockKind.GREETING,
    "outcome_missing": BlockKind.OUTCOME,
    "job_missing": BlockKind.OUTCOME,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterForm:
    """A subject and parts as a reviewer left them."""

    subject: str
    parts: tuple[Part, ...]

    @property
    def body(self) -> str:
        """Return the words of all parts as one text."""
        return body_of(self.parts)

    @property
    def kinds(self) -> tuple[BlockKind, ...]:
        """Return the part of each paragraph."""
        return kinds_of(self.parts)

    @property
    def fields(self) -> Mapping[str, Part]:
        """Return the parts by the names of their fields, in reading order."""
        return {f"part-{number}-{part.kind}": part for number, part in enumerate(self.parts)}

    def place_of(self, kind: BlockKind) -> int:
        """Return the number of the first part of a kind, or of the first at all."""
        return next((number for number, part in enumerate(self.parts) if part.kind is kind), 0)

    def field_of(self, finding: Finding) -> str | None:
        """Return the field that a finding speaks of, or None where it speaks of several."""
        if finding.code.partition("_")[0] == SUBJECT:
            return SUBJECT
        number = part_at(self.parts, finding.start, finding.end)
        if number is None and finding.code in _MISSING_FROM:
            number = self.place_of(_MISSING_FROM[finding.code])
        return None if number is None else list(self.fields)[number]

    def letter_from(self, draft: Letter) -> Letter:
        """Return the draft with these words."""
        return rewritten(draft, self.body, self.subject, self.kinds)

    def differs_from(self, draft: Letter | None) -> bool:
        """Say whether a word was changed; sending the draft back as it is approves the draft."""
        if draft is None:
            return bool(self.body)
        return self.letter_from(draft) != rewritten(draft, draft.body, draft.subject.strip())


def letter_form(form: Form, draft: Letter | None) -> LetterForm:
    """Return what a form says of the letter; the draft where it says nothing."""
    named = ((part_named(name), name) for name in form.fields)
    sent = sorted((*place, name) for place, name in named if place is not None)
    parts = tuple(Part(kind=kind, text=form.text(name, "")) for _, kind, name in sent)
    subject = form.text(SUBJECT, draft.subject if draft else "")
    return LetterForm(subject=subject.strip(), parts=parts or parts_of(draft))


def part_named(field: str) -> tuple[int, BlockKind] | None:
    """Return number and kind of the part whose field this is, or None for any other field."""
    match = _FIELD.fullmatch(field)
    if match is None or match[2] not in set(WRITTEN):
        return None
    return int(match[1]), BlockKind(match[2])


def changes_from(draft: Letter | None, written: LetterForm) -> Mapping[str, Sequence[Piece]]:
    """Return by field what was changed of the draft, word by word; nothing of what stands as it was."""
    if draft is None:
        return {}
    before = _texts(LetterForm(subject=draft.subject.strip(), parts=parts_of(draft)))
    after = _texts(written)
    pieces = {name: text_changes(before.get(name, ""), after.get(name, "")) for name in {**after, **before}}
    return {name: run for name, run in pieces.items() if any(piece.change is not Change.SAME for piece in run)}


def _texts(written: LetterForm) -> Mapping[str, str]:
    return {SUBJECT: written.subject} | {name: body_of([part]) for name, part in written.fields.items()}
