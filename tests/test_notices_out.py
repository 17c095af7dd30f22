"""Reviewers are told by mail: in their language, with links that only open, through the real mail library."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from kindregards.channels.addresses import parse_sender
from kindregards.channels.email_smtp import SmtpEmail
from kindregards.domain.accounts import Role
from kindregards.domain.languages import Language
from kindregards.domain.notifying import NoticeEvent, NoticeItem, NoticeState, StaffMail
from kindregards.domain.ports.accounts import NewUser
from kindregards.fake_providers import FakeProviders
from kindregards.notices_out import NoticeRounds
from kindregards.senders import staff_sender
from kindregards.staff_mail import StaffMailWriter
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.database import Database
from kindregards.store.groups import ensure_group
from tests.api.system import some_settings
from tests.builders import NOW
from tests.store.company import PASSWORD
from tests.store.office import Office, an_office, founded

pytestmark = pytest.mark.anyio

WRITER = StaffMailWriter(base_url="https://hr.example.com", timezone="Asia/Shanghai")
MAIL = StaffMail(
    id="mail-1",
    company_id="company-1",
    user_id="user-1",
    name="林悦",
    address="lin@example.com",
    language=Language.CHINESE,
    items=(
        NoticeItem(event=NoticeEvent.OPENED, review_id="r-1", job_title="用户运营经理", due_at=NOW),
        NoticeItem(event=NoticeEvent.ESCALATED, review_id="r-2", job_title="Chef", due_at=NOW + timedelta(days=1)),
    ),
    tries=1,
)
LATER = NOW + timedelta(hours=1)


def test_a_mail_names_jobs_times_and_links_in_the_readers_language() -> None:
    chinese = WRITER.write(MAIL, NOW)
    english = WRITER.write(replace(MAIL, name="Lin", language=Language.ENGLISH, items=MAIL.items[:1]), NOW)

    assert chinese.subject == "有 2 个个案等您处理"
    assert "您的小组有新个案：用户运营经理，3月4日 18:00 到期\nhttps://hr.example.com/queue/r-1" in chinese.text
    assert english.subject == "A case waits for you"
    assert "New for your group: 用户运营经理, due 4 Mar, 18:00\nhttps://hr.example.com/queue/r-1" in english.text
    assert "https://hr.example.com/me/work" in english.text


def test_every_event_has_words_in_every_language() -> None:
    for language in Language:
        for event in NoticeEvent:
            item = replace(MAIL.items[0], event=event)
            assert WRITER.write(replace(MAIL, language=language, items=(item,)), NOW).text


async def office_with_a_notice(database: Database) -> Office:
    office = founded(an_office(some_settings(), database))
    office.database.write_sync(add_recruiters)
    new = NewUser(email="ana@example.com", name="Ana", password=PASSWORD, role=Role.REVIEWER, groups=("recruiters",))
    await office.stores.accounts.create(DEFAULT_COMPANY_ID, new, now=NOW)
    await office.ask(await office.submit())
    return office


def add_recruiters(session: Session) -> None:
    ensure_group(session, DEFAULT_COMPANY_ID, "recruiters", NOW)


@pytest.mark.slow
async def test_a_notice_leaves_once_through_an_smtp_server(database: Database) -> None:
    office = await office_with_a_notice(database)

    with FakeProviders() as fake:
        sender = SmtpEmail(fake.smtp_url, sender=parse_sender("jobs@example.com"))
        rounds = NoticeRounds(mails=office.stores.staff_mails, writer=WRITER, sender=sender, clock=lambda: LATER)
        sent = [await rounds.send_due(), await rounds.send_due()]
        handed = list(fake.ledger.requests(accepted=True))

    assert sent == [1, 0]
    assert [each.address for each in handed] == ["ana@example.com"]
    assert "https://hr.example.com/queue/" in handed[0].text
    assert "王梅" not in handed[0].text


async def test_where_no_mail_leaves_the_notice_stands_in_the_console(database: Database) -> None:
    office = await office_with_a_notice(database)
    assert staff_sender(some_settings()) is None

    await NoticeRounds(mails=office.stores.staff_mails, writer=WRITER, sender=None, clock=lambda: LATER).send_due()

    users = await office.stores.accounts.all(DEFAULT_COMPANY_ID)
    [line] = await office.stores.own_settings.latest_notices(DEFAULT_COMPANY_ID, users[0].id, limit=5)
    assert (line.event, line.state) == (NoticeEvent.OPENED, NoticeState.KEPT)
