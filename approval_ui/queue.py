"""The queue: cases that wait for a person, the earliest due first."""

from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.latest import latest_decision
from approval_ui.visits import SignedIn, Visit
from kindregards.domain.accounts import User
from kindregards.domain.reviewing import ReviewQuery
from kindregards.domain.reviews import ReviewState
from kindregards.http.languages import marked

_PAGE = 50

VIEWS = {
    "waiting": marked("Waiting"),
    "mine": marked("Opened by me"),
    "late": marked("Late"),
    "held": marked("Out of time"),
    "decided": marked("Decided"),
}

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFilters:
    """What the address of the queue says; it can be bookmarked and shared."""

    view: str = "waiting"
    group: str | None = None
    job: str | None = None

    def query(self, user: User, now: datetime, after: str | None) -> ReviewQuery:
        """Return what to ask the desk."""
        states = {"held": ReviewState.HELD, "decided": ReviewState.DECIDED}
        return ReviewQuery(
            limit=_PAGE,
            after=after,
            state=states.get(self.view),
            assignee=user.id if self.view == "mine" else None,
            due_before=now if self.view == "late" else None,
            group=self.group,
            job=self.job,
        )


def chosen_filters(visit: Visit) -> QueueFilters:
    """Return the filters of an address; an unknown view shows what waits."""
    view = visit.asked("view")
    return QueueFilters(view=view if view in VIEWS else "waiting", group=visit.asked("group"), job=visit.asked("job"))


@router.get("/queue")
async def show_queue(visit: SignedIn) -> Response:
    """Show one page of the queue."""
    company_id, chosen = visit.user.company_id, chosen_filters(visit)
    page = await visit.services.desk.page(company_id, chosen.query(visit.user, visit.moments.now, visit.asked("after")))
    return visit.page(
        "queue.html",
        reviews=page.reviews,
        next_after=page.next_after,
        filters=chosen,
        views=VIEWS,
        names=await visit.services.sessions.names(company_id),
        latest=await latest_decision(visit),
    )
