"""Sending sample letters to members of staff, by the channel that candidates' letters take."""

from collections.abc import Callable
from dataclasses import dataclass

from kindregards.domain.channels import Channel, InlineImage, Message, SendStatus
from kindregards.domain.letters import Letter
from kindregards.domain.looks import logo_id
from kindregards.domain.ports.brands import Logos
from kindregards.domain.ports.letters import LetterRenderer
from kindregards.domain.ports.senders import LinkFactory, Senders
from kindregards.domain.preview_links import preview_links
from kindregards.domain.trial_sending import TrialAddressUnknownError, TrialUnavailableError, marked_as_test
from kindregards.store.accounts import Accounts

_MAILBOX = "mailbox"


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffTrials:
    """Never sends to anybody but a user of the company's console."""

    accounts: Accounts
    senders: Senders
    renderer: LetterRenderer
    links: LinkFactory
    logos: Logos
    new_id: Callable[[], str]

    async def send(self, company_id: str, letter: Letter, *, to: str, is_test: bool) -> None:
        """Send by e-mail, marked as a test; with a test key to where its letters go.

        Raise TrialAddressUnknownError or TrialUnavailableError.
        """
        users = await self.accounts.all(company_id)
        user = next((each for each in users if each.email.casefold() == to.casefold() and not each.is_disabled), None)
        if user is None:
            raise TrialAddressUnknownError("Test letters go to users of this console only. Give the e-mail of one.")
        sender = self.senders.sender_for(Channel.EMAIL, is_test=is_test)
        if sender.provider == _MAILBOX:
            raise TrialUnavailableError(
                "Letters stay in the mailbox here, or with this key. Look at the preview: it is the same."
            )
        rendered = self.renderer.render(marked_as_test(letter), preview_links(self.links))
        result = await sender.send(
            Message(
                attempt_id=self.new_id(),
                company_id=company_id,
                channel=Channel.EMAIL,
                address=user.email,
                recipient_name=user.name,
                subject=rendered.subject,
                text=rendered.text,
                html=rendered.html,
                images=await self._images(company_id, letter),
                sender_name=letter.sender_name,
            )
        )
        if result.status is not SendStatus.ACCEPTED:
            raise TrialUnavailableError(
                f"The provider did not take the test letter ({result.error_code or result.status}). Try again later.",
                details={"error": result.error_code or result.status},
            )

    async def _images(self, company_id: str, letter: Letter) -> tuple[InlineImage, ...]:
        if letter.look is None or letter.look.logo is None:
            return ()
        file = await self.logos.logo(company_id, letter.look.logo.digest)
        return (InlineImage(content_id=logo_id(file.logo), media_type=file.logo.media_type, content=file.content),)
