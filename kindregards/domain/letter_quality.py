"""What became of the words: how personal letters were, what reviewers kept changing, how candidates found them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from kindregards.domain.reports import Share

# Fewer facts of one's own do not make a letter personal.
PERSONAL_FACTS = 2
# Of 1 to 5: who gave four or five was content with how they were told.
_CONTENT = 4
BUILT_IN = "built_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    """One outcome letter that left; `edited` is None where no person approved it."""

    language: str
    tone: str
    template_version: str
    personal_facts: int | None
    strengths: int | None
    edited: tuple[str, ...] | None
    findings: tuple[str, ...]
    feedback: int | None

    @property
    def templates(self) -> tuple[str, ...]:
        """Return the names of the company's templates it was written with, or that it was ours."""
        names = [part.partition("@")[0] for part in self.template_version.split("+") if "@" in part]
        return tuple(names) or (BUILT_IN,)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockEdits:
    """How often reviewers changed one part of the letters they approved."""

    block: str
    share: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsInUse:
    """One template, or one tone: letters, how many of the approved were edited, and content feedback of all given.

    `blocks` are the parts that reviewers changed, most often first.
    """

    name: str
    letters: int
    edited: Share
    content: Share
    blocks: tuple[BlockEdits, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterQuality:
    """Letters of a period; `personal_with_evidence` counts those whose interview named two strengths or more."""

    personal: Share
    personal_with_evidence: Share
    blocks: tuple[BlockEdits, ...]
    templates: tuple[WordsInUse, ...]
    tones: tuple[WordsInUse, ...]
    findings: tuple[tuple[str, int], ...]


@dataclass(slots=True)
class _Tally:
    """Counts while letters are read one by one."""

    letters: int = 0
    approved: int = 0
    edited: int = 0
    rated: int = 0
    content: int = 0
    blocks: Counter[str] = field(default_factory=Counter)

    def add(self, letter: LetterFacts) -> None:
        """Count one letter."""
        self.letters += 1
        self.approved += letter.edited is not None
        self.edited += bool(letter.edited)
        self.rated += letter.feedback is not None
        self.content += letter.feedback is not None and letter.feedback >= _CONTENT
        self.blocks.update(set(letter.edited or ()))

    def words(self, name: str) -> WordsInUse:
        """Return what was counted."""
        return WordsInUse(
            name=name,
            letters=self.letters,
            edited=Share(count=self.edited, n=self.approved),
            content=Share(count=self.content, n=self.rated),
            blocks=self.changed,
        )

    @property
    def changed(self) -> tuple[BlockEdits, ...]:
        """Return how often each part was changed."""
        return tuple(BlockEdits(block=name, share=Share(count=n, n=self.approved)) for name, n in _most(self.blocks))


@dataclass(slots=True)
class _Counts:
    """Everything that is counted."""

    whole: _Tally = field(default_factory=_Tally)
    templates: defaultdict[str, _Tally] = field(default_factory=lambda: defaultdict(_Tally))
    tones: defaultdict[str, _Tally] = field(default_factory=lambda: defaultdict(_Tally))
    findings: Counter[str] = field(default_factory=Counter)
    known: int = 0
    personal: int = 0
    with_evidence: int = 0
    personal_with_evidence: int = 0


def letter_quality(letters: Iterable[LetterFacts]) -> LetterQuality:
    """Count the letters; those from before facts were counted are left out of the personal share."""
    counts = _Counts()
    for letter in letters:
        _count(counts, letter)
    return LetterQuality(
        personal=Share(count=counts.personal, n=counts.known),
        personal_with_evidence=Share(count=counts.personal_with_evidence, n=counts.with_evidence),
        blocks=counts.whole.changed,
        templates=_used(counts.templates),
        tones=_used(counts.tones),
        findings=tuple(_most(counts.findings)),
    )


def _count(counts: _Counts, letter: LetterFacts) -> None:
    for tally in (counts.whole, counts.tones[letter.tone], *(counts.templates[name] for name in letter.templates)):
        tally.add(letter)
    counts.findings.update(set(letter.findings))
    if letter.personal_facts is None:
        return
    is_personal, has_evidence = letter.personal_facts >= PERSONAL_FACTS, (letter.strengths or 0) >= PERSONAL_FACTS
    counts.known += 1
    counts.personal += is_personal
    counts.with_evidence += has_evidence
    counts.personal_with_evidence += is_personal and has_evidence


def _most(counter: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))


def _used(tallies: dict[str, _Tally]) -> tuple[WordsInUse, ...]:
    found = (tally.words(name) for name, tally in tallies.items())
    return tuple(sorted(found, key=lambda each: (-each.letters, each.name)))
