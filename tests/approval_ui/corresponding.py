"""Lists of letters in memory, and what people ask of letters."""

from dataclasses import dataclass, field
from datetime import datetime

from kindregards.domain.channels import Channel
from kindregards.domain.intake import ApplicationView, NothingToUndoError
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.languages import Language
from kindregards.domain.letter_lists import LetterListing, LetterListPage, LetterListQuery, LetterListView
from kindregards.domain.letter_trials import TrialLetter, TrialWish
from kindregards.domain.letters import LetterState
from kindregards.domain.reviewing import LetterView
from kindregards.letters.composer import TemplateComposer
from tests.approval_ui.fakes import FakeApplications, FakeShelf
from tests.builders import a_letter_request

_TROUBLE = {"rejected_by_provider", "undeliverable_permanent"}


class FakeTrials:
    """Letters as the real templates write them, for whoever is asked about."""

    async def letter(self, ref: ApplicationRef, wish: TrialWish, *, now: datetime) -> TrialLetter:
        """Return the letter in the language that is wished."""
        del ref, now
        composed = TemplateComposer().compose(a_letter_request(language=wish.language or Language.ENGLISH, result=None))
        assert composed.letter is not None
        return TrialLetter(letter=composed.letter, findings=())


@dataclass(kw_only=True)
class FakeLetterDesk:
    """Lists the shelf's letters; `cancelled`, `resent` and `hurried` keep what was asked."""

    shelf: FakeShelf
    applications: FakeApplications
    cancelled: list[str] = field(default_factory=list)
    resent: list[tuple[str, Channel]] = field(default_factory=list)
    hurried: list[str] = field(default_factory=list)

    async def page(self, company_id: str, query: LetterListQuery) -> LetterListPage:
        """Return the letters of a view."""
        del company_id
        letters = [letter for letter in self.shelf.letters.values() if _fits(letter, query.view)]
        found = sorted((self._listing(letter) for letter in letters), key=lambda each: each.id, reverse=True)
        later = [each for each in found if query.after is None or each.id < query.after]
        shown = tuple(later[: query.limit])
        return LetterListPage(letters=shown, next_after=shown[-1].id if len(later) > query.limit else None)

    async def cancel(self, company_id: str, letter_id: str, *, actor: str, now: datetime) -> ApplicationView:
        """Keep what is asked, for letters that wait."""
        del actor, now
        letter = await self.shelf.letter(company_id, letter_id)
        if letter.state != LetterState.PENDING:
            raise NothingToUndoError(f"Letter {letter_id} tells no decision that stands.")
        self.cancelled.append(letter_id)
        return self.applications.views[letter.application_id]

    async def hurry(self, company_id: str, letter_id: str, *, actor: str, now: datetime) -> None:
        """Keep what is asked."""
        del actor, now
        await self.shelf.letter(company_id, letter_id)
        self.hurried.append(letter_id)

    async def resend(self, company_id: str, letter_id: str, channel: Channel, *, actor: str, now: datetime) -> str:
        """Keep what is asked."""
        del actor, now
        await self.shelf.letter(company_id, letter_id)
        self.resent.append((letter_id, channel))
        return "letter-copy"

    def _listing(self, letter: LetterView) -> LetterListing:
        application = self.applications.views[letter.application_id]
        return LetterListing(
            id=letter.id,
            application_id=letter.application_id,
            candidate_name=application.candidate_name,
            job_title=application.job_title,
            purpose=letter.purpose,
            language=letter.letter.language,
            state=letter.state,
            not_before=letter.not_before,
            created_at=letter.created_at,
            accepted_at=letter.accepted_at,
            deliveries=tuple((each.channel, each.state) for each in letter.deliveries),
        )


def _fits(letter: LetterView, view: LetterListView) -> bool:
    match view:
        case LetterListView.WAITING:
            return letter.state == LetterState.PENDING
        case LetterListView.TROUBLE:
            return any(delivery.state in _TROUBLE for delivery in letter.deliveries)
        case LetterListView.ALL:
            return letter.state != LetterState.DRAFT
