"""Sample letters to members of staff: marked as a test, and to nobody else."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

import pytest

from kindregards.domain.accounts import User
from kindregards.domain.channels import Channel, Message, SendResult, SendStatus
from kindregards.domain.logos import checked_logo
from kindregards.domain.looks import Look
from kindregards.domain.trial_sending import TrialAddressUnknownError, TrialUnavailableError
from kindregards.letters.rendering import MjmlRenderer
from kindregards.store.companies import DEFAULT_COMPANY_ID as COMPANY
from kindregards.trial_sending import StaffTrials
from tests.api.system import System
from tests.builders import NOW, a_letter
from tests.domain.test_brands import a_png
from tests.store.company import a_new_user

pytestmark = pytest.mark.anyio
SUBJECT = a_letter().subject


@dataclass
class Post:
    """A sender and its choice: keeps what it is handed, and answers as it is told."""

    provider: str = "smtp"
    status: SendStatus = SendStatus.ACCEPTED
    asked: list[bool] = field(default_factory=list)
    sent: list[Message] = field(default_factory=list)

    @property
    def available(self) -> Collection[Channel]:
        """Return e-mail."""
        return (Channel.EMAIL,)

    def sender_for(self, channel: Channel, *, is_test: bool) -> "Post":
        """Return itself."""
        assert channel is Channel.EMAIL
        self.asked.append(is_test)
        return self

    async def send(self, message: Message) -> SendResult:
        """Keep a message."""
        self.sent.append(message)
        return SendResult(status=self.status, provider=self.provider)


def trials(system: System, post: Post) -> StaffTrials:
    return StaffTrials(
        accounts=system.stores.accounts,
        senders=post,
        renderer=MjmlRenderer(),
        links=system.services.links,
        logos=system.stores.brands,
        new_id=lambda: "trial-1",
    )


async def a_user(system: System) -> User:
    return await system.stores.accounts.create(COMPANY, a_new_user(groups=()), now=NOW)


async def test_a_user_gets_the_letter_as_it_would_leave_marked_as_a_test(system: System) -> None:
    user, post = await a_user(system), Post()
    logo = checked_logo(a_png())
    await system.stores.brands.add_logo(COMPANY, a_png(), by="lena", now=NOW)

    letter = a_letter(look=Look(logo=logo))
    await trials(system, post).send(COMPANY, letter, to=user.email.upper(), is_test=True)

    [message] = post.sent
    assert (message.address, message.recipient_name) == (user.email, user.name)
    assert message.subject == f"【测试】{SUBJECT}"
    assert all(block.text in message.text for block in letter.blocks)
    assert [image.content for image in message.images] == [a_png()]
    assert message.unsubscribe_url is None
    assert post.asked == [True]


@pytest.mark.parametrize("to", ["wang@example.com", "", "li.lei@example.com, wang@example.com"])
async def test_nobody_but_a_user_gets_one(system: System, to: str) -> None:
    user, post = await a_user(system), Post()

    with pytest.raises(TrialAddressUnknownError):
        await trials(system, post).send(COMPANY, a_letter(), to=to, is_test=False)
    with pytest.raises(TrialAddressUnknownError):
        await trials(system, post).send("another-company", a_letter(), to=user.email, is_test=False)

    assert post.sent == []


async def test_a_user_who_is_shut_out_gets_none(system: System) -> None:
    user, post = await a_user(system), Post()
    await system.stores.accounts.disable(COMPANY, user.email, now=NOW)

    with pytest.raises(TrialAddressUnknownError):
        await trials(system, post).send(COMPANY, a_letter(), to=user.email, is_test=False)

    assert post.sent == []


@pytest.mark.parametrize("post", [Post(provider="mailbox"), Post(status=SendStatus.NOT_SENT)])
async def test_what_did_not_leave_is_not_said_to_be_on_its_way(system: System, post: Post) -> None:
    user = await a_user(system)
    own = replace(post, sent=[], asked=[])

    with pytest.raises(TrialUnavailableError):
        await trials(system, own).send(COMPANY, a_letter(), to=user.email, is_test=False)

    assert len(own.sent) == (own.provider != "mailbox")
