"""Words to begin with where a reviewer writes to a strong candidate who missed one requirement, and facts to insert."""

from collections.abc import Iterator
from dataclasses import dataclass

from kindregards.domain.applications import Job
from kindregards.domain.highlights import select_highlights
from kindregards.domain.interviews import InterviewResult
from kindregards.domain.languages import Language
from kindregards.domain.letters import BlockKind, Letter

_MOST_FACTS = 6
_IN_STARTER = 2
_STRENGTH = {
    Language.ENGLISH: "We want you to know of one strength: “{label}”.",
    Language.CHINESE: "有一项长处，我们想让您知道：「{label}」。",
}
_STRENGTH_SEEN = {
    Language.ENGLISH: "We want you to know of one strength: “{label}” – our notes say “{detail}”.",
    Language.CHINESE: "有一项长处，我们想让您知道：「{label}」，记录里写着「{detail}」。",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A strength of this candidate's own evaluation, as a sentence that may stand in the letter."""

    label: str
    sentence: str


def facts_to_insert(result: InterviewResult | None, job: Job, language: Language) -> tuple[Fact, ...]:
    """Return the strengths that a letter may name, best first; each passes the checks as it stands."""
    return tuple(
        Fact(
            label=each.label,
            sentence=(_STRENGTH if each.detail is None else _STRENGTH_SEEN)[language].format(
                label=each.label, detail=each.detail
            ),
        )
        for each in select_highlights(result, job, language, _MOST_FACTS)
    )


def with_fact(body: str, fact: Fact) -> str:
    """Return the letter with a fact before its last paragraph, once."""
    if fact.sentence in body:
        return body
    head, blank, sign_off = body.rstrip().rpartition("\n\n")
    return f"{head}\n\n{fact.sentence}\n\n{sign_off}" if blank else f"{body.rstrip()}\n\n{fact.sentence}".lstrip()


def strong_candidate(letter: Letter, facts: tuple[Fact, ...]) -> str:
    """Return a letter that names what was strong before the one requirement that decided, which the draft tells."""
    return "\n\n".join(_paragraphs(letter, facts))


def _paragraphs(letter: Letter, facts: tuple[Fact, ...]) -> Iterator[str]:
    is_told = False
    for block in letter.blocks:
        if block.kind in {BlockKind.SMALL_PRINT, BlockKind.HIGHLIGHT}:
            continue
        if not is_told and block.kind in {BlockKind.REASON, BlockKind.NEXT_STEPS, BlockKind.SIGN_OFF}:
            yield from (fact.sentence for fact in facts[:_IN_STARTER])
            is_told = True
        yield block.text
