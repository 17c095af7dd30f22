"""What we know of a candidate, for themselves: nothing of a decision they were not told."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.journey import ApplicationRef
from kindregards.store.applications import find_application
from kindregards.store.cases import Cases
from kindregards.store.feedback import FeedbackShelf
from kindregards.store.letters import letter_of
from kindregards.store.tables import ApplicationTable, CandidateTable, LetterTable
from kindregards.store.vault import SubjectKey

Facts = dict[str, object]


@dataclass(frozen=True, slots=True)
class OwnData:
    """Gathers everything about one person that they gave us or were told."""

    cases: Cases
    feedback: FeedbackShelf

    async def of(self, ref: ApplicationRef) -> Facts:
        """Return it for the person behind an application; raise ApplicationNotFoundError."""
        return await self.cases.database.read(lambda session: self.gathered(session, ref))

    def gathered(self, session: Session, ref: ApplicationRef) -> Facts:
        """Return it as plain facts, to be written as JSON."""
        person = self.cases.file(session, ref).candidate
        candidate_id = find_application(session, ref).candidate_id
        applications = session.scalars(
            select(ApplicationTable)
            .where(col(ApplicationTable.company_id) == ref.company_id)
            .where(col(ApplicationTable.candidate_id) == candidate_id)
            .order_by(col(ApplicationTable.id))
        ).all()
        consents = person.consents
        return {
            "person": {
                "name": person.name,
                "email": person.email,
                "phone": person.phone,
                "wechat_openid": person.wechat_openid,
                "locale": person.locale,
                "timezone": person.timezone,
                "country": person.country,
                "region": person.region,
            },
            "consents": {
                "sms": consents.sms,
                "wechat": consents.wechat,
                "talent_pool": consents.talent_pool,
                "ai_interview": consents.ai_interview,
                "style": consents.style,
            },
            "consents_given": session.get_one(CandidateTable, candidate_id).consent_records or {},
            "applications": [self._application(session, ref.company_id, row) for row in applications],
        }

    def _application(self, session: Session, company_id: str, row: ApplicationTable) -> Facts:
        ref = ApplicationRef(company_id=company_id, application_id=row.id)
        case = self.cases.file(session, ref)
        told, appeal, said = row.told_at is not None, case.appeal, self.feedback.read(session, ref)
        return {
            "external_id": row.external_id,
            "job": case.job.title,
            "stage": row.stage,
            "received_at": row.created_at.isoformat(),
            "told_at": row.told_at.isoformat() if row.told_at else None,
            # Before the telling a decision shows nowhere.
            "outcome": row.outcome if told else None,
            "letters": self._letters(session, row.id, self.cases.candidates.key_of(session, ref)),
            "asked_for_a_person": {"at": appeal.created_at.isoformat(), "words": appeal.words} if appeal else None,
            "feedback": {"score": said.score, "words": said.words} if said else None,
        }

    def _letters(self, session: Session, application_id: str, key: SubjectKey) -> Sequence[Facts]:
        rows = session.scalars(
            select(LetterTable)
            .where(col(LetterTable.application_id) == application_id)
            .where(col(LetterTable.accepted_at).is_not(None))
            .order_by(col(LetterTable.accepted_at))
        )
        return [
            {
                "sent_at": row.accepted_at.isoformat() if row.accepted_at else None,
                "subject": (letter := letter_of(row, key)).subject,
                "text": letter.body,
            }
            for row in rows
        ]
