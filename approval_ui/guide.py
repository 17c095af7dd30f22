"""The quick guide: what the console is for and what to do with each page, on one sheet of paper."""

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.visits import SignedIn
from approval_ui.words.guide import KEYS, RULES, STEPS, WORDS

router = APIRouter()


@router.get("/help")
async def show_guide(visit: SignedIn) -> Response:
    """Show the guide, which prints on two pages."""
    return visit.page(
        "help.html", steps=STEPS, rules=RULES, keys=KEYS, glossary=WORDS, has_tours=visit.services.tours is not None
    )
