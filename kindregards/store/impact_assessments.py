"""Impact assessments: added, never changed, and removed by nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.impact_assessments import ImpactAssessment, check_assessment
from kindregards.domain.intake import PolicyUnknownError
from kindregards.store.database import Database
from kindregards.store.identifiers import new_id
from kindregards.store.rows import insert_row
from kindregards.store.tables import ImpactAssessmentTable, PolicyVersionTable


@dataclass(frozen=True, slots=True)
class ImpactAssessments:
    """Keeps the assessments of policy versions."""

    database: Database

    async def of(self, company_id: str, policy_name: str, version: int) -> Sequence[ImpactAssessment]:
        """Return the assessments of a version, the newest first."""
        return await self.database.read(lambda session: _of(session, company_id, policy_name, version))

    async def add(  # noqa: PLR0913 -- each has its name
        self,
        company_id: str,
        policy_name: str,
        version: int,
        *,
        title: str,
        text: str,
        made_on: date,
        by: str,
        now: datetime,
    ) -> ImpactAssessment:
        """Keep an assessment; raise PolicyUnknownError or ImpactAssessmentInvalidError. The same again is the same."""
        check_assessment(title, text, made_on, today=now.date())
        new = ImpactAssessment(
            id=new_id(),
            policy_name=policy_name,
            version=version,
            title=title.strip(),
            text=text.strip(),
            made_on=made_on,
            added_by=by,
            added_at=now,
        )
        return await self.database.write(lambda session: _add(session, company_id, new))


def _add(session: Session, company_id: str, new: ImpactAssessment) -> ImpactAssessment:
    # Held until the transaction ends, so that a form sent twice at once is kept once.
    version = session.scalars(
        select(col(PolicyVersionTable.id))
        .where(col(PolicyVersionTable.company_id) == company_id)
        .where(col(PolicyVersionTable.name) == new.policy_name)
        .where(col(PolicyVersionTable.version) == new.version)
        .with_for_update()
    ).one_or_none()
    if version is None:
        raise PolicyUnknownError(f"Policy {new.policy_name} has no version {new.version}.")
    for known in _of(session, company_id, new.policy_name, new.version):
        if (known.title, known.text, known.made_on) == (new.title, new.text, new.made_on):
            return known
    insert_row(
        session,
        ImpactAssessmentTable,
        id=new.id,
        company_id=company_id,
        policy_name=new.policy_name,
        version=new.version,
        title=new.title,
        text=new.text,
        made_on=new.made_on.isoformat(),
        added_by=new.added_by,
        added_at=new.added_at,
    )
    return new


def _of(session: Session, company_id: str, policy_name: str, version: int) -> tuple[ImpactAssessment, ...]:
    rows = session.scalars(
        select(ImpactAssessmentTable)
        .where(col(ImpactAssessmentTable.company_id) == company_id)
        .where(col(ImpactAssessmentTable.policy_name) == policy_name)
        .where(col(ImpactAssessmentTable.version) == version)
        .order_by(col(ImpactAssessmentTable.added_at).desc(), col(ImpactAssessmentTable.id).desc())
    )
    return tuple(
        ImpactAssessment(
            id=row.id,
            policy_name=row.policy_name,
            version=row.version,
            title=row.title,
            text=row.text,
            made_on=date.fromisoformat(row.made_on),
            added_by=row.added_by,
            added_at=row.added_at,
        )
        for row in rows
    )
