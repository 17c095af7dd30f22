"""The reader's own settings: language, theme and single keys."""

from datetime import timedelta

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui.answers import see_other
from approval_ui.console import KEYS_COOKIE, LANGUAGE_COOKIE, THEME_COOKIE
from approval_ui.visits import SignedForm, SignedIn
from approval_ui.words.themes import THEMES, theme_in
from kindregards.domain.errors import InvalidError
from kindregards.domain.languages import Language
from kindregards.http.languages import named_language

_KEPT = timedelta(days=365)

router = APIRouter()


class LanguageUnknownError(InvalidError):
    """The console is not written in this language."""

    code = "invalid"


@router.get("/me")
async def show_account(visit: SignedIn) -> Response:
    """Show who is signed in and how the console speaks to them."""
    return visit.page("me.html", languages=list(Language), themes=THEMES)


@router.post("/me/language")
async def choose_language(visit: SignedIn, form: SignedForm) -> Response:
    """Keep the reader's language."""
    language = named_language(form.line("language"))
    if language is None:
        raise LanguageUnknownError("Choose one of the languages offered.")
    await visit.services.sessions.set_language(visit.user, language)
    answer = see_other("/me")
    _keep(visit, answer, LANGUAGE_COOKIE, language)
    return answer


@router.post("/me/theme")
async def choose_theme(visit: SignedIn, form: SignedForm) -> Response:
    """Keep by which light the console is shown in this browser."""
    answer = see_other("/me")
    _keep(visit, answer, THEME_COOKIE, theme_in(form.line("theme")))
    return answer


@router.post("/me/keys")
async def choose_keys(visit: SignedIn, form: SignedForm) -> Response:
    """Keep whether single keys act in this browser (WCAG 2.1.4)."""
    answer = see_other("/me")
    _keep(visit, answer, KEYS_COOKIE, "on" if form.line("keys") == "on" else "off")
    return answer


def _keep(visit: SignedIn, answer: Response, name: str, value: str) -> None:
    answer.set_cookie(
        name,
        value,
        max_age=int(_KEPT.total_seconds()),
        secure=visit.console.browser.is_secure,
        httponly=True,
        samesite="lax",
    )
