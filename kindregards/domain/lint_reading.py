"""A letter laid out for the lint: its blocks with their spans, and its words without the names in them."""

import re
from dataclasses import dataclass

from kindregards.domain.letters import Block, BlockKind, Finding, Letter
from kindregards.domain.lines import folded, one_line
from kindregards.domain.lint_context import LintContext

# Stands for a masked name: no letter, no digit, no bracket.
MASK = "■"
_SHORTEST_NAME = 2
_PARENTHESES = re.compile(r"\s*[(\[（【][^)\]）】]*[)\]）】]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One block of the body and where it stands."""

    block: Block
    start: int

    @property
    def end(self) -> int:
        """Return the index after its last character."""
        return self.start + len(self.block.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A letter and the facts it is held against; every index points into `body`."""

    letter: Letter
    context: LintContext
    body: str
    masked: str
    passages: tuple[Passage, ...]

    @property
    def after_greeting(self) -> int:
        """Return where the letter proper begins."""
        greetings = [p.end for p in self.passages if p.block.kind is BlockKind.GREETING]
        return min(greetings, default=0)

    def masked_passage(self, passage: Passage) -> str:
        """Return a block's words with the names masked."""
        return self.masked[passage.start : passage.end]


def read(letter: Letter, context: LintContext) -> Reading:
    """Return the letter laid out."""
    passages: list[Passage] = []
    start = 0
    for block in letter.blocks:
        if block.kind is not BlockKind.SMALL_PRINT:
            passages.append(Passage(block=block, start=start))
            start += len(block.text) + len("\n\n")
    return Reading(
        letter=letter,
        context=context,
        body=letter.body,
        masked=_masked(letter.body, letter, context),
        passages=tuple(passages),
    )


def error(code: str, message: str, start: int = 0, end: int = 0) -> Finding:
    """Return a finding that stops the letter."""
    return Finding(code=code, severity="error", message=message, start=start, end=end)


def warning(code: str, message: str, start: int = 0, end: int = 0) -> Finding:
    """Return a finding that is only shown."""
    return Finding(code=code, severity="warning", message=message, start=start, end=end)


def short_title(job_title: str) -> str:
    """Return a job title without what stands in brackets: (m/f/d), （上海）."""
    return _PARENTHESES.sub(" ", one_line(job_title)).strip() or one_line(job_title)


def name_parts(name: str) -> list[str]:
    """Return the words of a name in Latin script that are long enough to be recognised alone."""
    return [part for part in re.findall(r"[^\W\d_]{2,}", one_line(name)) if part[0].isupper()]


def _masked(body: str, letter: Letter, context: LintContext) -> str:
    """Mask names and titles: nobody is refused for being called Young or applying to be a Health Analyst."""
    whole = [context.candidate_name, context.job_title, short_title(context.job_title), context.company_name]
    whole += [letter.sender_name, context.opening]
    words = folded(body)
    for name in sorted({folded(one_line(name)) for name in whole}, key=len, reverse=True):
        if len(name) >= _SHORTEST_NAME:
            words = re.sub(re.escape(name), lambda m: MASK * len(m.group()), words, flags=re.IGNORECASE)
    parts = {*name_parts(context.candidate_name), *name_parts(letter.sender_name)}
    if parts:
        longest_first = sorted(map(re.escape, parts), key=len, reverse=True)
        words = re.sub(rf"\b(?:{'|'.join(longest_first)})\b", lambda m: MASK * len(m.group()), words)
    return words
