"""Letters: their way through the channels, the outbox, and what people may still do."""

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.answers import letter_in_frame, see_other
from approval_ui.previews import in_light, preview_of, rendered_preview, sights
from approval_ui.visits import Deciding, SignedForm, SignedIn
from kindregards.domain.channels import Channel
from kindregards.domain.errors import InvalidError
from kindregards.domain.intake import ApplicationView
from kindregards.domain.letter_lists import LetterListQuery, LetterListView
from kindregards.domain.letters import LetterState, Purpose
from kindregards.domain.resending import RESENDABLE
from kindregards.domain.reviewing import LetterView
from kindregards.http.languages import marked

_PAGE = 50
VIEWS = {LetterListView.ALL: marked("All"), LetterListView.TROUBLE: marked("In trouble")}
DONE = {
    "cancelled": marked("The letter will not leave. The case goes back to review in a moment."),
    "hurried": marked(
        "The letter leaves in a moment or, outside the hours for letters, as soon as they begin for this candidate."
    ),
    "resent": marked("The letter leaves again in a moment; it is listed with the application."),
}

router = APIRouter()


class ChannelUnknownError(InvalidError):
    """A letter goes by e-mail, text message or WeChat."""

    code = "invalid"


@router.get("/letters")
async def list_letters(visit: SignedIn) -> Response:
    """List letters, newest first, or those that met trouble."""
    asked = visit.asked("view")
    view = LetterListView.TROUBLE if asked == LetterListView.TROUBLE else LetterListView.ALL
    query = LetterListQuery(view=view, limit=_PAGE, after=visit.asked("after"))
    page = await visit.services.letter_lists.page(visit.user.company_id, query)
    return visit.page("letters.html", page=page, view=view, views=VIEWS)


@router.get("/outbox")
async def show_outbox(visit: SignedIn) -> Response:
    """List letters that wait to leave, the earliest first."""
    query = LetterListQuery(view=LetterListView.WAITING, limit=_PAGE, after=visit.asked("after"))
    page = await visit.services.letter_lists.page(visit.user.company_id, query)
    return visit.page("outbox.html", page=page, done=DONE.get(visit.asked("done") or ""))


@router.get("/letters/{letter_id}")
async def show_letter(letter_id: str, visit: SignedIn) -> Response:
    """Show one letter: its way, its exact content and hash, and what may still be done."""
    services = visit.services
    letter = await services.letters.letter(visit.user.company_id, letter_id)
    application = await services.applications.get(visit.application(letter.application_id))
    return visit.page(
        "letter.html",
        letter=letter,
        application=application,
        rendered=rendered_preview(visit, letter.letter),
        preview=preview_of(visit, letter.letter, application.job_title),
        sights=sights(f"/letters/{letter_id}/html"),
        names=await services.sessions.names(visit.user.company_id),
        can_be_cancelled=_can_be_cancelled(letter, application),
        channels=_other_channels(letter),
        done=DONE.get(visit.asked("done") or ""),
    )


@router.get("/letters/{letter_id}/html")
async def show_letter_in_frame(letter_id: str, visit: SignedIn) -> Response:
    """Show a letter as an e-mail, for a frame."""
    letter = await visit.services.letters.letter(visit.user.company_id, letter_id)
    html = rendered_preview(visit, letter.letter).html
    return letter_in_frame(in_light(html, visit.asked("light")), links_open=False)


@router.post("/letters/{letter_id}/cancel")
async def cancel(letter_id: str, visit: Deciding, form: SignedForm) -> Response:
    """Keep a letter from leaving; its decision is undone."""
    await visit.services.letter_cancelling.cancel(
        visit.user.company_id, letter_id, actor=visit.user.id, now=visit.moments.now
    )
    if form.line("from") == "outbox":
        return see_other("/outbox", done="cancelled")
    return see_other(f"/letters/{letter_id}", done="cancelled")


@router.post("/letters/{letter_id}/send-now")
async def send_now(letter_id: str, visit: Deciding, form: SignedForm) -> Response:
    """Let a letter leave before its cooling-off is over."""
    await visit.services.letter_hurrying.hurry(
        visit.user.company_id, letter_id, actor=visit.user.id, now=visit.moments.now
    )
    return see_other("/outbox" if form.line("from") == "outbox" else f"/letters/{letter_id}", done="hurried")


@router.post("/letters/{letter_id}/resend")
async def resend(letter_id: str, visit: Deciding, form: SignedForm) -> Response:
    """Send a letter that has left once more, by the channel of the form."""
    channel = form.line("channel")
    if channel not in set(Channel):
        raise ChannelUnknownError("Choose one of the channels offered.")
    await visit.services.letter_resending.resend(
        visit.user.company_id, letter_id, Channel(channel), actor=visit.user.id, now=visit.moments.now
    )
    return see_other(f"/letters/{letter_id}", done="resent")


def _can_be_cancelled(letter: LetterView, application: ApplicationView) -> bool:
    is_waiting = letter.state == LetterState.PENDING and letter.purpose == Purpose.OUTCOME
    return is_waiting and application.decision is not None and application.decision.can_be_undone


def _other_channels(letter: LetterView) -> tuple[Channel, ...]:
    """Return the channels offered for sending again; the store knows which of them reach this person."""
    return tuple(Channel) if letter.purpose in RESENDABLE and letter.accepted_at is not None else ()
