"""Candidates' pages: what a link opens, what it must not give away before the telling, and what a button records."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from kindregards.domain.applications import ApplicationState, HeldReason, Outcome, Stage
from kindregards.domain.candidate_pages import LinkExpiredError, LinkUnknownError, StatusPage
from kindregards.domain.channels import Channel, SendStatus
from kindregards.domain.intake import ApplicationFinishedError, ApplicationNotFoundError, CandidateRequest
from kindregards.domain.journey import ApplicationRef, CommandKind, LetterRef, Told
from kindregards.domain.languages import Language
from kindregards.domain.letters import Purpose
from kindregards.domain.page_looks import LARGEST_PAGE_LOGO, PageLogo
from kindregards.domain.reading import Evidence
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.links import LIFETIME
from tests.builders import NOW
from tests.domain.test_brands import a_png
from tests.store.office import (
    LATER,
    Office,
    a_bounce,
    accepted,
    an_advance,
    application_of,
    letter_of,
)

pytestmark = pytest.mark.anyio


async def link(office: Office, ref: ApplicationRef) -> str:
    return await office.stores.pages.mint(ref.company_id, ref.application_id, now=NOW)


async def status(office: Office, token: str) -> StatusPage:
    return await office.stores.pages.status(token, now=NOW)


async def ask(office: Office, token: str, kind: CommandKind = CommandKind.WITHDRAWN) -> None:
    await office.stores.pages.request(token, CandidateRequest(kind=kind, source="candidate"), now=NOW)


async def acknowledgements(office: Office, letter: LetterRef) -> int:
    return (await office.events(letter)).count("acknowledged")


# Links.


async def test_a_letters_link_opens_the_letter(office: Office) -> None:
    letter, reserved = await office.told()

    page = await office.stores.pages.letter(reserved.token, now=LATER)

    assert (page.letter, page.company_name, page.acknowledged_at) == (reserved.letter, "晴川科技", None)
    assert (await office.view(letter)).acknowledged_at is None


async def test_pages_carry_colours_a_small_logo_and_small_print_that_needs_no_letter(office: Office) -> None:
    _, reserved = await office.told()
    brands, company_id = office.stores.brands, DEFAULT_COMPANY_ID
    known = await brands.brand(company_id)
    settings = replace(known, light_accent="#7A1E1E", small_print={Language.CHINESE: "晴川科技（上海）有限公司"})
    small = a_png()
    large = small[:-12] + bytes(LARGEST_PAGE_LOGO) + small[-12:]  # before its last chunk

    await brands.save(company_id, settings, by="lena", now=NOW)
    await brands.add_logo(company_id, small, by="lena", now=NOW)
    look = (await office.stores.pages.letter(reserved.token, now=LATER)).look
    others = [
        (await office.stores.voice.after_letter(reserved.token, now=LATER)).look,
        (await office.stores.voice.appeal_page(reserved.token, now=LATER)).look,
        (await office.stores.pages.subscription(reserved.token)).look,
        (await status(office, reserved.token)).look,
    ]
    await brands.add_logo(company_id, large, by="lena", now=NOW)
    await brands.save(
        company_id, replace(settings, small_print={Language.CHINESE: "关于((job_title))"}), by="lena", now=NOW
    )
    named = await status(office, reserved.token)
    changes = await brands.changes(company_id, limit=3)

    assert (look.light, look.small_print) == ("#7A1E1E", "晴川科技（上海）有限公司")
    assert look.logo == PageLogo(media_type="image/png", content=small)
    assert others == [look] * 4
    assert (named.look.logo, named.look.small_print) == (None, "")
    assert [(change.fields, change.changed_by) for change in changes] == [
        (("small_print",), "lena"),
        (("logo",), "lena"),
        (("logo",), "lena"),
    ]


async def test_a_link_of_nobody_opens_nothing(office: Office) -> None:
    await office.told()

    for token in ("", "x" * 43, "\ud800", "a\0b"):
        with pytest.raises(LinkUnknownError):
            await office.stores.pages.letter(token, now=NOW)
        with pytest.raises(LinkUnknownError):
            await status(office, token)
        with pytest.raises(LinkUnknownError):
            await office.stores.pages.acknowledge(token, now=NOW)


async def test_a_link_expires_for_reading_and_for_writing(office: Office) -> None:
    letter, reserved = await office.told()
    pages, last = office.stores.pages, NOW + LIFETIME

    assert (await pages.letter(reserved.token, now=last - timedelta(seconds=1))).letter == reserved.letter
    with pytest.raises(LinkExpiredError):
        await pages.letter(reserved.token, now=last)
    with pytest.raises(LinkExpiredError):
        await pages.status(reserved.token, now=last)
    with pytest.raises(LinkExpiredError):
        await pages.acknowledge(reserved.token, now=last)
    with pytest.raises(LinkExpiredError):
        await pages.note_view(reserved.token, machine=False, now=last)

    assert await acknowledgements(office, letter) == 0


async def test_a_reminders_link_opens_the_letter_it_speaks_of(office: Office) -> None:
    letter, told = await office.told()
    case = await office.stores.cases.open(application_of(letter))
    draft = replace(await office.draft(case, Channel.SMS), purpose=Purpose.REMINDER)
    reminder = letter_of(case.ref, await office.stores.reminders.add(case, draft, 1, NOW))
    reserved, _ = await office.send(reminder, accepted(2))

    page = await office.stores.pages.letter(reserved.token, now=NOW)
    await office.stores.pages.acknowledge(reserved.token, now=NOW)

    assert page.letter == told.letter
    assert (await office.view(letter)).state is ApplicationState.ACKNOWLEDGED


async def test_a_status_link_opens_no_letter_before_the_telling(office: Office) -> None:
    letter = await office.rejected()
    token = await link(office, application_of(letter))

    with pytest.raises(LinkUnknownError):
        await office.stores.pages.letter(token, now=NOW)
    with pytest.raises(LinkUnknownError):
        await office.stores.pages.acknowledge(token, now=NOW)
    await office.send(letter)

    assert (await office.stores.pages.letter(token, now=NOW)).letter == (
        await office.stores.cases.open(application_of(letter))
    ).letter


async def test_an_application_that_does_not_exist_has_no_link(office: Office) -> None:
    with pytest.raises(ApplicationNotFoundError):
        await link(office, ApplicationRef(company_id="another", application_id="missing"))


# The telling gate.


async def review_opened(office: Office, ref: ApplicationRef) -> None:
    await office.ask(ref)


async def review_held(office: Office, ref: ApplicationRef) -> None:
    await office.ask(ref, held=HeldReason.LINT)


async def review_decided(office: Office, ref: ApplicationRef) -> None:
    await office.decide(await office.ask(ref))


async def rejected(office: Office, ref: ApplicationRef) -> None:
    await office.reject(ref)


async def advanced(office: Office, ref: ApplicationRef) -> None:
    await office.stores.cases.record_decision(await office.stores.cases.open(ref), an_advance(), None)


async def undone(office: Office, ref: ApplicationRef) -> None:
    await office.reject(ref)
    await office.stores.requests.undo(ref, actor="user-1", reason="wrong_score", now=NOW)


async def in_flight(office: Office, ref: ApplicationRef) -> None:
    await office.start(await office.reject(ref))


async def in_doubt(office: Office, ref: ApplicationRef) -> None:
    await office.send(await office.reject(ref), SendStatus.MAYBE_SENT)


async def came_back(office: Office, ref: ApplicationRef) -> None:
    letter = await office.reject(ref, Channel.EMAIL)
    reserved, _ = await office.send(letter)
    await office.report(a_bounce(reserved))
    await office.stores.ledger.reconcile(letter, NOW)


@pytest.mark.parametrize(
    "happens",
    [review_opened, review_held, review_decided, rejected, advanced, undone, in_flight, in_doubt, came_back],
    ids=lambda each: each.__name__,
)
async def test_what_is_decided_and_not_told_looks_like_undecided(office: Office, happens: object) -> None:
    ref = await office.submit()
    token = await link(office, ref)
    undecided = await status(office, token)

    await happens(office, ref)  # type: ignore[operator] # one of the functions above

    assert await status(office, token) == undecided
    assert not undecided.is_told


async def test_the_telling_opens_the_page(office: Office) -> None:
    letter = await office.rejected()
    token = await link(office, application_of(letter))
    await office.send(letter)

    page = await status(office, token)

    assert (page.is_told, page.has_letter, page.can_withdraw, page.is_closed) == (True, True, False, False)


async def test_an_advance_that_is_told_has_no_letter(office: Office) -> None:
    ref = await office.submit()
    token = await link(office, ref)
    await advanced(office, ref)
    await office.stores.cases.release_advance(ref, NOW)

    page = await status(office, token)

    assert (page.is_told, page.has_letter, page.is_closed) == (True, False, False)


# What a candidate asks.


async def test_a_candidate_withdraws_once_and_sees_it(office: Office) -> None:
    ref = await office.submit(result=None)
    token = await link(office, ref)
    before = await status(office, token)

    await ask(office, token)
    await ask(office, token)

    after = await status(office, token)
    assert (before.can_withdraw, before.can_decline_ai_interview, before.withdrawn) == (True, True, False)
    assert (after.can_withdraw, after.can_decline_ai_interview, after.withdrawn) == (False, False, True)


async def test_a_candidate_declines_the_ai_interview_and_sees_it(office: Office) -> None:
    token = await link(office, await office.submit(result=None))

    await ask(office, token, CommandKind.AI_INTERVIEW_DECLINED)

    page = await status(office, token)
    assert (page.ai_interview_declined, page.can_decline_ai_interview, page.can_withdraw) == (True, False, True)


async def test_a_closed_application_takes_no_wish(office: Office) -> None:
    ref = await office.submit(stage=Stage.OFFER)
    token = await link(office, ref)
    case = await office.stores.cases.open(ref)
    await office.stores.cases.end(case, Outcome.WITHDRAWN, None, request=CommandKind.WITHDRAWN, now=NOW)

    with pytest.raises(ApplicationFinishedError):
        await ask(office, token)

    assert (await status(office, token)).is_closed


# Reading.


async def test_reading_is_acknowledged_once(office: Office) -> None:
    letter, reserved = await office.told()
    await office.queue.settle(office.trigger.commands, late=False, now=NOW)

    for now in (NOW, LATER):
        await office.stores.pages.acknowledge(reserved.token, now=now)

    view = await office.view(letter)
    page = await office.stores.pages.letter(reserved.token, now=LATER)
    assert (view.state, view.acknowledged_at) == (ApplicationState.ACKNOWLEDGED, NOW)
    assert page.acknowledged_at == NOW
    assert await acknowledgements(office, letter) == 1
    assert [each.command.kind for each in office.trigger.commands] == [CommandKind.START, CommandKind.ACKNOWLEDGED]


async def test_two_presses_at_once_are_one_acknowledgement(office: Office, rival: Office) -> None:
    for number in range(10):
        letter, reserved = await office.told(number)

        await asyncio.gather(
            *(side.stores.pages.acknowledge(reserved.token, now=NOW) for side in (office, rival, office))
        )

        assert await acknowledgements(office, letter) == 1


async def test_an_acknowledgement_before_the_answer_counts_when_it_comes(office: Office) -> None:
    letter = await office.rejected()
    reserved = await office.start(letter)
    await office.stores.pages.acknowledge(reserved.token, now=NOW)

    await office.stores.ledger.finish(reserved, accepted(1), LATER)

    assert (await office.view(letter)).state is ApplicationState.ACKNOWLEDGED


async def test_who_says_they_have_read_it_settles_the_doubt(office: Office) -> None:
    letter = await office.rejected()
    reserved, _ = await office.send(letter, SendStatus.MAYBE_SENT)
    await office.queue.settle(office.trigger.commands, late=False, now=NOW)

    await office.stores.pages.acknowledge(reserved.token, now=LATER)

    command = office.trigger.commands[-1].command
    standing = await office.stores.ledger.reconcile(letter, LATER)
    view = await office.view(letter)
    assert (command.kind, command.reference) == (CommandKind.DELIVERY_CHANGED, letter.letter_id)
    assert (standing.told, standing.told_at) == (Told.SENT, NOW)
    assert (view.state, view.held_reason) == (ApplicationState.ACKNOWLEDGED, None)


async def test_a_closed_application_can_still_be_acknowledged(office: Office) -> None:
    letter, reserved = await office.told()
    await office.stores.cases.close(application_of(letter), NOW)
    before = len(office.trigger.commands)

    await office.stores.pages.acknowledge(reserved.token, now=NOW)

    view = await office.view(letter)
    assert (view.state, view.acknowledged_at) == (ApplicationState.CLOSED, NOW)
    assert len(office.trigger.commands) == before


async def test_views_are_evidence_and_kept_once_in_ten_seconds_for_each_grade(office: Office) -> None:
    letter, reserved = await office.told()
    pages = office.stores.pages
    for seconds, machine in ((60, True), (65, True), (66, False), (80, False), (85, False), (130, None)):
        await pages.note_view(reserved.token, machine=machine, now=NOW + timedelta(seconds=seconds))

    history = await office.stores.reminders.history(application_of(letter))

    assert history.progress.reading.evidence is Evidence.VIEWED
    assert history.progress.reading.at == NOW + timedelta(seconds=80)
    assert await acknowledgements(office, letter) == 0
    count = text("SELECT count(*) FROM page_views")
    assert await office.database.read(lambda session: session.execute(count).scalar_one()) == 4


async def test_a_view_of_the_status_page_says_nothing_about_the_letter(office: Office) -> None:
    letter = await office.rejected()
    token = await link(office, application_of(letter))

    await office.stores.pages.note_view(token, machine=False, now=NOW)

    history = await office.stores.reminders.history(application_of(letter))
    assert history.progress.reading.evidence is None


async def test_one_click_stops_messages_once_even_when_the_link_has_expired(office: Office) -> None:
    letter, reserved = await office.told()
    much_later = NOW + LIFETIME + timedelta(days=1)

    for _ in range(2):
        await office.stores.pages.unsubscribe(reserved.token, now=much_later)

    page = await office.stores.pages.subscription(reserved.token)
    progress = (await office.stores.reminders.history(application_of(letter))).progress
    assert page.job_title
    assert progress.ended
    assert (await office.events(letter)).count("unsubscribed") == 1
    scopes = await office.database.read(lambda session: list(session.scalars(text("SELECT scope FROM suppressions"))))
    assert scopes == ["invitations"]


async def test_a_link_that_came_with_no_message_stops_none(office: Office) -> None:
    ref = await office.submit()
    token = await office.stores.pages.mint(ref.company_id, ref.application_id, now=NOW)

    with pytest.raises(LinkUnknownError):
        await office.stores.pages.unsubscribe(token, now=NOW)
