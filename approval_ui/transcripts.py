"""A transcript as a reader goes through it: passages to jump to, and what they search for."""

from dataclasses import dataclass

from kindregards.domain.interviews import InterviewResult
from kindregards.domain.quotes import passage_behind


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """A piece of a passage, found or not."""

    text: str
    is_found: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What was said at once; `number` is the passage's place, by which quotes point to it."""

    number: int
    speaker: str
    at: float | None
    fragments: tuple[Fragment, ...]

    @property
    def is_found(self) -> bool:
        """Say whether it holds what was searched for."""
        return any(fragment.is_found for fragment in self.fragments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passages:
    """A whole transcript, and which passage stands behind which evidence."""

    all: tuple[Passage, ...] = ()
    behind: dict[str, int]

    @property
    def found(self) -> int:
        """Return how many passages hold what was searched for."""
        return sum(passage.is_found for passage in self.all)


def passages_of(result: InterviewResult | None, wanted: str | None) -> Passages:
    """Return the transcript of a result, searched for words, with the passages behind its evidence."""
    if result is None:
        return Passages(behind={})
    texts = [utterance.text for utterance in result.transcript]
    evidence = (*(each.evidence for each in result.competencies), *(each.evidence for each in result.highlights))
    behind = {words: passage_behind(words, texts) for words in evidence if words}
    return Passages(
        all=tuple(
            Passage(number=number, speaker=each.speaker, at=each.at, fragments=_fragments(each.text, wanted))
            for number, each in enumerate(result.transcript)
        ),
        behind={words: number for words, number in behind.items() if number is not None},
    )


def _fragments(text: str, wanted: str | None) -> tuple[Fragment, ...]:
    """Return a text cut at what is searched for, whatever its case."""
    folded = wanted.lower() if wanted else ""
    # A text whose length changes when folded (ß, İ) cannot be cut by the folded one's places.
    if not folded or len(text.lower()) != len(text):
        return (Fragment(text=text),)
    pieces, start = [], 0
    while (at := text.lower().find(folded, start)) >= 0:
        pieces += [Fragment(text=text[start:at]), Fragment(text=text[at : at + len(folded)], is_found=True)]
        start = at + len(folded)
    return tuple(piece for piece in (*pieces, Fragment(text=text[start:])) if piece.text)
