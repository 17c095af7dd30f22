"""The parts of an evaluation that a letter's sentences can rest on, by source id."""

from kindregards.domain.interviews import InterviewResult

# A reviewer answers for these words; no evaluation field does.
REVIEWER = "reviewer"


def evidence_of(result: InterviewResult) -> dict[str, str]:
    """Return the evaluation's text by source id: `highlight:0`, `competency:2`, `concern:0`, `fact:pm_years`."""
    highlights = {f"highlight:{i}": _joined(h.text, h.competency, h.evidence) for i, h in enumerate(result.highlights)}
    competencies = {f"competency:{i}": _joined(c.name, c.evidence) for i, c in enumerate(result.competencies)}
    concerns = {f"concern:{i}": c.text for i, c in enumerate(result.concerns)}
    facts = {f"fact:{code}": str(value) for code, value in result.facts.items()}
    return {**highlights, **competencies, **concerns, **facts}


def _joined(*texts: str | None) -> str:
    return "\n".join(text for text in texts if text)
