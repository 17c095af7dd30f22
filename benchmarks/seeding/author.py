"""Writing one invented application as its whole journey would have left it, by the store's own row functions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from benchmarks.seeding.correspondence import REASON, Correspondence, Written, add_delivery
from kindregards.domain.applications import ApplicationState, Outcome
from kindregards.domain.channels import Channel
from kindregards.domain.decisions import DECIDED_BY_POLICY, DecisionMode, DecisionState
from kindregards.domain.intake import NewApplication
from kindregards.domain.journey import ApplicationRef, CommandKind
from kindregards.domain.letters import LetterState
from kindregards.domain.policies import Policy
from kindregards.domain.reviews import ReviewState
from kindregards.store.candidates import Candidates
from kindregards.store.identifiers import new_id
from kindregards.store.interview_results import digest_of_result, keep_result
from kindregards.store.jobs import keep_job
from kindregards.store.rows import insert_row
from kindregards.store.tables import ApplicationTable, DecisionTable, ReviewTable, WorkflowCommandTable
from kindregards.store.timeline import note
from kindregards.store.vault import SubjectKey

_RULE = "2"
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Writes applications of one company under its active policy."""

    candidates: Candidates
    company_id: str
    correspondence: Correspondence
    policy: Policy
    policy_version: int
    _job_ids: dict[str, str] = field(default_factory=dict)

    def add_jobs(self, session: Session, applications: Sequence[NewApplication], now: datetime) -> None:
        """Keep jobs that are not known yet; before rows are collected, for keeping a job reads it back."""
        for new in applications:
            if new.job.external_id not in self._job_ids:
                self._job_ids[new.job.external_id] = keep_job(session, self.company_id, new.job, now)

    def waiting(self, session: Session, new: NewApplication, at: datetime) -> ApplicationRef:
        """Write an application that waits for its interview."""
        return self._application(session, new, at, state=ApplicationState.AWAITING_INTERVIEW).ref

    def in_review(self, session: Session, new: NewApplication, at: datetime) -> ApplicationRef:
        """Write one with a result that a person is asked about."""
        review_id, letter_id = new_id(), new_id()
        state = ApplicationState.AWAITING_REVIEW
        written = self._application(session, new, at, state=state, review_id=review_id)
        ref = written.ref
        self.correspondence.add_letter(session, written, letter_id=letter_id, state=LetterState.DRAFT)
        times = self.policy.review
        insert_row(
            session,
            ReviewTable,
            id=review_id,
            company_id=self.company_id,
            application_id=ref.application_id,
            number=1,
            version=1,
            state=ReviewState.OPEN,
            flags=["policy"],
            rule=None,
            reason=REASON,
            reviewer_group=times.group,
            result_id=written.result_id,
            letter_id=letter_id,
            opened_at=at,
            remind_at=at + times.remind,
            due_at=at + times.due,
            escalate_at=at + times.due + times.escalate,
            hold_at=at + times.due + times.escalate + times.hold,
        )
        note(session, ref, "review_opened", reference=review_id, now=at, flags=["policy"])
        return ref

    def told(self, session: Session, new: NewApplication, at: datetime) -> ApplicationRef:
        """Write one whose letter was accepted and not yet read."""
        return self._decided(session, new, at, state=ApplicationState.TOLD)

    def closed(self, session: Session, new: NewApplication, at: datetime) -> ApplicationRef:
        """Write one whose letter was delivered, opened and acknowledged, and whose time is over."""
        times = {"acknowledged_at": at + _DAY, "closed_at": at + self.policy.appeal_window}
        ref = self._decided(session, new, at, state=ApplicationState.CLOSED, **times)
        note(session, ref, "acknowledged", actor="candidate", now=times["acknowledged_at"])
        note(session, ref, "closed", now=times["closed_at"], outcome=Outcome.REJECT, because=None)
        return ref

    def _decided(
        self, session: Session, new: NewApplication, at: datetime, *, state: ApplicationState, **times: datetime
    ) -> ApplicationRef:
        decision_id, letter_id, told_at = new_id(), new_id(), at + 2 * _HOUR
        named: dict[str, object] = {"decision_id": decision_id, "letter_id": letter_id, "told_at": told_at}
        written = self._application(session, new, at, state=state, outcome=Outcome.REJECT, **named, **times)
        self._decision(session, written, decision_id)
        self.correspondence.add_letter(
            session,
            written,
            letter_id=letter_id,
            state=LetterState.RELEASED,
            decision_id=decision_id,
            accepted_at=told_at,
        )
        add_delivery(session, written.ref, letter_id, told_at)
        facts = {"outcome": Outcome.REJECT, "channel": Channel.EMAIL}
        note(session, written.ref, "told", reference=letter_id, now=told_at, **facts)
        return written.ref

    def _application(
        self, session: Session, new: NewApplication, at: datetime, *, state: ApplicationState, **facts: object
    ) -> Written:
        """Write person, application, result and the command that would have started its journey."""
        ref = ApplicationRef(company_id=self.company_id, application_id=new_id())
        candidate_id, key = self.candidates.keep(session, self.company_id, new, at)
        due_at = at + self.policy.interview.due
        unset = dict.fromkeys(("outcome", "decision_id", "review_id", "letter_id", "told_at", "acknowledged_at"))
        insert_row(
            session,
            ApplicationTable,
            id=ref.application_id,
            company_id=self.company_id,
            external_id=new.external_id,
            content_digest=self.candidates.blind_index.content(new.external_id, company_id=self.company_id),
            candidate_id=candidate_id,
            job_id=self._job_ids[new.job.external_id],
            stage=new.stage,
            state=state,
            policy_name=new.job.policy,
            policy_version=self.policy_version,
            is_test=False,
            interview_source=new.interview.source,
            interview_id=new.interview.interview_id,
            interview_due_at=due_at,
            interview_expires_at=due_at + self.policy.interview.expire,
            command_sequence=1,
            created_at=at - _HOUR,
            updated_at=facts.get("closed_at") or at,
            **{**unset, **facts},
        )
        note(session, ref, "application_received", actor="integrator", now=at - _HOUR)
        result_id = self._result(session, ref, new, key, at)
        self._command(session, ref, result_id, at)
        return Written(ref=ref, new=new, key=key, result_id=result_id, at=at)

    def _result(
        self, session: Session, ref: ApplicationRef, new: NewApplication, key: SubjectKey, at: datetime
    ) -> str | None:
        if new.result is None:
            return None
        digest = digest_of_result(self.candidates.blind_index, ref, new.result)
        result_id = keep_result(session, ref, new.result, key=key, digest=digest, now=at)
        note(session, ref, "result_received", actor="integrator", reference=result_id, now=at)
        return result_id

    def _command(self, session: Session, ref: ApplicationRef, result_id: str | None, at: datetime) -> None:
        insert_row(
            session,
            WorkflowCommandTable,
            id=new_id(),
            company_id=self.company_id,
            application_id=ref.application_id,
            sequence=1,
            kind=CommandKind.START,
            reference=result_id,
            state="done",
            lease_token=None,
            lease_until=None,
            created_at=at,
            settled_at=at,
        )

    def _decision(self, session: Session, written: Written, decision_id: str) -> None:
        new, result = written.new, written.new.result
        insert_row(
            session,
            DecisionTable,
            id=decision_id,
            company_id=self.company_id,
            application_id=written.ref.application_id,
            version=1,
            outcome=Outcome.REJECT,
            mode=DecisionMode.AUTOMATIC,
            rule=_RULE,
            reason=REASON,
            decided_by=DECIDED_BY_POLICY,
            decided_at=written.at,
            leave_at=written.at,
            policy_version=self.policy_version,
            inputs={
                "stage": new.stage,
                "source": new.interview.source,
                "country": new.candidate.country,
                "result": written.result_id,
                "score": result.score if result else None,
                "confidence": result.confidence if result else None,
            },
            state=DecisionState.RELEASED,
        )
        facts = {"outcome": Outcome.REJECT, "mode": DecisionMode.AUTOMATIC, "rule": _RULE, "reason": REASON}
        note(session, written.ref, "decided", actor=DECIDED_BY_POLICY, reference=decision_id, now=written.at, **facts)
