"""The queue: cases that wait for a person, the earliest due first, in views that an address names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.latest import latest_decision
from approval_ui.said import SAID
from approval_ui.visits import SignedIn, Visit
from kindregards.domain.accounts import User
from kindregards.domain.reviewing import ReviewPage, ReviewQuery, ReviewSummary
from kindregards.domain.reviews import ReviewState
from kindregards.http.languages import marked

_PAGE = 50
_SOON = timedelta(hours=24)
EVERYTHING = "waiting"

VIEWS = {
    EVERYTHING: marked("Waiting"),
    "mine": marked("Mine"),
    "unassigned": marked("Unassigned"),
    "due": marked("Due in 24 h"),
    "asked": marked("Asked me"),
    "late": marked("Late"),
    "snoozed": marked("Put off"),
    "held": marked("Out of time"),
    "decided": marked("Decided"),
}

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFilters:
    """What the address of the queue says; it can be bookmarked and shared."""

    view: str = EVERYTHING
    group: str | None = None
    job: str | None = None

    def query(self, user: User, now: datetime, after: str | None) -> ReviewQuery:
        """Return what to ask the desk."""
        states = {"held": ReviewState.HELD, "decided": ReviewState.DECIDED}
        due_before = {"late": now, "due": now + _SOON}
        return ReviewQuery(
            limit=_PAGE,
            after=after,
            state=states.get(self.view),
            assignee=user.id if self.view == "mine" else None,
            unassigned=self.view == "unassigned",
            asked=user.id if self.view == "asked" else None,
            due_before=due_before.get(self.view),
            snoozed=None if self.view in {*states, "asked"} else self.view == "snoozed",
            now=now,
            group=self.group,
            job=self.job,
        )

    def suffix(self, **changes: str | None) -> str:
        """Return the address' question for this view with changes; nothing for the plain queue."""
        said = {"view": None if self.view == EVERYTHING else self.view, "group": self.group, "job": self.job} | changes
        return f"?{urlencode(given)}" if (given := {name: value for name, value in said.items() if value}) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownQueue:
    """One page of the queue as a template lists it."""

    filters: QueueFilters
    page: ReviewPage
    names: Mapping[str, str]

    @property
    def reviews(self) -> tuple[ReviewSummary, ...]:
        """Return its lines."""
        return self.page.reviews


def chosen_filters(visit: Visit) -> QueueFilters:
    """Return the filters of an address; an unknown view shows what waits."""
    view = visit.asked("view")
    return QueueFilters(view=view if view in VIEWS else EVERYTHING, group=visit.asked("group"), job=visit.asked("job"))


async def shown_queue(visit: Visit) -> ShownQueue:
    """Return the page of the queue that an address speaks of."""
    company_id, chosen = visit.user.company_id, chosen_filters(visit)
    query = chosen.query(visit.user, visit.moments.now, visit.asked("after"))
    return ShownQueue(
        filters=chosen,
        page=await visit.services.desk.page(company_id, query),
        names=await visit.services.sessions.names(company_id),
    )


@router.get("/queue")
async def show_queue(visit: SignedIn) -> Response:
    """Show one page of the queue; a list that renews itself gets its lines only."""
    queue = await shown_queue(visit)
    if visit.wants_part:
        return visit.page("queue_list.html", queue=queue, views=VIEWS, current=visit.asked("current"))
    colleagues = await visit.services.case_work.colleagues(visit.user.company_id)
    return visit.page(
        "queue.html",
        queue=queue,
        views=VIEWS,
        current=None,
        colleagues=colleagues,
        groups=await visit.services.case_work.groups(visit.user.company_id),
        latest=await latest_decision(visit),
        said=SAID.get(visit.asked("said") or ""),
    )
