"""What a letter of a case is asked for with, wherever it is composed or looked over."""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from kindregards.domain.cases import CaseFile
from kindregards.domain.channel_order import channel_ladder
from kindregards.domain.channels import Channel
from kindregards.domain.composition import LetterRequest
from kindregards.domain.languages import Tone
from kindregards.domain.letters import Letter, LetterKind
from kindregards.domain.tones import ToneChoice, chosen_tone


def letter_request(
    case: CaseFile, *, kind: LetterKind, reason: str | None, now: datetime, tone: Tone | None = None
) -> LetterRequest:
    """Return the request for a letter of this case, dated where the candidate lives; `tone` is a reviewer's wish."""
    style = case.policy.letter
    today = now.astimezone(ZoneInfo(case.candidate.timezone)).date()
    return LetterRequest(
        kind=kind,
        stage=case.stage,
        candidate=case.candidate,
        job=case.job,
        brand=case.brand,
        language=case.candidate.language,
        tone=tone_choice(case, tone).tone,
        today=today,
        highlights=style.highlights,
        explain_reason=style.explain_reason,
        invite_talent_pool=style.invite_talent_pool,
        reason=reason,
        result=case.result,
        reapply_from=None if style.reapply_after is None else today + style.reapply_after,
        answer_by=case.appeal.due_at.astimezone(ZoneInfo(case.candidate.timezone)).date() if case.appeal else None,
    )


def tone_choice(case: CaseFile, reviewer: Tone | None = None) -> ToneChoice:
    """Return the tone to write in, with whose word it is."""
    return chosen_tone(case.candidate, case.policy.letter, case.result, reviewer=reviewer)


def choice_behind(letter: Letter, case: CaseFile) -> ToneChoice:
    """Return whose word the tone of a letter is: a reviewer's when nobody else asked for it."""
    choice = tone_choice(case)
    return choice if choice.tone is letter.tone else tone_choice(case, letter.tone)


def ladder_for(case: CaseFile, available: Collection[Channel]) -> tuple[Channel, ...]:
    """Return the channels to tell this person on, first to last."""
    telling = case.policy.telling
    return channel_ladder(
        candidate=case.candidate,
        policy_channels=telling.channels,
        fallback=telling.fallback,
        available=available,
    )
