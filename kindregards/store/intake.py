"""New applications, committed together with the command that starts their journey."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import ApplicationState
from kindregards.domain.intake import (
    ApplicationExistsError,
    ApplicationView,
    NewApplication,
    Submitted,
)
from kindregards.domain.journey import ApplicationRef, CommandKind
from kindregards.domain.policies import InterviewTimes
from kindregards.domain.ports.commands import CommandTrigger, OpenCommand
from kindregards.domain.talent_pool import PoolEnding
from kindregards.store.applications import Applications
from kindregards.store.candidates import Candidates
from kindregards.store.commands import append_command
from kindregards.store.consent_records import INTEGRATOR
from kindregards.store.database import Database
from kindregards.store.digests import content_digest
from kindregards.store.identifiers import new_id
from kindregards.store.interview_results import digest_of_result, keep_result
from kindregards.store.jobs import keep_job
from kindregards.store.policies import Policies
from kindregards.store.policy_assignments import policy_for
from kindregards.store.pool_entries import end_pool_entries, keep_consent
from kindregards.store.rows import insert_row
from kindregards.store.tables import ApplicationTable
from kindregards.store.timeline import note
from kindregards.store.vault import SubjectKey

_SUBMISSIONS = TypeAdapter(NewApplication)


@dataclass(frozen=True, slots=True)
class Intake:
    """Takes in applications; `trigger` hears of each command once it is committed."""

    database: Database
    candidates: Candidates
    applications: Applications
    policies: Policies
    trigger: CommandTrigger

    async def submit(self, company_id: str, new: NewApplication, *, now: datetime) -> Submitted:
        """Keep an application with its person, job and perhaps its result."""
        submitted, command = await self.database.write(lambda session: self._submit(session, company_id, new, now))
        if command is not None:
            self.trigger(command)
        return submitted

    def _submit(
        self, session: Session, company_id: str, new: NewApplication, now: datetime
    ) -> tuple[Submitted, OpenCommand | None]:
        digest = self._digest(company_id, new)
        known = session.execute(
            select(col(ApplicationTable.id), col(ApplicationTable.content_digest))
            .where(col(ApplicationTable.company_id) == company_id)
            .where(col(ApplicationTable.external_id) == new.external_id)
        ).one_or_none()
        if known is not None:
            return self._again(session, company_id, known.id, same=known.content_digest == digest), None
        ref = ApplicationRef(company_id=company_id, application_id=new_id())
        result_id = self._insert(session, ref, new, digest, now)
        if new.candidate.consents.talent_pool:
            keep_consent(session, ref, source=INTEGRATOR, now=now)
        note(session, ref, "application_received", actor=INTEGRATOR, now=now)
        if result_id:
            note(session, ref, "result_received", actor=INTEGRATOR, reference=result_id, now=now)
        command = append_command(session, ref, CommandKind.START, reference=result_id, now=now)
        return Submitted(application=_fresh(ref, new, now), is_new=True), command

    def _again(self, session: Session, company_id: str, application_id: str, *, same: bool) -> Submitted:
        if not same:
            raise ApplicationExistsError(
                "This external_id was used before with other content. Use a new external_id, or send results and "
                "requests to the application that exists.",
                details={"application_id": application_id},
            )
        ref = ApplicationRef(company_id=company_id, application_id=application_id)
        return Submitted(application=self.applications.view(session, ref), is_new=False)

    def _insert(
        self, session: Session, ref: ApplicationRef, new: NewApplication, digest: str, now: datetime
    ) -> str | None:
        """Insert all rows of a new application; return our id of its result, if it brought one."""
        policy_name = policy_for(session, ref.company_id, new.job)
        version, times = self._pinned(session, ref, policy_name)
        due_at = new.interview.due_at or now + times.due
        candidate_id, key = self._keep_person(session, ref, new, now)
        insert_row(
            session,
            ApplicationTable,
            id=ref.application_id,
            company_id=ref.company_id,
            external_id=new.external_id,
            content_digest=digest,
            candidate_id=candidate_id,
            job_id=keep_job(session, ref.company_id, new.job, now),
            stage=new.stage,
            state=ApplicationState.AWAITING_INTERVIEW,
            policy_name=policy_name,
            policy_version=version,
            is_test=new.is_test,
            interview_source=new.interview.source,
            interview_id=new.interview.interview_id,
            interview_due_at=due_at,
            interview_notified_at=new.interview.notified_at,
            interview_expires_at=due_at + times.expire,
            command_sequence=0,
            created_at=now,
            updated_at=now,
        )
        if new.result is None:
            return None
        digest = digest_of_result(self.candidates.blind_index, ref, new.result)
        return keep_result(session, ref, new.result, key=key, digest=digest, now=now)

    def _keep_person(
        self, session: Session, ref: ApplicationRef, new: NewApplication, now: datetime
    ) -> tuple[str, SubjectKey]:
        """Keep who applies; whoever applies again is told of no openings on account of an earlier consent."""
        candidate_id, key = self.candidates.keep(session, ref.company_id, new, now)
        end_pool_entries(session, [candidate_id], because=PoolEnding.NEW_APPLICATION, now=now)
        return candidate_id, key

    def _pinned(self, session: Session, ref: ApplicationRef, policy_name: str) -> tuple[int, InterviewTimes]:
        """Return the version that judges what comes in now, and its times."""
        version = self.policies.active_number(session, ref.company_id, policy_name)
        return version, self.policies.pinned(session, ref.company_id, policy_name, version).interview

    def _digest(self, company_id: str, new: NewApplication) -> str:
        content = _SUBMISSIONS.dump_python(new, mode="json")
        if new.interview.notified_at is None:
            # What was sent in before anybody could say so must still be known as the same.
            del content["interview"]["notified_at"]
        return content_digest(self.candidates.blind_index, content, company_id=company_id)


def _fresh(ref: ApplicationRef, new: NewApplication, now: datetime) -> ApplicationView:
    """Return what a reader would find now, without reading."""
    return ApplicationView(
        id=ref.application_id,
        external_id=new.external_id,
        state=ApplicationState.AWAITING_INTERVIEW,
        outcome=None,
        stage=new.stage,
        candidate_name=new.candidate.name,
        job_title=new.job.title,
        created_at=now,
    )
