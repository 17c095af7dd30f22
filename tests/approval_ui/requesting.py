"""Requests and a talent pool in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kindregards.domain.applications import ApplicationState
from kindregards.domain.calls import Call, SettledCall
from kindregards.domain.erasures import Erasure, ErasureNotFoundError, ErasureState
from kindregards.domain.feedback import Feedback
from kindregards.domain.intake import ApplicationView
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.legal_holds import LegalHold
from kindregards.domain.open_requests import OpenRequest, RequestKind
from kindregards.domain.ports.people import PeopleServices
from kindregards.domain.talent_pool import POOL_PURPOSE, Invited, NotInvitableError, PoolEntry, PoolPage
from tests.approval_ui.fakes import FakeApplications
from tests.builders import NOW


def a_request(kind: RequestKind, *, hours: int | None = 24, review: str | None = None) -> OpenRequest:
    """Return a wish that is due so many hours from now."""
    return OpenRequest(
        kind=kind,
        id=f"request-{kind}",
        application_id="application-told",
        candidate_name="王梅",
        job_title="用户运营经理",
        since=NOW - timedelta(days=1),
        due_at=None if hours is None else NOW + timedelta(hours=hours),
        review_id=review,
    )


@dataclass(kw_only=True)
class FakePeople:
    """One wish of each kind; remembers what was done."""

    applications: FakeApplications
    requests: list[OpenRequest] = field(
        default_factory=lambda: [
            a_request(RequestKind.APPEAL, hours=-1, review="review-1"),
            a_request(RequestKind.CALL),
            a_request(RequestKind.ERASURE),
            a_request(RequestKind.REPLY, hours=None),
        ]
    )
    settled: list[SettledCall] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    hold: LegalHold | None = None
    invited: list[tuple[str, str]] = field(default_factory=list)

    @property
    def services(self) -> PeopleServices:
        """Return the ports."""
        return PeopleServices(
            requests=self,
            calls=self,
            erasures=self,
            pool=self,
            invitations=self,
            feedback=self,
            holds=self,
            own_data=self,
        )

    async def waiting(self, company_id: str, *, limit: int) -> Sequence[OpenRequest]:
        """Return what waits."""
        del company_id
        return self.requests[:limit]

    async def call_of(self, ref: ApplicationRef) -> Call | None:
        """Return no call."""
        del ref
        return None

    async def settle(self, ref: ApplicationRef, settled: SettledCall, *, now: datetime) -> ApplicationView:
        """Keep the word."""
        del now
        self.settled.append(settled)
        return self.applications.views.get(ref.application_id) or next(
            view for view in self.applications.views.values() if view.state is not ApplicationState.CLOSED
        )

    async def ask(self, ref: ApplicationRef, *, source: str, now: datetime) -> None:
        """Keep the wish."""
        del source, now
        self.asked.append(ref.application_id)

    async def of(self, ref: ApplicationRef) -> Mapping[str, object]:
        """Return what is known of somebody."""
        return {"person": {"name": self.applications.views[ref.application_id].candidate_name}}

    async def erasure_of(self, ref: ApplicationRef) -> Erasure:
        """Know of no wish."""
        raise ErasureNotFoundError(f"Nobody asked about {ref.application_id}.")

    async def give(
        self, ref: ApplicationRef, score: int, words: str | None, *, source: str = "candidate", now: datetime
    ) -> None:
        """Keep no word: the console takes none."""

    async def feedback_of(self, ref: ApplicationRef) -> Feedback | None:
        """Return no word."""
        del ref
        return None

    async def hold_of(self, ref: ApplicationRef) -> LegalHold | None:
        """Return the hold."""
        del ref
        return self.hold

    async def place(self, ref: ApplicationRef, *, actor: str, reason: str, now: datetime) -> LegalHold:
        """Keep the first hold."""
        del ref
        self.hold = self.hold or LegalHold(since=now, by=actor, reason=reason)
        return self.hold

    async def lift(self, ref: ApplicationRef, *, actor: str, reason: str, now: datetime) -> None:
        """Lift it."""
        del ref, actor, reason, now
        self.hold = None

    async def carry_out(self, company_id: str, erasure_id: str, *, actor: str, now: datetime) -> Erasure:
        """Keep the deed."""
        del company_id, actor
        self.erased.append(erasure_id)
        return Erasure(
            id=erasure_id, application_id="application-told", state=ErasureState.DONE, requested_at=now, due_at=now
        )

    async def page(
        self, company_id: str, *, limit: int, now: datetime, after: str | None = None, everybody: bool = False
    ) -> PoolPage:
        """Return one person."""
        del company_id, limit, after, everybody
        entry = PoolEntry(
            id="pool-1",
            application_id="application-told",
            candidate_name="Daniel Osei",
            job_title="Backend engineer",
            purpose=POOL_PURPOSE,
            source="candidate",
            consented_at=now,
            expires_at=now + timedelta(days=365),
        )
        return PoolPage(entries=(entry,))

    async def invite(self, company_id: str, entry_id: str, opening: str, *, actor: str, now: datetime) -> Invited:
        """Keep who was invited to what; nobody but `pool-1` may be."""
        del company_id, actor, now
        if entry_id != "pool-1":
            raise NotInvitableError("Not now.")
        self.invited.append((entry_id, opening))
        return Invited(entry_id=entry_id, application_id="application-told", letter_id="letter-9", opening=opening)
