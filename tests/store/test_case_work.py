"""Reviewers give cases away, ask, put them off, and are told by mail: each once, each written down."""

from dataclasses import replace
from datetime import timedelta

import pytest

from activities.attention import Attention
from kindregards.domain.absences import Absence
from kindregards.domain.accounts import Role, User
from kindregards.domain.case_work import (
    Assignment,
    ColleagueUnknownError,
    NotOpenedError,
    QuestionAnsweredError,
    QuestionNotFoundError,
)
from kindregards.domain.channels import SendResult, SendStatus
from kindregards.domain.journey import AlarmRef, ApplicationRef
from kindregards.domain.notifying import GATHERED, NoticeEvent, NoticePace, StaffMail
from kindregards.domain.policies import ReviewTimes
from kindregards.domain.ports.accounts import NewUser
from kindregards.domain.reviewing import AlreadyDecidedError, ReviewCase, ReviewQuery, Seen
from kindregards.domain.reviews import Nudge
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.groups import ensure_group
from kindregards.store.review_desk import LEASE
from kindregards.store.staff_mails import LEASE as MAIL_LEASE
from tests.builders import NOW, a_candidate
from tests.store.company import PASSWORD
from tests.store.office import Office, founded
from tests.world import QUICK_POLICY

pytestmark = pytest.mark.anyio

HOUR = timedelta(hours=1)
SENT = SendResult(status=SendStatus.ACCEPTED, provider="script")
TIMES = ReviewTimes(group="recruiters", escalate_to=("leads",))


async def hire(office: Office, name: str, *groups: str, role: Role = Role.REVIEWER) -> User:
    """Add a member of staff, and the groups they are in."""
    office.database.write_sync(
        lambda session: [ensure_group(session, DEFAULT_COMPANY_ID, group, NOW) for group in groups]
    )
    new = NewUser(email=f"{name}@example.com", name=name, password=PASSWORD, role=role, groups=groups)
    return await office.stores.accounts.create(DEFAULT_COMPANY_ID, new, now=NOW)


async def asked(office: Office, number: int = 1) -> ReviewCase:
    return await office.ask(await office.submit(number))


async def seen(office: Office, case: ReviewCase) -> ReviewCase:
    return await office.stores.reviews.case(DEFAULT_COMPANY_ID, case.review.id)


async def listed(office: Office, **query: object) -> list[str]:
    page = await office.stores.reviews.page(DEFAULT_COMPANY_ID, ReviewQuery(**query))  # type: ignore[arg-type] # names
    return [review.id for review in page.reviews]


async def give(office: Office, case: ReviewCase, to: User | None, group: str | None = None) -> None:
    assignment = Assignment(to=to.id if to else None, group=group)
    await office.stores.case_work.assign(DEFAULT_COMPANY_ID, case.review.id, assignment, actor="api:1", now=NOW)


async def mails(office: Office, at: timedelta = GATHERED) -> list[StaffMail]:
    """Claim everything that is due, sent at once."""
    found = []
    while (mail := await office.stores.staff_mails.claim(now=NOW + at)) is not None:
        found.append(mail)
        await office.stores.staff_mails.settle(mail, SENT, now=NOW + at)
    return found


async def test_a_case_given_away_is_its_new_owners_and_what_nobody_has_stays_findable(office: Office) -> None:
    ana = await hire(office, "ana", "recruiters")
    given, free = await asked(office, 1), await asked(office, 2)
    await office.stores.reviews.claim(DEFAULT_COMPANY_ID, given.review.id, user_id="giver", now=NOW)

    await give(office, given, ana)

    assert await listed(office, assignee=ana.id) == [given.review.id]
    assert await listed(office, unassigned=True) == [free.review.id]
    entry = (await office.stores.applications.timeline(_ref(given)))[-1]
    assert (entry.event, entry.actor, entry.detail["to"]) == ("review_assigned", "api:1", ana.id)
    after = (await seen(office, given)).review
    assert (after.version, after.claimed_by) == (given.review.version, None)
    with pytest.raises(ColleagueUnknownError):
        await give(office, given, replace(ana, id="nobody"))


async def test_while_somebody_is_away_their_stand_in_has_their_cases_and_their_mail(office: Office) -> None:
    ana, ben = await hire(office, "ana", "recruiters"), await hire(office, "ben")
    case = await asked(office)
    await mails(office)
    absence = Absence(starts_at=NOW, ends_at=NOW + 5 * HOUR, stand_in=ben.id)
    await office.stores.own_settings.set_absence(DEFAULT_COMPANY_ID, ana.id, absence, now=NOW)

    await give(office, case, ana)

    assert await listed(office, assignee=ben.id, now=NOW) == [case.review.id]
    assert await listed(office, assignee=ben.id, now=NOW + 5 * HOUR) == []
    assert [mail.user_id for mail in await mails(office)] == [ben.id]


async def test_a_question_and_its_answer_stay_in_the_case(office: Office) -> None:
    ana, ben = await hire(office, "ana"), await hire(office, "ben")
    case, work = await asked(office), office.stores.case_work
    mine = (DEFAULT_COMPANY_ID, case.review.id)

    question = await work.ask(*mine, " Did he say why? ", of=ben.id, actor=ana.id, now=NOW)
    waits_for_ben = await listed(office, asked=ben.id)
    told = [(mail.user_id, mail.items[0].event) for mail in await mails(office, timedelta(0))]
    await office.decide(case)
    await work.answer(*mine, question.id, "He did, at 12:40.", actor=ben.id, now=NOW + HOUR)

    kept = (await seen(office, case)).questions
    assert (waits_for_ben, told) == ([case.review.id], [(ben.id, NoticeEvent.ASKED)])
    assert [(each.text, each.answer, each.answered_by) for each in kept] == [
        ("Did he say why?", "He did, at 12:40.", ben.id)
    ]
    assert [(mail.user_id, mail.items[0].event) for mail in await mails(office, HOUR)] == [
        (ana.id, NoticeEvent.ANSWERED)
    ]
    with pytest.raises(QuestionAnsweredError):
        await work.answer(*mine, question.id, "Again", actor=ben.id, now=NOW)
    with pytest.raises(QuestionNotFoundError):
        await work.answer(*mine, "missing", "Hello", actor=ben.id, now=NOW)
    with pytest.raises(AlreadyDecidedError):
        await work.ask(*mine, "And now?", of=ben.id, actor=ana.id, now=NOW)


async def test_a_case_put_off_comes_back_and_shows_when_it_is_due_whatever_was_wished(office: Office) -> None:
    case, work = await asked(office), office.stores.case_work
    due_at = case.review.due_at
    snooze = (DEFAULT_COMPANY_ID, case.review.id)

    until = await work.snooze(*snooze, NOW + HOUR / 2, actor="user-1", now=NOW)

    assert until == NOW + HOUR / 2
    assert await listed(office, snoozed=False, now=NOW) == []
    assert await listed(office, snoozed=True, now=NOW) == [case.review.id]
    assert await listed(office, snoozed=False, now=NOW + HOUR / 2) == [case.review.id]
    assert await work.snooze(*snooze, due_at + HOUR, actor="user-1", now=NOW) == due_at
    assert await listed(office, snoozed=False, now=due_at) == [case.review.id]
    assert await work.snooze(*snooze, None, actor="user-1", now=NOW) is None
    assert await listed(office, snoozed=False, now=NOW) == [case.review.id]


async def test_what_a_reviewer_has_read_is_kept_as_they_saw_it_with_the_time_it_took(office: Office) -> None:
    case, desk = await asked(office), office.stores.reviews
    mine = (DEFAULT_COMPANY_ID, case.review.id)
    as_read = Seen(version=1, letter_hash=case.letter_hash)
    with pytest.raises(NotOpenedError):
        await office.stores.case_work.seen(*mine, user_id="user-1")

    for seconds in (0, 45, 90, 4000):
        await desk.claim(*mine, user_id="user-1", now=NOW + timedelta(seconds=seconds), seen=as_read)

    assert await office.stores.case_work.seen(*mine, user_id="user-1") == as_read
    rows = await office.database.read(lambda session: session.connection().exec_driver_sql(
        "SELECT seconds FROM review_openings").all())  # fmt: skip
    assert [tuple(row) for row in rows] == [(90,)]


async def test_a_lease_given_up_is_free_at_once(office: Office) -> None:
    case, desk = await asked(office), office.stores.reviews
    await desk.claim(DEFAULT_COMPANY_ID, case.review.id, user_id="user-1", now=NOW)

    await desk.release(DEFAULT_COMPANY_ID, case.review.id, user_id="user-2")
    held = await desk.claim(DEFAULT_COMPANY_ID, case.review.id, user_id="user-2", now=NOW + LEASE / 2)
    await desk.release(DEFAULT_COMPANY_ID, case.review.id, user_id="user-1")

    assert not held
    assert await desk.claim(DEFAULT_COMPANY_ID, case.review.id, user_id="user-2", now=NOW + LEASE / 2)


async def test_new_cases_of_a_group_are_one_mail_a_person_without_a_candidates_name(office: Office) -> None:
    ana = await hire(office, "ana", "recruiters")
    await hire(office, "vera", "recruiters", role=Role.VIEWER)
    quiet = await hire(office, "quiet", "recruiters")
    await office.stores.own_settings.set_notice_pace(DEFAULT_COMPANY_ID, quiet.id, NoticePace.OFF)
    cases = [await asked(office, number) for number in range(3)]

    early, (mail,) = await mails(office, timedelta(0)), await mails(office)

    assert early == []
    assert (mail.user_id, mail.address) == (ana.id, "ana@example.com")
    assert sorted(item.review_id for item in mail.items) == sorted(case.review.id for case in cases)
    assert "王梅" not in repr(mail.items)
    assert await mails(office, 24 * HOUR) == []


async def test_a_case_of_a_group_that_nobody_is_in_is_told_to_those_who_can_give_it_away(office: Office) -> None:
    await hire(office, "ana", "others")
    lea, adam = await hire(office, "lea", role=Role.LEAD), await hire(office, "adam", role=Role.ADMIN)

    await asked(office)

    assert {mail.user_id for mail in await mails(office)} == {lea.id, adam.id}


async def test_a_case_decided_meanwhile_is_not_told(office: Office) -> None:
    await hire(office, "ana", "recruiters")
    await office.decide(await asked(office))

    assert await mails(office) == []


async def test_a_mail_that_surely_did_not_leave_is_tried_again_and_one_in_doubt_never(office: Office) -> None:
    await hire(office, "ana", "recruiters")
    await asked(office)
    claim, settle = office.stores.staff_mails.claim, office.stores.staff_mails.settle
    later = NOW + GATHERED

    refused = await claim(now=later)
    assert refused is not None
    await settle(refused, SendResult(status=SendStatus.NOT_SENT, provider="smtp"), now=later)
    again = await claim(now=later + HOUR)
    lost = await claim(now=later + HOUR + MAIL_LEASE)

    assert again is not None
    assert again.tries == 2
    assert lost is None, "a process that died while sending may have sent it"
    await settle(again, SENT, now=later + 2 * HOUR)
    assert await claim(now=later + 9 * HOUR) is None


async def test_two_processes_do_not_send_one_notice_twice(office: Office, rival: Office) -> None:
    await hire(office, "ana", "recruiters")
    await asked(office)

    first = await office.stores.staff_mails.claim(now=NOW + GATHERED)
    second = await rival.stores.staff_mails.claim(now=NOW + GATHERED)

    assert (first is None, second is None) == (False, True)


async def test_an_escalation_gives_the_case_to_the_next_group_once_with_a_fresh_clock(office: Office) -> None:
    ana = await hire(office, "ana", "recruiters")
    lea = await hire(office, "lea", "leads")
    founded(office, replace(QUICK_POLICY, review=TIMES))
    case = await asked(office)
    await give(office, case, ana)
    await mails(office)
    late = NOW + 50 * HOUR
    attention = Attention(cases=office.stores.cases, clock=lambda: late)
    alarm = AlarmRef(
        company_id=DEFAULT_COMPANY_ID,
        application_id=case.application.id,
        kind=Nudge.ESCALATE,
        review_id=case.review.id,
        at=NOW + 48 * HOUR,
    )

    clock, again = await attention.call(alarm), await attention.call(alarm)

    review = (await seen(office, case)).review
    assert clock == again
    assert clock is not None
    assert [each.kind for each in clock] == [Nudge.REMIND, Nudge.DUE, Nudge.ESCALATE, Nudge.HOLD]
    assert (review.group, review.assigned_to, review.due_at) == ("leads", None, late + TIMES.due)
    assert [mail.user_id for mail in await mails(office, 50 * HOUR)] == [lea.id]
    assert [each.event for each in await office.stores.applications.timeline(_ref(case))].count("review_escalate") == 1


@pytest.mark.parametrize("known_by", [{"email": "WANG@example.com", "phone": None}, {"email": None}])
async def test_somebody_who_applied_before_is_recognised_by_address_or_number(
    office: Office, known_by: dict[str, str | None]
) -> None:
    same_address = a_candidate(external_id="p-7", **known_by)
    stranger = a_candidate(external_id="p-9", email="li@example.com", phone="+8613900002222")
    before = await office.submit(7, candidate=same_address)
    await office.submit(9, candidate=stranger)

    case = await asked(office, 8)

    assert [(each.id, each.is_sure) for each in case.earlier] == [(before.application_id, False)]


def _ref(case: ReviewCase) -> ApplicationRef:
    return ApplicationRef(company_id=DEFAULT_COMPANY_ID, application_id=case.application.id)
