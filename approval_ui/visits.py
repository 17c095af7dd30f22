"""One request of somebody who is signed in, and what their role lets them do."""

from dataclasses import dataclass, field
from typing import Annotated, Any

from babel.support import NullTranslations
from fastapi import Depends, Request
from starlette.responses import HTMLResponse

from approval_ui import vocabulary
from approval_ui.console import KEYS_COOKIE, THEME_COOKIE, Console, console_of
from approval_ui.services import ConsoleServices
from approval_ui.words.page_help import PAGE_HELP
from approval_ui.words.themes import theme_in
from kindregards.domain.accounts import Role, User
from kindregards.domain.errors import DomainError, ForbiddenError
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.pausing import Pause
from kindregards.domain.reasons import SHIPPED_REASONS, Reasons
from kindregards.http.csrf import FORM_TOKEN_FIELD
from kindregards.http.forms import Form, read_form
from kindregards.http.moments import Moments

# E-mail addresses are the longest thing searched for.
_LONGEST_PART = 320


class SignedOutError(DomainError):
    """Nobody is signed in, or the session has ended."""

    code = "signed_out"


class NotPermittedError(ForbiddenError):
    """The user's role does not include this."""

    code = "not_permitted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Who asks, from where, in which language, and when."""

    request: Request
    console: Console
    user: User
    moments: Moments
    pause: Pause | None
    reasons: Reasons = field(default_factory=lambda: SHIPPED_REASONS)

    @property
    def services(self) -> ConsoleServices:
        """Return what the console asks of the system."""
        return self.console.services

    @property
    def words(self) -> NullTranslations:
        """Return the translations into the user's language."""
        return self.console.pages.words[self.user.language]

    @property
    def may_decide(self) -> bool:
        """Say whether the user's role lets them change anything."""
        return self.user.role is not Role.VIEWER

    @property
    def may_lead(self) -> bool:
        """Say whether the user may stop what concerns everybody."""
        return self.user.role in {Role.LEAD, Role.ADMIN}

    @property
    def form_token(self) -> str:
        """Return what the user's forms are signed with; it outlives a session, so that a text typed can be sent."""
        return self.console.forms.issue(self.user.id)

    @property
    def wants_part(self) -> bool:
        """Say whether a page of ours asks for a part to put into itself."""
        return "x-part" in self.request.headers

    def asked(self, name: str) -> str | None:
        """Return a part of the address, or None where it is missing, empty or longer than any of ours."""
        value = self.request.query_params.get(name, "").strip()
        return value if 0 < len(value) <= _LONGEST_PART else None

    def application(self, application_id: str) -> ApplicationRef:
        """Name an application of the user's company."""
        return ApplicationRef(company_id=self.user.company_id, application_id=application_id)

    def render(self, template: str, **values: object) -> str:
        """Return a page or a part of one."""
        return self.console.pages.render(
            template,
            self.user.language,
            user=self.user,
            moments=self.moments,
            may_decide=self.may_decide,
            may_lead=self.may_lead,
            pause=self.pause,
            form_token=self.form_token,
            form_token_field=FORM_TOKEN_FIELD,
            path=self.request.url.path,
            keys_on=self.request.cookies.get(KEYS_COOKIE) != "off",
            theme=theme_in(self.request.cookies.get(THEME_COOKIE)),
            v=vocabulary.with_reasons(self.reasons),
            words=self.words,
            page_help=PAGE_HELP.get(template, ()),
            **values,
        )

    def page(self, template: str, *, status: int = 200, **values: object) -> HTMLResponse:
        """Answer with a page."""
        return HTMLResponse(self.render(template, **values), status_code=status)


async def visit(request: Request) -> Visit:
    """Return who asks; raise SignedOutError."""
    console = console_of(request)
    token = console.browser.token(request)
    now = console.services.clock()
    user = await console.services.sessions.user(token, now=now) if token else None
    if user is None or user.is_disabled:
        raise SignedOutError("Nobody is signed in, or the session has ended. Sign in and try again.")
    known = Visit(
        request=request,
        console=console,
        user=user,
        moments=console.moments_of(request, user.language),
        pause=await console.services.pauses.current(user.company_id),
        reasons=await console.services.policies.reasons.all(user.company_id),
    )
    request.state.visit = known
    return known


SignedIn = Annotated[Visit, Depends(visit)]


async def deciding_visit(visit: SignedIn) -> Visit:
    """Return who asks, if their role lets them decide; raise NotPermittedError."""
    if not visit.may_decide:
        raise NotPermittedError(f"The role {visit.user.role} can look but not decide.")
    return visit


Deciding = Annotated[Visit, Depends(deciding_visit)]


async def leading_visit(visit: SignedIn) -> Visit:
    """Return who asks, if their role lets them change what concerns everybody; raise NotPermittedError."""
    if not visit.may_lead:
        raise NotPermittedError(f"The role {visit.user.role} can look; this takes a lead or an administrator.")
    return visit


Leading = Annotated[Visit, Depends(leading_visit)]


async def signed_form(visit: SignedIn) -> Form:
    """Return the form sent by this user; raise ForgedFormError for one that was not made for them."""
    form = await read_form(visit.request)
    visit.console.forms.check(visit.user.id, form.line(FORM_TOKEN_FIELD))
    return form


SignedForm = Annotated[Form, Depends(signed_form)]


def visit_so_far(request: Request) -> Visit | None:
    """Return who asked, where that was already found out."""
    known: Any = getattr(request.state, "visit", None)  # Any: Starlette's state is untyped
    return known if isinstance(known, Visit) else None
