"""Which tone a letter takes, and who decided: reviewer, candidate, company, or the way the candidate speaks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kindregards.domain.applications import Candidate
from kindregards.domain.communication_style import known_style
from kindregards.domain.interviews import CommunicationStyle, InterviewResult
from kindregards.domain.jurisdictions import style_may_be_read
from kindregards.domain.languages import Tone
from kindregards.domain.policies import LetterStyle

_TONE_FOR = {
    CommunicationStyle.OUTGOING: Tone.LIVELY,
    CommunicationStyle.RESERVED: Tone.WARM,
    CommunicationStyle.RIGOROUS: Tone.FORMAL,
}


class ToneAuthority(StrEnum):
    """Whose word a tone is, highest first."""

    REVIEWER = "reviewer"
    CANDIDATE = "candidate"
    POLICY = "policy"
    STYLE = "style"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToneChoice:
    """A tone with whose word it is; for a style also which one, known from the `vendor` or the `transcript`.

    `signs` are the shares of the candidate's sentences that carried each sign.
    """

    tone: Tone
    authority: ToneAuthority
    style: CommunicationStyle | None = None
    source: str | None = None
    signs: Mapping[str, float] = field(default_factory=dict)


def chosen_tone(
    candidate: Candidate, policy: LetterStyle, result: InterviewResult | None, *, reviewer: Tone | None = None
) -> ToneChoice:
    """Return the tone by order of authority.

    The way somebody speaks counts only where the policy leaves the tone to it, they agreed to that, and the law of
    their country does not forbid it.
    """
    if reviewer is not None:
        return ToneChoice(tone=reviewer, authority=ToneAuthority.REVIEWER)
    if candidate.tone_wish is not None:
        return ToneChoice(tone=candidate.tone_wish, authority=ToneAuthority.CANDIDATE)
    if policy.fit_tone and candidate.consents.style and style_may_be_read(candidate.country):
        basis = known_style(result)
        if basis is not None:
            return ToneChoice(
                tone=_TONE_FOR[basis.style],
                authority=ToneAuthority.STYLE,
                style=basis.style,
                source=basis.source,
                signs=basis.signs,
            )
    return ToneChoice(tone=policy.tone, authority=ToneAuthority.POLICY)
