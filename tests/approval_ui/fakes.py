"""The console's ports in memory: they keep what they are told and refuse as the store does."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from kindregards.domain.applications import ApplicationState
from kindregards.domain.channels import Channel
from kindregards.domain.circuits import Cause
from kindregards.domain.decisions import DecisionState, LetterAlreadySentError
from kindregards.domain.errors import NotFoundError
from kindregards.domain.intake import (
    ApplicationNotFoundError,
    ApplicationPage,
    ApplicationQuery,
    ApplicationView,
    CandidateRequest,
    NotHeldError,
    NothingToUndoError,
    ReasonUnknownError,
    TimelineEntry,
)
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.letters import BlockKind, Finding
from kindregards.domain.lint import lint
from kindregards.domain.lint_context import LintContext
from kindregards.domain.overview import LetterLine, Overview, StoppedSender
from kindregards.domain.reasons import SHIPPED_REASONS
from kindregards.domain.replies import Reply, ReplyNotFoundError
from kindregards.domain.reviewing import (
    AlreadyDecidedError,
    LetterBlockedError,
    LetterChangedError,
    LetterMissingError,
    LetterView,
    MailboxMessage,
    Recomposition,
    ReviewAnswer,
    ReviewCase,
    ReviewNotFoundError,
    ReviewPage,
    ReviewQuery,
    Seen,
    StaleVersionError,
)
from kindregards.domain.reviews import ReviewState
from kindregards.domain.rewriting import rewritten


class FakeLetterNotFoundError(NotFoundError):
    """There is no such letter."""

    code = "letter_not_found"


@dataclass(kw_only=True)
class FakeDesk:
    """Reviews by id; a decision changes the version, as in the store."""

    cases: dict[str, ReviewCase]
    answers: list[ReviewAnswer] = field(default_factory=list)
    openings: dict[tuple[str, str], Seen] = field(default_factory=dict)
    trouble: Exception | None = None

    async def page(self, company_id: str, query: ReviewQuery) -> ReviewPage:
        """Return reviews by due time; every filter counts."""
        if self.trouble is not None:
            raise self.trouble
        del company_id
        found = sorted((case for case in self.cases.values()), key=lambda case: case.review.due_at)
        fits = [
            case.review
            for case in found
            if (case.review.state is query.state if query.state else case.review.state.takes_decision)
            and (query.job is None or case.job.external_id == query.job)
            and (query.assignee is None or query.assignee in {case.review.assigned_to, case.review.claimed_by})
            and (not query.unassigned or case.review.assigned_to is None)
            and (query.asked is None or any(query.asked == each.asked_of for each in case.questions))
            and (query.snoozed is None or query.now is None or case.review.is_asleep(query.now) is query.snoozed)
            and (query.group is None or case.review.group == query.group)
            and (query.due_before is None or case.review.due_at < query.due_before)
        ]
        if query.after in [review.id for review in fits]:
            fits = fits[[review.id for review in fits].index(str(query.after)) + 1 :]
        shown = tuple(fits[: query.limit])
        return ReviewPage(reviews=shown, next_after=shown[-1].id if len(fits) > query.limit else None)

    async def case(self, company_id: str, review_id: str) -> ReviewCase:
        """Return one case."""
        del company_id
        if review_id not in self.cases:
            raise ReviewNotFoundError(f"There is no review {review_id}.")
        return self.cases[review_id]

    async def claim(
        self, company_id: str, review_id: str, *, user_id: str, now: datetime, seen: Seen | None = None
    ) -> bool:
        """Lease a review unless somebody else holds it."""
        if seen is not None:
            self.openings[review_id, user_id] = seen
        review = (await self.case(company_id, review_id)).review
        if review.claimed_by not in {None, user_id} and review.lease_until is not None and review.lease_until > now:
            return False
        self.change(review_id, claimed_by=user_id, lease_until=now + timedelta(seconds=90))
        return True

    async def release(self, company_id: str, review_id: str, *, user_id: str) -> None:
        """Give a lease up."""
        if (await self.case(company_id, review_id)).review.claimed_by == user_id:
            self.change(review_id, claimed_by=None, lease_until=None)

    async def decide(self, company_id: str, review_id: str, answer: ReviewAnswer, *, now: datetime) -> ReviewCase:
        """Record a decision, once."""
        case = await self.case(company_id, review_id)
        if case.review.decided_by is not None:
            raise AlreadyDecidedError("Somebody decided first.")
        if case.review.version != answer.version:
            raise StaleVersionError("The review changed.")
        if answer.reason not in SHIPPED_REASONS:
            raise ReasonUnknownError("Not on the list.")
        if answer.outcome == "reject":
            await self._check_letter(case, answer)
        self.answers.append(answer)
        self.change(
            review_id,
            state=ReviewState.DECIDED,
            version=case.review.version + 1,
            outcome=answer.outcome,
            decided_reason=answer.reason,
            decided_by=answer.decided_by,
            decided_at=now,
        )
        self.cases[review_id] = replace(self.cases[review_id], comment=answer.comment)
        return self.cases[review_id]

    async def recompose(self, company_id: str, review_id: str, wish: Recomposition, *, now: datetime) -> ReviewCase:
        """Put another reason in the place of the draft's."""
        del now
        case = await self.case(company_id, review_id)
        if case.review.version != wish.version:
            raise StaleVersionError("The review changed.")
        self.change(review_id, reason=wish.reason, version=wish.version + 1)
        return self.cases[review_id]

    async def check(
        self, company_id: str, review_id: str, *, body: str, subject: str | None, kinds: Sequence[BlockKind] = ()
    ) -> Sequence[Finding]:
        """Return what the real lint says."""
        case = await self.case(company_id, review_id)
        if case.letter is None:
            raise LetterMissingError("There is no draft.")
        return lint(rewritten(case.letter, body, subject, kinds), context_of(case))

    def change(self, review_id: str, **changes: object) -> None:
        """Change a review's line."""
        case = self.cases[review_id]
        self.cases[review_id] = replace(case, review=replace(case.review, **changes))  # type: ignore[arg-type]  # replace() checks the names

    async def _check_letter(self, case: ReviewCase, answer: ReviewAnswer) -> None:
        if case.letter is None and answer.body is None:
            raise LetterMissingError("There is no draft.")
        if case.letter is None:
            return
        if answer.letter_hash not in {None, case.letter_hash}:
            raise LetterChangedError("Another draft.")
        letter = case.letter
        if answer.body is not None:
            letter = rewritten(letter, answer.body, answer.subject, answer.kinds)
        if any(finding.blocks_sending for finding in lint(letter, context_of(case))):
            raise LetterBlockedError("It cannot leave.")


def context_of(case: ReviewCase) -> LintContext:
    """Return what the lint compares a case's letter with."""
    return LintContext(
        candidate_name=case.candidate.name,
        job_title=case.job.title,
        company_name="晨光科技",
        language=case.candidate.language,
    )


@dataclass(kw_only=True)
class FakeApplications:
    """Applications by id, with what is asked of them."""

    views: dict[str, ApplicationView]
    entries: dict[str, list[TimelineEntry]]
    asked: list[CandidateRequest | str] = field(default_factory=list)

    async def get(self, ref: ApplicationRef) -> ApplicationView:
        """Return one."""
        if ref.application_id not in self.views:
            raise ApplicationNotFoundError(f"There is no application {ref.application_id}.")
        return self.views[ref.application_id]

    async def page(self, company_id: str, query: ApplicationQuery) -> ApplicationPage:
        """Return those that fit, newest first."""
        del company_id
        fits = [
            view
            for view in sorted(self.views.values(), key=lambda view: view.id, reverse=True)
            if (query.state is None or view.state is query.state)
            and (query.outcome is None or view.outcome is query.outcome)
            and (query.stage is None or view.stage is query.stage)
            and (view.reply_waits_since is not None or not query.reply_waits)
            and (query.after is None or view.id < query.after)
            and (query.text is None or query.text in {view.candidate_name, view.external_id})
        ]
        shown = tuple(fits[: query.limit])
        return ApplicationPage(applications=shown, next_after=shown[-1].id if len(fits) > query.limit else None)

    async def timeline(self, ref: ApplicationRef) -> Sequence[TimelineEntry]:
        """Return what happened."""
        await self.get(ref)
        return self.entries.get(ref.application_id, [])

    async def add(self, ref: ApplicationRef, request: CandidateRequest, *, now: datetime) -> ApplicationView:
        """Keep a request."""
        del now
        self.asked.append(request)
        return await self.get(ref)

    async def undo(self, ref: ApplicationRef, *, actor: str, reason: str, now: datetime) -> ApplicationView:
        """Undo the standing decision."""
        del actor, reason, now
        view = await self.get(ref)
        if view.decision is None:
            raise NothingToUndoError("Nothing stands.")
        if not view.decision.can_be_undone:
            raise LetterAlreadySentError("It has left.")
        decision = replace(view.decision, state=DecisionState.UNDONE)
        undone = replace(view, decision=decision, state=ApplicationState.AWAITING_REVIEW)
        self.views[ref.application_id] = undone
        return undone

    async def release(self, ref: ApplicationRef, instruction: str, *, actor: str, now: datetime) -> ApplicationView:
        """Keep an instruction."""
        del actor, now
        view = await self.get(ref)
        if view.state is not ApplicationState.HELD:
            raise NotHeldError("Not held.")
        self.asked.append(instruction)
        return view


@dataclass(kw_only=True)
class FakeShelf:
    """Letters and mailbox messages."""

    letters: dict[str, LetterView]
    messages: dict[str, MailboxMessage]

    async def letter(self, company_id: str, letter_id: str) -> LetterView:
        """Return one letter."""
        del company_id
        if letter_id not in self.letters:
            raise FakeLetterNotFoundError(f"There is no letter {letter_id}.")
        return self.letters[letter_id]

    async def letters_of(self, ref: ApplicationRef) -> Sequence[LetterView]:
        """Return an application's letters."""
        return [each for each in self.letters.values() if each.application_id == ref.application_id]

    async def mailbox(self, company_id: str, *, limit: int, after: str | None = None) -> Sequence[MailboxMessage]:
        """Return messages, newest first."""
        del company_id
        newest = sorted(self.messages.values(), key=lambda each: each.id, reverse=True)
        return [each for each in newest if after is None or each.id < after][:limit]

    async def message(self, company_id: str, message_id: str) -> MailboxMessage:
        """Return one message."""
        del company_id
        if message_id not in self.messages:
            raise FakeLetterNotFoundError(f"There is no message {message_id}.")
        return self.messages[message_id]


@dataclass(kw_only=True)
class FakeReplies:
    """Replies by application."""

    replies: dict[str, list[Reply]]

    async def replies_of(self, ref: ApplicationRef) -> Sequence[Reply]:
        """Return an application's replies."""
        return self.replies.get(ref.application_id, [])

    async def settle(self, ref: ApplicationRef, reply_id: str, *, actor: str, now: datetime) -> None:
        """Mark a reply."""
        found = self.replies.get(ref.application_id, [])
        if all(reply.id != reply_id for reply in found):
            raise ReplyNotFoundError(f"There is no reply {reply_id}.")
        self.replies[ref.application_id] = [
            replace(reply, handled_at=now, handled_by=actor) if reply.id == reply_id else reply for reply in found
        ]


@dataclass(kw_only=True)
class FakeOverviews:
    """Counts what the other fakes hold."""

    desk: FakeDesk
    applications: FakeApplications
    shelf: FakeShelf

    async def overview(self, company_id: str, *, letters: int, now: datetime) -> Overview:
        """Return the counts."""
        waiting = (await self.desk.page(company_id, ReviewQuery(limit=1000))).reviews
        states = [view.state for view in self.applications.views.values()]
        return Overview(
            waiting=len(waiting),
            late=sum(review.is_late(now) for review in waiting),
            held=states.count(ApplicationState.HELD),
            leaving=states.count(ApplicationState.LETTER_PENDING),
            replies=sum(view.reply_waits_since is not None for view in self.applications.views.values()),
            doubts=2,
            stopped=(
                StoppedSender(
                    channel=Channel.SMS,
                    since=now - timedelta(hours=3),
                    cause=Cause.CONFIGURATION,
                    provider="twilio",
                    error_code="twilio_20003",
                ),
            ),
            letters=tuple(self._line(each) for each in self.shelf.letters.values() if each.state != "draft")[:letters],
        )

    def _line(self, letter: LetterView) -> LetterLine:
        view = self.applications.views[letter.application_id]
        return LetterLine(
            id=letter.id,
            application_id=view.id,
            candidate_name=view.candidate_name,
            job_title=view.job_title,
            purpose=letter.purpose,
            state=letter.state,
            not_before=letter.not_before,
            accepted_at=letter.accepted_at,
            created_at=letter.created_at,
        )


class FakeLinks:
    """Addresses of candidate pages on one origin."""

    def __init__(self, origin: str) -> None:
        """Keep the origin."""
        self.origin = origin

    def letter(self, token: str) -> str:
        """Return a letter's address."""
        return f"{self.origin}/l/{token}"

    def status(self, token: str) -> str:
        """Return a status page's address."""
        return f"{self.origin}/s/{token}"

    def feedback(self, token: str) -> str:
        """Return where they say how they were told."""
        return f"{self.letter(token)}/feedback"

    def human_review(self, token: str) -> str:
        """Return where they ask for a person."""
        return f"{self.letter(token)}/review"

    def data(self, token: str) -> str:
        """Return where they see their data."""
        return f"{self.letter(token)}/data"

    def talent_pool(self, token: str) -> str:
        """Return where they join the pool, or leave it."""
        return f"{self.letter(token)}/talent-pool"

    def unsubscribe(self, token: str) -> str:
        """Return where messages are stopped."""
        return f"{self.origin}/u/{token}"

    def reply_to(self, token: str) -> str | None:
        """Return no address: nobody answers here."""
        del token
        return None
