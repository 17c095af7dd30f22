"""What candidates write back: bound by its address, kept once, shown, and heard by the journey."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import text

from kindregards.domain.applications import ApplicationState
from kindregards.domain.channels import Channel, SendStatus
from kindregards.domain.journey import CommandKind, LetterRef
from kindregards.domain.outgoing_events import EventType
from kindregards.domain.ports.journey import Reservation
from kindregards.domain.provider_events import EventKind, ProviderEvent
from kindregards.domain.replies import Answer, Automatic, Reply, ReplyNotFoundError, reply_token_of
from tests.builders import NOW
from tests.store.neighbours import a_neighbour, heard_by
from tests.store.office import LATER, Office, application_of, hears

pytestmark = pytest.mark.anyio

WORDS = "谢谢您的来信，我想知道原因"


def a_mail(reserved: Reservation, key: str = "mail-1", **changes: object) -> ProviderEvent:
    """Return what a person writes to the reply address of an attempt."""
    answer = Answer(
        text=WORDS,
        subject="Re: your application",
        sender="wang@example.com",
        attachments=("cv.pdf",),
        token=reply_token_of(reserved.token),
    )
    event = ProviderEvent(
        provider="sendgrid",
        event_key=key,
        kind=EventKind.REPLIED,
        occurred_at=LATER,
        raw='{"text": "…"}',
        answer=answer,
    )
    return replace(event, **changes)  # type: ignore[arg-type] # replace() checks the names


def automatic(event: ProviderEvent) -> ProviderEvent:
    assert event.answer is not None
    return replace(event, machine=True, answer=replace(event.answer, automatic=Automatic.OUT_OF_OFFICE))


async def replies(office: Office, letter: LetterRef) -> list[Reply]:
    return list(await office.stores.replies.replies_of(application_of(letter)))


async def rows(office: Office, table: str) -> int:
    statement = text(f"SELECT count(*) FROM {table}")  # noqa: S608 -- names of our own
    return await office.database.read(lambda session: session.execute(statement).scalar_one())


async def is_reminded(office: Office, letter: LetterRef) -> bool:
    progress = (await office.stores.reminders.history(application_of(letter))).progress
    return not progress.ended


async def test_a_reply_is_kept_sealed_shown_and_heard_once(office: Office) -> None:
    letter, reserved = await office.told()
    endpoint = await a_neighbour(office, EventType.CANDIDATE_REPLIED, EventType.APPLICATION_ACKNOWLEDGED)

    counts = [await office.report(a_mail(reserved)) for _ in range(3)]

    (reply,) = await replies(office, letter)
    view = await office.view(letter)
    assert counts == [1, 0, 0]
    assert (reply.answer.text, reply.answer.attachments, reply.channel) == (WORDS, ("cv.pdf",), "email")
    assert (view.state, view.acknowledged_at, view.reply_waits_since) == (ApplicationState.ACKNOWLEDGED, LATER, LATER)
    assert await heard_by(office, endpoint) == ["candidate.replied", "application.acknowledged"]
    assert {"replied", "acknowledged"} <= set(await office.events(letter))
    assert not await is_reminded(office, letter)
    assert await hears(office) == [CommandKind.ACKNOWLEDGED]


async def test_what_was_written_lies_nowhere_in_the_open(office: Office) -> None:
    _, reserved = await office.told()
    await office.report(a_mail(reserved))

    def dumped(session: object) -> str:
        return "".join(
            str(tuple(row))
            for table in ("replies", "provider_events", "timeline", "applications", "link_tokens")
            for row in session.execute(text(f"SELECT * FROM {table}"))  # type: ignore[attr-defined] # noqa: S608 -- ours
        )

    found = await office.database.read(dumped)
    assert "原因" not in found
    assert "wang@example.com" not in found
    assert reply_token_of(reserved.token) not in found


async def test_mail_to_an_address_of_nobody_is_nobody_s(office: Office) -> None:
    _, reserved = await office.told()
    mail = a_mail(reserved)
    assert mail.answer is not None

    count = await office.report(replace(mail, answer=replace(mail.answer, token="a" * 32)))

    assert (count, await rows(office, "replies"), await rows(office, "provider_events")) == (0, 0, 0)


async def test_an_automatic_reply_is_shown_and_changes_nothing(office: Office) -> None:
    letter, reserved = await office.told()
    endpoint = await a_neighbour(office)

    await office.report(automatic(a_mail(reserved)))

    (reply,) = await replies(office, letter)
    view = await office.view(letter)
    assert reply.answer.automatic is Automatic.OUT_OF_OFFICE
    assert (view.state, view.acknowledged_at, view.reply_waits_since) == (ApplicationState.TOLD, None, None)
    assert (await heard_by(office, endpoint), await hears(office)) == ([], [])
    assert await is_reminded(office, letter)


@pytest.mark.parametrize(
    ("words", "waits"), [("STOP", None), ("请不要再发邮件了", None), (WORDS + "。别再发邮件了", LATER)]
)
async def test_a_mail_that_asks_to_stop_ends_reminders_and_waits_when_it_says_more(
    office: Office, words: str, waits: datetime | None
) -> None:
    letter, reserved = await office.told()
    mail = a_mail(reserved, kind=EventKind.UNSUBSCRIBED)
    assert mail.answer is not None

    await office.report(replace(mail, answer=replace(mail.answer, text=words)))

    (reply,) = await replies(office, letter)
    assert reply.asks_to_stop
    assert not await is_reminded(office, letter)
    assert (await office.view(letter)).reply_waits_since == waits
    assert "unsubscribed" in await office.events(letter)
    assert await rows(office, "suppressions") == 1


async def test_a_reply_settles_the_doubt_about_the_attempt_it_answers(office: Office) -> None:
    letter = await office.rejected()
    reserved, _ = await office.send(letter, SendStatus.MAYBE_SENT)

    await office.report(a_mail(reserved))

    assert await office.channels(letter) == {"email": "accepted"}
    assert CommandKind.DELIVERY_CHANGED in await hears(office)


async def test_a_text_message_back_is_a_reply_like_any_other(office: Office) -> None:
    letter, _ = await office.told(1, Channel.SMS)
    event = ProviderEvent(
        provider="twilio",
        event_key="SM1:received",
        kind=EventKind.REPLIED,
        occurred_at=LATER,
        provider_message_id="SM1",
        address="+8613800138000",
        answer=Answer(text="收到，谢谢"),
    )

    await office.report(event)

    (reply,) = await replies(office, letter)
    assert (reply.answer.text, reply.channel) == ("收到，谢谢", "sms")
    assert (await office.view(letter)).acknowledged_at == LATER


async def test_a_reply_waits_until_somebody_has_dealt_with_the_last_one(office: Office) -> None:
    letter, reserved = await office.told()
    await office.report(a_mail(reserved), a_mail(reserved, "mail-2"), automatic(a_mail(reserved, "mail-3")))
    first, second, _ = sorted(await replies(office, letter), key=lambda reply: reply.answer.automatic is not None)
    ref = application_of(letter)

    await office.stores.replies.settle(ref, first.id, actor="user-1", now=LATER)
    between = (await office.view(letter)).reply_waits_since
    for _ in range(2):
        await office.stores.replies.settle(ref, second.id, actor="user-1", now=LATER)

    assert (between, (await office.view(letter)).reply_waits_since) == (LATER, None)
    assert (await office.events(letter)).count("reply_handled") == 2
    assert {reply.handled_by for reply in await replies(office, letter)} == {"user-1", None}


async def test_a_reply_of_another_application_cannot_be_settled_here(office: Office) -> None:
    letter, reserved = await office.told(1)
    other, _ = await office.told(2)
    await office.report(a_mail(reserved))
    (reply,) = await replies(office, letter)

    with pytest.raises(ReplyNotFoundError):
        await office.stores.replies.settle(application_of(other), reply.id, actor="user-1", now=NOW)


async def test_who_answers_after_the_end_is_heard_by_people_only(office: Office) -> None:
    letter, reserved = await office.told()
    await office.stores.cases.close(application_of(letter), NOW)

    await office.report(a_mail(reserved))

    assert (await office.view(letter)).reply_waits_since == LATER
    assert await hears(office) == []


async def test_of_somebody_erased_nothing_is_kept(office: Office) -> None:
    _, reserved = await office.told()
    await office.database.write(lambda session: session.execute(text("UPDATE subject_keys SET wrapped = NULL")))

    await office.report(a_mail(reserved))

    assert await rows(office, "replies") == 0
