"""Composing a letter for a case and looking it over: no effect, used by several steps."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from kindregards.domain.applications import HeldReason, Stage
from kindregards.domain.calendars import leave_at, next_opening
from kindregards.domain.cases import CaseFile
from kindregards.domain.channels import Channel
from kindregards.domain.evidence import evidence_behind, strength_count
from kindregards.domain.letter_requests import choice_behind, ladder_for, letter_request
from kindregards.domain.letters import LetterKind, Purpose
from kindregards.domain.lint import LintContext, lint
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
        """Return the letter that tells a rejection, again after an appeal, and when it may not leave as it is, why."""
        if case.appeals:
            kind, purpose = LetterKind.APPEAL_UPHELD, Purpose.APPEAL_OUTCOME
        elif case.stage is Stage.OFFER:
            kind, purpose = LetterKind.OFFER_STAGE_NOT_SELECTED, Purpose.OUTCOME
        else:
            kind, purpose = LetterKind.NOT_SELECTED, Purpose.OUTCOME
        return self.looked_over(case, kind=kind, purpose=purpose, reason=reason, now=now)

    def looked_over(
        self, case: CaseFile, *, kind: LetterKind, purpose: Purpose, now: datetime, reason: str | None = None
    ) -> tuple[Draft | None, HeldReason | None]:
        """Return a letter of any kind and, when it may not leave as it is, why."""
        draft = self.draft(case, kind=kind, purpose=purpose, reason=reason, now=now)
        if draft is None:
            return None, HeldReason.NEEDS_DATA
        return draft, HeldReason.LINT if any(finding.blocks_sending for finding in draft.findings) else None

    def draft(
        self, case: CaseFile, *, kind: LetterKind, purpose: Purpose, now: datetime, reason: str | None = None
    ) -> Draft | None:
        """Return a letter of any kind with its findings and channels, or None when data is missing."""
        request = letter_request(case, kind=kind, reason=reason, now=now)
        letter = self.composer.compose(request).letter
        if letter is None:
            return None
        return Draft(
            letter=letter,
            findings=lint(letter, LintContext.of(request)),
            channels=ladder_for(case, self.available),
            purpose=purpose,
            evidence=evidence_behind(letter, case.result),
            tone=choice_behind(letter, case),
            strengths=strength_count(case.result),
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

    def opening(self, case: CaseFile, after: datetime) -> datetime:
        """Return the first instant from then on at which this candidate may be written to."""
        return next_opening(
            after=after,
            window=case.policy.telling.window,
            timezone_name=case.candidate.timezone,
            country=case.candidate.country,
            calendar=self.calendar,
        )
