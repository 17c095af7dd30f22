"""Which policy a job or department gets, and pilots beside what really happened."""

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.answers import see_other
from approval_ui.policies import PolicyNotFoundError
from approval_ui.visits import Leading, SignedForm, SignedIn
from kindregards.domain.intake import PolicyUnknownError
from kindregards.domain.pilots import Scope, SubjectInvalidError
from kindregards.http.forms import Form

router = APIRouter()


@router.post("/policy-assignments")
async def assign(visit: Leading, form: SignedForm) -> Response:
    """Give a job or department a policy, or none of its own."""
    try:
        await visit.services.policies.assignments.assign(
            visit.user.company_id,
            _scope(form),
            form.line("subject") or "",
            form.line("policy"),
            actor=visit.user.id,
            now=visit.moments.now,
        )
    except PolicyUnknownError as error:
        raise PolicyNotFoundError(error.message) from None
    return see_other("/policies", done="assigned")


@router.post("/policies/{name}/versions/{number}/pilot")
async def start(name: str, number: int, visit: Leading, form: SignedForm) -> Response:
    """Let a version decide on paper."""
    try:
        pilot = await visit.services.policies.pilots.start(
            visit.user.company_id,
            name,
            number,
            _scope(form),
            form.line("subject") or "",
            actor=visit.user.id,
            now=visit.moments.now,
        )
    except PolicyUnknownError as error:
        raise PolicyNotFoundError(error.message) from None
    return see_other(f"/pilots/{pilot.id}")


@router.get("/pilots/{pilot_id}")
async def show(pilot_id: str, visit: SignedIn) -> Response:
    """Show a pilot beside what really happened."""
    pilot, comparison = await visit.services.policies.pilots.compared(visit.user.company_id, pilot_id)
    names = await visit.services.sessions.names(visit.user.company_id)
    return visit.page("pilot.html", pilot=pilot, comparison=comparison, names=names)


@router.post("/pilots/{pilot_id}/end")
async def end(pilot_id: str, visit: Leading, form: SignedForm) -> Response:
    """Stop a pilot."""
    del form  # only its signature matters
    await visit.services.policies.pilots.end(
        visit.user.company_id, pilot_id, actor=visit.user.id, now=visit.moments.now
    )
    return see_other(f"/pilots/{pilot_id}")


def _scope(form: Form) -> Scope:
    scope = form.line("scope")
    if scope not in set(Scope):
        raise SubjectInvalidError("Say whether it is a job or a department.")
    return Scope(scope)
