"""The candidates' ports in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from candidate_ui import CandidateServices
from kindregards.domain.appeals import Appeal, AppealNotPossibleError, AppealState
from kindregards.domain.candidate_pages import (
    AfterLetterPage,
    AppealPage,
    LetterPage,
    LinkExpiredError,
    LinkUnknownError,
    StatusPage,
    SubscriptionPage,
)
from kindregards.domain.errors import DomainError
from kindregards.domain.intake import ApplicationFinishedError, CandidateRequest
from kindregards.domain.journey import CommandKind
from kindregards.domain.languages import Language
from kindregards.domain.letters import Letter
from kindregards.domain.ports.clock import Clock
from kindregards.letters.composer import TemplateComposer
from kindregards.letters.rendering import MjmlRenderer
from tests.builders import NOW, a_candidate, a_job, a_letter_request

TOKEN = "k3J9-a-token-that-nobody-can-guess-Zx81_qLw7Yt"
EXPIRED = "Qw4r-a-token-that-was-good-once-7Hn2-pLm5Xs81"


def a_status(**changes: object) -> StatusPage:
    """Return the page of an application that waits for its interview."""
    page = StatusPage(
        company_name="晨光科技",
        candidate_name="王梅",
        job_title="用户运营经理",
        language=Language.CHINESE,
        is_told=False,
        is_closed=False,
        withdrawn=False,
        can_withdraw=True,
        can_decline_ai_interview=True,
        ai_interview_declined=False,
        has_letter=False,
    )
    return replace(page, **changes)  # type: ignore[arg-type]  # replace() checks the names


def a_hosted_letter(language: Language = Language.CHINESE) -> Letter:
    """Return a letter as the real templates write it."""
    request = a_letter_request()
    if language is Language.ENGLISH:
        candidate = a_candidate(name="Daniel Okafor", locale="en-GB")
        job = a_job(title="Backend engineer, payments")
        request = a_letter_request(language=language, candidate=candidate, job=job, result=None)
    letter = TemplateComposer().compose(request).letter
    assert letter is not None
    return letter


@dataclass(kw_only=True)
class FakePages:
    """One candidate's pages behind one good token and one that has expired."""

    status_page: StatusPage = field(default_factory=a_status)
    letter_shown: Letter = field(default_factory=a_hosted_letter)
    acknowledged_at: datetime | None = None
    views: list[bool | None] = field(default_factory=list)
    requests: list[CandidateRequest] = field(default_factory=list)
    unsubscribed: list[str] = field(default_factory=list)
    views_fail: DomainError | None = None
    score: int | None = None
    words: str | None = None
    is_in_pool: bool = False
    wants_erasure: bool = False

    async def letter(self, token: str, *, now: datetime) -> LetterPage:
        """Return the letter."""
        del now
        _open(token)
        return LetterPage(
            look=self.status_page.look,
            letter=self.letter_shown,
            company_name=self.status_page.company_name,
            language=self.letter_shown.language,
            acknowledged_at=self.acknowledged_at,
            can_appeal=self.status_page.is_told and self.status_page.appeal is None,
            has_appealed=self.status_page.appeal is not None,
        )

    async def appeal_page(self, token: str, *, now: datetime) -> AppealPage:
        """Return what asking for a person looks like."""
        _open(token)
        page = self.status_page
        return AppealPage(
            look=self.status_page.look,
            company_name=page.company_name,
            job_title=page.job_title,
            language=self.letter_shown.language,
            can_appeal=page.is_told and page.appeal is None,
            until=now.date() + timedelta(days=30),
            appeal=page.appeal,
            answer_by=now.date() + timedelta(days=5),
        )

    async def appeal(self, token: str, words: str | None, *, now: datetime) -> None:
        """Keep the first appeal."""
        _open(token)
        if not self.status_page.is_told:
            raise AppealNotPossibleError("Untold.")
        given = Appeal(
            id="appeal-1", state=AppealState.OPEN, first_decider="policy", created_at=now, due_at=now, words=words
        )
        self.status_page = replace(self.status_page, appeal=self.status_page.appeal or given)

    async def after_letter(self, token: str, *, now: datetime) -> AfterLetterPage:
        """Return what was said after the letter."""
        _open(token)
        page = self.status_page
        return AfterLetterPage(
            look=self.status_page.look,
            company_name=page.company_name,
            job_title=page.job_title,
            language=self.letter_shown.language,
            is_told=page.is_told,
            score=self.score,
            can_join_pool=page.is_told and not self.is_in_pool,
            pool_until=now.date() + timedelta(days=365) if self.is_in_pool else None,
            erasure_by=now.date() + timedelta(days=30) if self.wants_erasure else None,
        )

    async def give_feedback(self, token: str, score: int, words: str | None, *, now: datetime) -> None:
        """Keep the latest word."""
        del now
        _open(token)
        self.score, self.words = score, words

    async def join_pool(self, token: str, *, now: datetime) -> None:
        """Join."""
        del now
        _open(token)
        self.is_in_pool = True

    async def leave_pool(self, token: str, *, now: datetime) -> None:
        """Leave."""
        del now
        _open(token)
        self.is_in_pool = False

    async def own_data(self, token: str, *, now: datetime) -> Mapping[str, object]:
        """Return a little."""
        del now
        _open(token)
        return {"person": {"name": self.status_page.candidate_name}}

    async def ask_erasure(self, token: str, *, now: datetime) -> None:
        """Keep the wish."""
        del now
        _open(token)
        self.wants_erasure = True

    async def note_view(self, token: str, *, machine: bool | None, now: datetime) -> None:
        """Keep a view."""
        del now
        _open(token)
        if self.views_fail is not None:
            raise self.views_fail
        self.views.append(machine)

    async def acknowledge(self, token: str, *, now: datetime) -> None:
        """Keep the first acknowledgement."""
        _open(token)
        self.acknowledged_at = self.acknowledged_at or now

    async def status(self, token: str, *, now: datetime) -> StatusPage:
        """Return the status."""
        del now
        _open(token)
        return self.status_page

    async def subscription(self, token: str) -> SubscriptionPage:
        """Return what the messages are about, also for an expired link."""
        _known(token)
        page = self.status_page
        return SubscriptionPage(
            company_name=page.company_name, job_title=page.job_title, language=page.language, look=page.look
        )

    async def unsubscribe(self, token: str, *, now: datetime) -> None:
        """Keep the wish."""
        del now
        _known(token)
        self.unsubscribed.append(token)

    async def request(self, token: str, request: CandidateRequest, *, now: datetime) -> None:
        """Keep what is asked, and let the status follow."""
        del now
        _open(token)
        if self.status_page.is_closed:
            raise ApplicationFinishedError("Closed.")
        self.requests.append(request)
        if request.kind is CommandKind.WITHDRAWN:
            self.status_page = replace(
                self.status_page, withdrawn=True, can_withdraw=False, can_decline_ai_interview=False
            )
        elif request.kind is CommandKind.OFFER_DECLINED:
            self.status_page = replace(self.status_page, can_decline_offer=False, offer_declined=True)
        else:
            self.status_page = replace(self.status_page, ai_interview_declined=True, can_decline_ai_interview=False)


def _known(token: str) -> None:
    if token not in {TOKEN, EXPIRED}:
        raise LinkUnknownError("Unknown.")


def _open(token: str) -> None:
    if token == EXPIRED:
        raise LinkExpiredError("Expired.")
    if token != TOKEN:
        raise LinkUnknownError("Unknown.")


def candidate_services(pages: FakePages, origin: str, clock: Clock = lambda: NOW) -> CandidateServices:
    """Return the ports as the candidates' door takes them."""
    return CandidateServices(pages=pages, voice=pages, fragments=MjmlRenderer(), clock=clock, public_base_url=origin)
