"""DOOR 3, candidates: the hosted letter and the status page, without scripts."""

from candidate_ui.app import PREFIXES, build
from candidate_ui.services import CandidateServices

__all__ = ["PREFIXES", "CandidateServices", "build"]
