"""The words of one template as a company writes them, and what may stand in each part of a letter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kindregards.domain.letter_vocabulary import LETTER_VOCABULARY
from kindregards.domain.letters import BlockKind, LetterKind
from kindregards.domain.placeholder_parsing import Problem, ProblemCode, examine
from kindregards.domain.placeholders import Vocabulary

SUBJECT = "subject"
# The small print belongs to the brand: it is the same under every letter.
WRITABLE: tuple[BlockKind, ...] = tuple(kind for kind in BlockKind if kind is not BlockKind.SMALL_PRINT)
MOST_PARAGRAPHS = 6
LONGEST_SUBJECT_TEMPLATE = 200
LONGEST_NOTE = 500
_PLAIN = frozenset({"candidate_name", "job_title", "company_name", "sender_name"})
# These words belong to one part of a letter: praise to where evidence is looked for, reasons to where they are checked.
_ONLY_IN: Mapping[str, frozenset[str]] = {
    "highlight_1": frozenset({BlockKind.HIGHLIGHT}),
    "highlight_2": frozenset({BlockKind.HIGHLIGHT}),
    "reason_text": frozenset({BlockKind.REASON}),
    "reason_told": frozenset({BlockKind.REASON}),
    "signature": frozenset({BlockKind.SIGN_OFF}),
}
# Other letters never have these: every letter of a template that asked for one would wait for a person.
_ONLY_FOR: Mapping[str, frozenset[LetterKind]] = {
    "opening_title": frozenset({LetterKind.INVITATION}),
    "answer_by": frozenset({LetterKind.APPEAL_RECEIVED, LetterKind.APPEAL_UPHELD, LetterKind.APPEAL_REINSTATED}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateText:
    """A subject and paragraphs by block; what is left out is taken from the next template that has it."""

    subject: str | None = None
    blocks: Mapping[BlockKind, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is written."""
        return self.subject is None and not self.blocks

    def parts(self) -> Iterator[tuple[str, int, str]]:
        """Yield each text with its block's name and its number within the block, in reading order."""
        if self.subject is not None:
            yield SUBJECT, 0, self.subject
        for kind in WRITABLE:
            for number, paragraph in enumerate(self.blocks.get(kind, ())):
                yield kind.value, number, paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class TextProblem:
    """Something wrong in one paragraph of a template; `start` and `end` index that paragraph."""

    block: str
    paragraph: int
    code: str
    message: str
    start: int = 0
    end: int = 0
    nearest: str | None = None


def vocabulary_of(block: str, kind: LetterKind) -> Vocabulary:
    """Return the names that a part of such a letter may use; `block` is a block's name or `subject`."""
    if block == SUBJECT:
        return Vocabulary(words=_PLAIN & LETTER_VOCABULARY.words)
    return Vocabulary(
        words=frozenset(
            name
            for name in LETTER_VOCABULARY.words
            if block in _ONLY_IN.get(name, {block}) and kind in _ONLY_FOR.get(name, {kind})
        ),
        flags=frozenset(name for name in LETTER_VOCABULARY.flags if block in _ONLY_IN.get(name, {block})),
    )


def check_text(text: TemplateText, kind: LetterKind) -> tuple[TextProblem, ...]:
    """Return everything that keeps a template for such letters from being used, in reading order."""
    if text.is_empty:
        message = "The template says nothing. Write a subject or at least one block"
        return (TextProblem(block=SUBJECT, paragraph=0, code="template_empty", message=message),)
    return tuple(_problems(text, kind))


def _problems(text: TemplateText, letter: LetterKind) -> Iterator[TextProblem]:
    for kind, paragraphs in text.blocks.items():
        if kind not in WRITABLE:
            message = "The small print is the same under every letter: change it with the brand"
            yield TextProblem(block=kind, paragraph=0, code="block_not_writable", message=message)
        if len(paragraphs) > MOST_PARAGRAPHS:
            message = f"A block has at most {MOST_PARAGRAPHS} paragraphs. Join some"
            yield TextProblem(block=kind, paragraph=MOST_PARAGRAPHS, code="too_many_paragraphs", message=message)
    for block, number, words in text.parts():
        yield from _paragraph_problems(block, number, words, letter)


def _paragraph_problems(block: str, number: int, words: str, letter: LetterKind) -> Iterator[TextProblem]:
    if not words.strip():
        message = "This paragraph is empty. Write it, or leave it out"
        yield TextProblem(block=block, paragraph=number, code="paragraph_empty", message=message)
    if block == SUBJECT and "\n" in words:
        at = words.index("\n")
        message = "A subject is one line"
        yield TextProblem(block=block, paragraph=number, code="subject_lines", message=message, start=at, end=at + 1)
    if block == SUBJECT and len(words) > LONGEST_SUBJECT_TEMPLATE:
        message = f"A subject has at most {LONGEST_SUBJECT_TEMPLATE} characters here; most of it would be cut"
        yield TextProblem(
            block=block,
            paragraph=number,
            code=ProblemCode.TOO_LONG,
            message=message,
            start=LONGEST_SUBJECT_TEMPLATE,
            end=len(words),
        )
    for problem in examine(words, vocabulary_of(block, letter), LETTER_VOCABULARY).problems:
        yield _in_place(problem, block, number)


def _in_place(problem: Problem, block: str, number: int) -> TextProblem:
    return TextProblem(
        block=block,
        paragraph=number,
        code=problem.code,
        message=problem.message,
        start=problem.start,
        end=problem.end,
        nearest=problem.nearest,
    )
