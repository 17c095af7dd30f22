"""Why: the decisions of an application with all that explains them, from their rows alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import Outcome
from kindregards.domain.decision_records import DecisionRecord, fired_rule
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.languages import Language
from kindregards.domain.reasons import Reason, with_shipped
from kindregards.domain.rule_sentences import Sentences, sentences_of
from kindregards.store.applications import find_application
from kindregards.store.database import Database
from kindregards.store.policies import Policies
from kindregards.store.reason_rows import own_reasons
from kindregards.store.tables import ApplicationTable, DecisionTable, ReviewTable


@dataclass(frozen=True, slots=True)
class DecisionRecords:
    """Reads decisions and the policy versions they name; nothing about the person is opened."""

    database: Database
    policies: Policies

    async def why(self, ref: ApplicationRef) -> Sequence[DecisionRecord]:
        """Return the decisions of an application, the newest first; raise ApplicationNotFoundError."""
        return await self.database.read(lambda session: self._why(session, ref))

    def _why(self, session: Session, ref: ApplicationRef) -> tuple[DecisionRecord, ...]:
        application = find_application(session, ref)
        rows = session.scalars(
            select(DecisionTable)
            .where(col(DecisionTable.application_id) == ref.application_id)
            .order_by(col(DecisionTable.version).desc())
        )
        return tuple(self._record(session, application, row) for row in rows)

    def _record(self, session: Session, application: ApplicationTable, row: DecisionTable) -> DecisionRecord:
        reasons = with_shipped(own_reasons(session, row.company_id, as_of=row.decided_at))
        name = row.policy_name or application.policy_name
        policy = self.policies.pinned(session, row.company_id, name, row.policy_version)
        fired = fired_rule(policy, row.rule)
        review = session.get(ReviewTable, row.review_id) if row.review_id else None
        return DecisionRecord(
            application_id=row.application_id,
            version=row.version,
            state=row.state,
            outcome=Outcome(row.outcome),
            mode=row.mode,
            decided_by=row.decided_by,
            decided_at=row.decided_at,
            policy_name=name,
            policy_version=row.policy_version,
            rule=row.rule,
            rule_number=fired[0] if fired else None,
            sentences=sentences_of(fired[1], fired[0], reasons=reasons) if fired else {},
            reason=row.reason,
            reason_labels=_labels(reasons.get(row.reason or "")),
            inputs=row.inputs,
            flags=tuple(review.flags) if review else (),
            differed=row.differed,
            seconds_on_case=row.seconds_on_case,
            evidence=tuple(row.evidence),
        )


def _labels(reason: Reason | None) -> Sentences:
    return {language: reason.label(language) for language in Language} if reason else {}
