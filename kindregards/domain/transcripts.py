"""The candidate's own words in a transcript, and where in them a strength was shown."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from kindregards.domain.content_words import terms
from kindregards.domain.interviews import Utterance
from kindregards.domain.sentences import sentences

# Names that vendors give to the person interviewed and to whoever asks; a transcript of two needs to know only one.
_CANDIDATE = frozenset(
    ["candidate", "applicant", "interviewee", "participant", "user", "候选人", "应聘者", "求职者", "面试者", "受访者"]
)
_INTERVIEWER = frozenset(
    [
        "interviewer",
        "ai",
        "assistant",
        "agent",
        "bot",
        "system",
        "recruiter",
        "host",
        "面试官",
        "考官",
        "系统",
        "主持人",
    ]
)
_BOTH_SIDES = 2
# A longer transcript is read up to here: what somebody does well shows before.
_LONGEST_READ = 40_000
_SPAN = re.compile(r"transcript:(\d{1,6})\[(\d{1,7}):(\d{1,7})\]")


@dataclass(frozen=True, slots=True)
class Span:
    """Some of the candidate's words: the utterance's number, and characters of its text."""

    turn: int
    start: int
    end: int

    def __str__(self) -> str:
        """Return the source id: `transcript:4[12:58]`."""
        return f"transcript:{self.turn}[{self.start}:{self.end}]"

    @classmethod
    def of(cls, source: str) -> Self | None:
        """Return the span that a source id names, or None when it names something else."""
        match = _SPAN.fullmatch(source)
        return cls(*map(int, match.groups())) if match else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A sentence of the candidate, where it stands, and what it is about."""

    span: Span
    text: str
    terms: frozenset[str]


def own_turns(transcript: Sequence[Utterance]) -> Iterator[tuple[int, str]]:
    """Yield number and text of each utterance that is the candidate's for certain."""
    speakers = {utterance.speaker.strip().casefold() for utterance in transcript}
    own = speakers & _CANDIDATE
    if not own and len(speakers) == _BOTH_SIDES and speakers & _INTERVIEWER:
        own = speakers - _INTERVIEWER
    for number, utterance in enumerate(transcript):
        if utterance.speaker.strip().casefold() in own:
            yield number, utterance.text


def sayings(transcript: Sequence[Utterance]) -> tuple[Saying, ...]:
    """Return the candidate's sentences in order."""
    found: list[Saying] = []
    room = _LONGEST_READ
    for turn, text in own_turns(transcript):
        for sentence in sentences(text[:room]):
            span = Span(turn, sentence.start, sentence.end)
            found.append(Saying(span=span, text=sentence.text, terms=terms(sentence.text)))
        room -= len(text)
        if room <= 0:
            break
    return tuple(found)


def nearest_saying(about: frozenset[str], said: Sequence[Saying], *, at_least: int) -> Saying | None:
    """Return the first sentence that shares most with these terms, or None when none shares enough."""
    best = max(said, key=lambda saying: len(saying.terms & about), default=None)
    return best if best is not None and len(best.terms & about) >= at_least else None


def words_at(span: Span, transcript: Sequence[Utterance]) -> str | None:
    """Return the words of a span, or None when it points at nothing, or at words that are not the candidate's."""
    if not 0 <= span.start < span.end:
        return None
    text = dict(own_turns(transcript)).get(span.turn)
    return text[span.start : span.end] if text is not None and span.end <= len(text) else None
