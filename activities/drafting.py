"""Composing a letter for a case and looking it over: no effect, used by several steps."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from kindregards.domain.lint import LintContext, lint

from kindregards.domain.applications import HeldReason, Stage
from kindregards.domain.calendars import leave_at
from kindregards.domain.cases import CaseFile
from kindregards.domain.channel_order import channel_ladder
from kindregards.domain.channels import Channel
from kindregards.domain.composition import LetterRequest
from kindregards.domain.letters import LetterKind, Purpose
from kindregards.domain.ports.calendars import WorkdayCalendar
from kindregards.domain.ports.journey import Draft
from kindregards.domain.ports.letters import LetterComposer


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafting:
    """Writes drafts with the company's templates for the channels that this installation has."""

    composer: LetterComposer
    calendar: WorkdayCalendar
    available: Collection[Channel]

    def outcome_draft(
        self, case: CaseFile, *, reason: str | None, now: datetime
    ) -> tuple[Draft | None, HeldReason | None]:
        """Return the letter that tells a rejection and, when it may not leave as it is, why."""
        kind = LetterKind.OFFER_STAGE_NOT_SELECTED if case.stage is Stage.OFFER else LetterKind.NOT_SELECTED
        draft = self.draft(case, kind=kind, purpose=Purpose.OUTCOME, reason=reason, now=now)
        if draft is None:
            return None, HeldReason.NEEDS_DATA
        return draft, HeldReason.LINT if any(finding.blocks_sending for finding in draft.findings) else None

    def draft(
        self, case: CaseFile, *, kind: LetterKind, purpose: Purpose, now: datetime, reason: str | None = None
    ) -> Draft | None:
        """Return a letter of any kind with its findings and channels, or None when data is missing."""
        letter = self.composer.compose(_request(case, kind=kind, reason=reason, now=now)).letter
        if letter is None:
            return None
        return Draft(
            letter=letter,
            findings=lint(letter, lint_context(case)),
            channels=self.ladder(case),
            purpose=purpose,
        )

    def ladder(self, case: CaseFile) -> tuple[Channel, ...]:
        """Return the channels to tell this person on, first to last."""
        telling = case.policy.telling
        return channel_ladder(
            candidate=case.candidate,
            policy_channels=telling.channels,
            fallback=telling.fallback,
            available=self.available,
        )

    def leave_at(self, case: CaseFile, decided_at: datetime) -> datetime:
        """Return when a decision made now may be told."""
        return leave_at(
            decided_at=decided_at,
            telling=case.policy.telling,
            timezone_name=case.candidate.timezone,
            country=case.candidate.country,
            calendar=self.calendar,
        )


def lint_context(case: CaseFile) -> LintContext:
    """Return what the lint compares a letter with."""
    return LintContext(
        candidate_name=case.candidate.name,
        job_title=case.job.title,
        company_name=case.brand.company_name,
        language=case.candidate.language,
        talent_pool_consent=case.candidate.consents.talent_pool,
    )


def _request(case: CaseFile, *, kind: LetterKind, reason: str | None, now: datetime) -> LetterRequest:
    style = case.policy.letter
    return LetterRequest(
        kind=kind,
        stage=case.stage,
        candidate=case.candidate,
        job=case.job,
        brand=case.brand,
        language=case.candidate.language,
        tone=case.candidate.tone_wish or style.tone,
        today=now.astimezone(ZoneInfo(case.candidate.timezone)).date(),
        highlights=style.highlights,
        explain_reason=style.explain_reason,
        invite_talent_pool=style.invite_talent_pool,
        reason=reason,
        result=case.result,
    )
