"""Everything the candidates' pages ask of the rest of the system."""

from dataclasses import dataclass

from kindregards.domain.ports.candidate_pages import CandidatePages
from kindregards.domain.ports.candidate_voice import CandidateVoice
from kindregards.domain.ports.clock import Clock
from kindregards.domain.ports.letters import LetterFragments


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateServices:
    """Ports and the address by which candidates reach us."""

    pages: CandidatePages
    voice: CandidateVoice
    fragments: LetterFragments
    clock: Clock
    public_base_url: str
