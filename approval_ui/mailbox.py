"""The embedded mailbox: messages that were kept here instead of being sent."""

import re

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.answers import letter_in_frame
from approval_ui.brand_page import with_logo
from approval_ui.visits import SignedIn
from kindregards.domain.looks import logo_id

_PAGE = 30
_ADDRESS = re.compile(r"https?://[^\s<>\"'）」】，。；]+")

router = APIRouter()


@router.get("/mailbox")
async def list_messages(visit: SignedIn) -> Response:
    """List messages, newest first."""
    found = await visit.services.mailbox.mailbox(visit.user.company_id, limit=_PAGE + 1, after=visit.asked("after"))
    shown = list(found)[:_PAGE]
    return visit.page("mailbox.html", messages=shown, next_after=shown[-1].id if len(found) > _PAGE else None)


@router.get("/mailbox/{message_id}")
async def show_message(message_id: str, visit: SignedIn) -> Response:
    """Show a message in both its forms, with the links it carries."""
    message = await visit.services.mailbox.message(visit.user.company_id, message_id)
    return visit.page("message.html", message=message, addresses=addresses_in(message.text))


@router.get("/mailbox/{message_id}/html")
async def show_message_html(message_id: str, visit: SignedIn) -> Response:
    """Show a message's HTML form for a frame; its links open beside the console."""
    message = await visit.services.mailbox.message(visit.user.company_id, message_id)
    html = message.html or ""
    company_id, brands = visit.user.company_id, visit.services.templates.brands
    logo = (await brands.brand(company_id)).logo
    if logo is not None and logo_id(logo) in html:
        html = with_logo(html, await brands.logo(company_id, logo.digest))
    return letter_in_frame(html, links_open=True)


def addresses_in(text: str) -> list[str]:
    """Return the web addresses in a text, each once, in order."""
    return list(dict.fromkeys(_ADDRESS.findall(text)))
