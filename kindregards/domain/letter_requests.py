"""What a letter of a case is asked for with, wherever it is composed or looked over."""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from kindregards.domain.cases import CaseFile
from kindregards.domain.channel_order import channel_ladder
from kindregards.domain.channels import Channel
from kindregards.domain.composition import LetterRequest
from kindregards.domain.languages import Tone
from kindregards.domain.letters import LetterKind


def letter_request(case: CaseFile, *, kind: LetterKind, reason: str | None, now: datetime) -> LetterRequest:
    """Return the request for a letter of this case, dated where the candidate lives."""
    style = case.policy.letter
    return LetterRequest(
        kind=kind,
        stage=case.stage,
        candidate=case.candidate,
        job=case.job,
        brand=case.brand,
        language=case.candidate.language,
        tone=tone_for(case),
        today=now.astimezone(ZoneInfo(case.candidate.timezone)).date(),
        highlights=style.highlights,
        explain_reason=style.explain_reason,
        invite_talent_pool=style.invite_talent_pool,
        reason=reason,
        result=case.result,
    )


def tone_for(case: CaseFile) -> Tone:
    """Return the tone to write in: the candidate's wish comes before the company's custom."""
    return case.candidate.tone_wish or case.policy.letter.tone


def ladder_for(case: CaseFile, available: Collection[Channel]) -> tuple[Channel, ...]:
    """Return the channels to tell this person on, first to last."""
    telling = case.policy.telling
    return channel_ladder(
        candidate=case.candidate,
        policy_channels=telling.channels,
        fallback=telling.fallback,
        available=available,
    )
