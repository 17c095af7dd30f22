"""The parts of an evaluation that a letter's sentences can rest on, by source id."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kindregards.domain.competency_labels import labels_of
from kindregards.domain.interviews import InterviewResult, Utterance
from kindregards.domain.letters import Letter
from kindregards.domain.transcripts import Span, words_at

# A reviewer answers for these words; no evaluation field does.
REVIEWER = "reviewer"
_FIELDS = {"highlight": "highlights", "competency": "competencies", "concern": "concerns"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One thing a letter rests on, as it stood when the letter was written; `span` where it is from the transcript."""

    source: str
    text: str

    @property
    def span(self) -> Span | None:
        """Return the place in the transcript, or None for a field of the evaluation."""
        return Span.of(self.source)

    @property
    def path(self) -> str:
        """Return where it stands in the interview result as it was sent: `competencies[2]`, `facts.pm_years`."""
        if self.span is not None:
            return f"transcript[{self.span.turn}].text"
        field, _, key = self.source.partition(":")
        return f"{_FIELDS[field]}[{key}]" if field in _FIELDS else f"facts.{key}"


def evidence_of(result: InterviewResult) -> dict[str, str]:
    """Return the evaluation's text by source id: `highlight:0`, `competency:2`, `concern:0`, `fact:pm_years`.

    A competency has its name in every language of letters. The transcript is no part of it: it shows where a strength
    was seen, but nobody's praise of themselves is evidence.
    """
    highlights = {
        f"highlight:{i}": _joined(h.text, h.competency, h.evidence, *labels_of(h.competency or ""), *labels_of(h.text))
        for i, h in enumerate(result.highlights)
    }
    competencies = {
        f"competency:{i}": _joined(c.name, c.evidence, *labels_of(c.name)) for i, c in enumerate(result.competencies)
    }
    concerns = {f"concern:{i}": c.text for i, c in enumerate(result.concerns)}
    facts = {f"fact:{code}": str(value) for code, value in result.facts.items()}
    return {**highlights, **competencies, **concerns, **facts}


def text_behind(source: str, evaluation: Mapping[str, str], transcript: Sequence[Utterance]) -> str | None:
    """Return what a source id names, or None when the interview has no such thing."""
    span = Span.of(source)
    return evaluation.get(source) if span is None else words_at(span, transcript)


def evidence_behind(letter: Letter, result: InterviewResult | None) -> tuple[Evidence, ...]:
    """Return what the letter's sentences rest on, each once, in reading order."""
    if result is None:
        return ()
    evaluation = evidence_of(result)
    sources = dict.fromkeys(source for block in letter.blocks for source in block.sources)
    found = ((source, text_behind(source, evaluation, result.transcript)) for source in sources)
    return tuple(Evidence(source=source, text=text) for source, text in found if text is not None)


def strength_count(result: InterviewResult | None) -> int:
    """Return how many strengths an evaluation names with something that was seen."""
    if result is None:
        return 0
    seen = [*(each.evidence for each in result.highlights), *(each.evidence for each in result.competencies)]
    return sum(1 for evidence in seen if evidence)


def _joined(*texts: str | None) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))
