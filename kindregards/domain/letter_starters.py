"""Words to begin with where a reviewer writes to a strong candidate who missed one requirement, and facts to insert."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kindregards.domain.applications import Job
from kindregards.domain.highlights import select_highlights
from kindregards.domain.interviews import InterviewResult
from kindregards.domain.languages import Language
from kindregards.domain.letter_parts import Part, parts_of
from kindregards.domain.letters import BlockKind, Letter

_MOST_FACTS = 6
_IN_STARTER = 2
_AFTER_STRENGTHS = frozenset({BlockKind.REASON, BlockKind.NEXT_STEPS, BlockKind.SIGN_OFF})
_STRENGTH = {
    Language.ENGLISH: "We want you to know of one strength: “{label}”.",
    Language.CHINESE: "有一项长处，我们想让您知道：「{label}」。",
}
_STRENGTH_SEEN = {
    Language.ENGLISH: "We want you to know of one strength: “{label}” (from the notes: “{detail}”).",
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


def with_fact(parts: Sequence[Part], fact: Fact, into: int) -> tuple[Part, ...]:
    """Return the letter with a fact as the last paragraph of one part, once."""
    if any(fact.sentence in part.text for part in parts):
        return tuple(parts)
    return tuple(
        replace(part, text=f"{part.text.rstrip()}\n\n{fact.sentence}".lstrip()) if number == into else part
        for number, part in enumerate(parts)
    )


def strong_candidate(draft: Letter, facts: Sequence[Fact]) -> tuple[Part, ...]:
    """Return a letter that names what was strong before the one requirement that decided, which the draft tells."""
    parts = [part for part in parts_of(draft) if part.kind is not BlockKind.HIGHLIGHT]
    told = Part(kind=BlockKind.HIGHLIGHT, text="\n\n".join(fact.sentence for fact in facts[:_IN_STARTER]))
    at = next((number for number, part in enumerate(parts) if part.kind in _AFTER_STRENGTHS), len(parts))
    return (*parts[:at], told, *parts[at:])
