"""Putting an application that waits for its interview under the policy version that is active now."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import ApplicationState
from kindregards.domain.intake import ApplicationFinishedError, ApplicationView, ResultExistsError
from kindregards.domain.journey import ApplicationRef
from kindregards.store.applications import Applications, lock_application
from kindregards.store.database import Database
from kindregards.store.policies import Policies
from kindregards.store.rows import change_row
from kindregards.store.tables import ApplicationTable, InterviewResultTable
from kindregards.store.timeline import note


@dataclass(frozen=True, slots=True)
class Repinning:
    """Changes which rules an application will be decided by, as long as there is nothing to decide."""

    database: Database
    applications: Applications
    policies: Policies

    async def repin(self, ref: ApplicationRef, *, actor: str, now: datetime) -> ApplicationView:
        """Pin the active version of its policy; again changes nothing.

        Raises ApplicationNotFoundError, ApplicationFinishedError, ResultExistsError, PolicyUnknownError.
        """
        return await self.database.write(lambda session: self._repin(session, ref, actor, now))

    def _repin(self, session: Session, ref: ApplicationRef, actor: str, now: datetime) -> ApplicationView:
        application = lock_application(session, ref)
        _refuse_what_is_decided_about(session, application)
        before = application.policy_version
        active = self.policies.active_number(session, ref.company_id, application.policy_name)
        if active != before:
            change_row(session, ApplicationTable, application.id, policy_version=active, updated_at=now)
            note(session, ref, "policy_repinned", actor=actor, now=now, before=before, after=active)
        return self.applications.view(session, ref)


def _refuse_what_is_decided_about(session: Session, application: ApplicationTable) -> None:
    if application.state == ApplicationState.CLOSED:
        raise ApplicationFinishedError(f"Application {application.id} is closed; no policy decides about it any more.")
    has_result = session.execute(
        select(exists().where(col(InterviewResultTable.application_id) == application.id))
    ).scalar_one()
    if has_result or application.state != ApplicationState.AWAITING_INTERVIEW:
        raise ResultExistsError(
            f"Application {application.id} has its result, and the version pinned at intake decides about it. "
            "A reviewer may decide otherwise."
        )
