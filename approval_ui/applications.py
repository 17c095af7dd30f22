"""Applications: finding one, its whole story, and what staff may do with it."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.answers import letter_in_frame, see_other
from approval_ui.correcting import can_be_corrected
from approval_ui.deciding import UNDO_REASON
from approval_ui.previews import rendered_preview
from approval_ui.visits import Deciding, SignedForm, SignedIn, Visit
from approval_ui.words.timeline import INSTRUCTIONS
from kindregards.domain.applications import ApplicationState, HeldReason, Outcome, Stage
from kindregards.domain.errors import InvalidError, NotFoundError
from kindregards.domain.intake import ApplicationQuery, ApplicationView, CandidateRequest
from kindregards.domain.journey import CommandKind
from kindregards.domain.reports import Period, PeriodInvalidError, period_of
from kindregards.domain.reviewing import LetterView
from kindregards.http.languages import marked

_PAGE = 50
_Choice = TypeVar("_Choice", bound=StrEnum)

DONE: Mapping[str, str] = {
    "undone": marked("The decision was undone. The case goes back to review in a moment."),
    "released": marked("Released. It goes on in a moment."),
    "corrected": marked("Taken back. A letter corrects it, and the case goes back to review in a moment."),
    "withdrawn": marked("The application is being withdrawn."),
    "hold_placed": marked("On legal hold: the record of this person's decisions stays."),
    "hold_lifted": marked("The legal hold is lifted."),
    "reply_handled": marked("The reply is marked as dealt with."),
}

# What can sensibly be said about an application that waits for a person; a review is decided, not released.
RELEASES: Mapping[HeldReason, tuple[str, ...]] = {
    HeldReason.AMBIGUOUS_DISPATCH: ("sent", "not_sent"),
    HeldReason.CHANNELS_FAILED: ("retry", "review"),
    HeldReason.CONFIGURATION: ("retry",),
    HeldReason.LIVE_OFFER: ("retry", "review"),
}

router = APIRouter()


class InstructionUnknownError(InvalidError):
    """A held application can be released in a few ways only."""

    code = "invalid"


class LetterElsewhereError(NotFoundError):
    """The letter belongs to another application."""

    code = "letter_not_found"


@router.get("/applications")
async def list_applications(visit: SignedIn) -> Response:
    """Find applications by a whole name, an e-mail address or an external id, or list them."""
    period = asked_period(visit)
    query = ApplicationQuery(
        limit=_PAGE,
        after=visit.asked("after"),
        state=_chosen(ApplicationState, visit.asked("state")),
        outcome=_chosen(Outcome, visit.asked("outcome")),
        stage=_chosen(Stage, visit.asked("stage")),
        job=visit.asked("job"),
        text=visit.asked("q"),
        reply_waits=visit.asked("replies") == "waiting",
        reason=visit.asked("reason"),
        decided_from=period.start if period else None,
        decided_until=period.end if period else None,
    )
    page = await visit.services.applications.page(visit.user.company_id, query)
    return visit.page(
        "applications.html",
        applications=page.applications,
        next_after=page.next_after,
        query=query,
        period=period,
        filters=_filters(visit),
    )


@router.get("/applications/{application_id}")
async def show_application(application_id: str, visit: SignedIn) -> Response:
    """Show where an application stands, why, and everything that happened."""
    ref, services = visit.application(application_id), visit.services
    application = await services.applications.get(ref)
    return visit.page(
        "application.html",
        application=application,
        timeline=list(reversed(await services.applications.timeline(ref))),
        letters=list(reversed(await services.letters.letters_of(ref))),
        replies=list(reversed(await services.replies.replies_of(ref))),
        names=await services.sessions.names(visit.user.company_id),
        releases=releases_of(application),
        can_withdraw=_can_withdraw(application),
        can_correct=can_be_corrected(application),
        hold=await services.people.holds.hold_of(ref),
        done=DONE.get(visit.asked("done") or ""),
    )


@router.get("/applications/{application_id}/letters/{letter_id}")
async def show_letter(application_id: str, letter_id: str, visit: SignedIn) -> Response:
    """Show a letter as an e-mail, for a frame."""
    letter = await visit.services.letters.letter(visit.user.company_id, letter_id)
    _refuse_strange(letter, application_id)
    return letter_in_frame(rendered_preview(visit, letter.letter).html, links_open=False)


@router.post("/applications/{application_id}/undo")
async def undo(application_id: str, visit: Deciding, form: SignedForm) -> Response:
    """Take the standing decision back, automatic ones too."""
    del form  # only its signature matters
    await visit.services.requests.undo(
        visit.application(application_id), actor=visit.user.id, reason=UNDO_REASON, now=visit.moments.now
    )
    return see_other(f"/applications/{application_id}", done="undone")


@router.post("/applications/{application_id}/release")
async def release(application_id: str, visit: Deciding, form: SignedForm) -> Response:
    """Let a held application go on as the form says."""
    instruction = form.line("instruction")
    if instruction is None or instruction not in INSTRUCTIONS:
        raise InstructionUnknownError("Choose one of the ways offered to go on.")
    await visit.services.requests.release(
        visit.application(application_id), instruction, actor=visit.user.id, now=visit.moments.now
    )
    return see_other(f"/applications/{application_id}", done="released")


@router.post("/applications/{application_id}/withdraw")
async def withdraw(application_id: str, visit: Deciding, form: SignedForm) -> Response:
    """Record that the candidate withdrew by another way than their own page."""
    request = CandidateRequest(
        kind=CommandKind.WITHDRAWN, source=visit.user.id, reason=form.line("reason"), comment=form.line("comment")
    )
    await visit.services.requests.add(visit.application(application_id), request, now=visit.moments.now)
    return see_other(f"/applications/{application_id}", done="withdrawn")


def asked_period(visit: Visit) -> Period | None:
    """Return the days of decision that an address names, None where it names none or nonsense."""
    first, last = asked_day(visit, "from"), asked_day(visit, "to")
    if first is None and last is None:
        return None
    try:
        return period_of(first, last, now=visit.moments.now, zone=visit.services.zone)
    except PeriodInvalidError:
        return None


def asked_day(visit: Visit, name: str) -> date | None:
    """Return a day that an address names, None where it names none or nonsense."""
    try:
        return date.fromisoformat(visit.asked(name) or "")
    except ValueError:
        return None


def _filters(visit: Visit) -> str:
    """Return the filters of the address, for the link to the page that follows."""
    names = ("q", "state", "outcome", "stage", "replies", "job", "reason", "from", "to")
    return urlencode([(name, value) for name in names if (value := visit.asked(name))])


def releases_of(application: ApplicationView) -> tuple[str, ...]:
    """Return the ways in which a held application may go on from here."""
    if application.state is not ApplicationState.HELD or application.held_reason is None:
        return ()
    return RELEASES.get(application.held_reason, ())


def _can_withdraw(application: ApplicationView) -> bool:
    return application.state is not ApplicationState.CLOSED and application.told_at is None


def _chosen(kind: type[_Choice], value: str | None) -> _Choice | None:
    return kind(value) if value in set(kind) else None


def _refuse_strange(letter: LetterView, application_id: str) -> None:
    """Raise for a letter of another application, which this address does not have."""
    if letter.application_id != application_id:
        raise LetterElsewhereError(f"Application {application_id} has no letter {letter.id}.")
