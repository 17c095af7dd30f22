"""What candidates say after their letter: counted from it, kept for a purpose and a time, and gone when they are."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from kindregards.domain.candidate_pages import LinkUnknownError
from kindregards.domain.feedback import FeedbackTooEarlyError
from kindregards.domain.letters import LetterState
from kindregards.domain.talent_pool import PoolClosedError, PoolEnding
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.subject_keys import PersonErasedError
from kindregards.store.tables import ErasureTable
from tests.builders import NOW, a_candidate
from tests.store.neighbours import a_neighbour, heard_by
from tests.store.office import Office, application_of, founded
from tests.world import QUICK_POLICY

pytestmark = pytest.mark.anyio

LATER = NOW + timedelta(days=1)


async def erase(office: Office, token: str) -> None:
    await office.stores.voice.ask_erasure(token, now=LATER)
    erasure_id = await office.database.read(
        lambda session: session.execute(text(f"SELECT id FROM {ErasureTable.__tablename__}")).scalar_one()  # noqa: S608 -- a table of ours
    )
    for _ in range(2):
        done = await office.stores.erasures.carry_out(DEFAULT_COMPANY_ID, erasure_id, actor="user-1", now=LATER)
        assert done.settled_at == LATER


async def test_feedback_is_counted_by_when_the_letter_was_told_and_the_latest_word_counts(office: Office) -> None:
    letter, reserved = await office.told()
    waiting = await office.rejected(2)
    voice = office.stores.voice

    await voice.give_feedback(reserved.token, 2, "太晚了", now=LATER)
    await voice.give_feedback(reserved.token, 4, None, now=LATER)
    with pytest.raises(FeedbackTooEarlyError):
        await office.stores.feedback.give(application_of(waiting), 1, None, now=LATER)

    count = await office.stores.feedback.count(DEFAULT_COMPANY_ID, since=NOW, until=LATER)
    none = await office.stores.feedback.count(DEFAULT_COMPANY_ID, since=LATER, until=LATER + timedelta(days=9))
    assert (count.asked, count.scores, count.mean) == (1, (0, 0, 0, 1, 0), 4)
    assert (none.asked, none.answered) == (0, 0)
    said = await office.stores.feedback.feedback_of(application_of(letter))
    assert said is not None
    assert said.words is None


async def test_consent_to_the_pool_lasts_a_year_and_ends_with_leaving_or_a_new_application(office: Office) -> None:
    letter, reserved = await office.told()
    voice, pool = office.stores.voice, office.stores.talent_pool
    stranger = a_candidate(external_id="p-2", email="stranger@example.com", phone=None)
    with pytest.raises(PoolClosedError):
        await pool.join(await office.submit(2, candidate=stranger), source="candidate", now=LATER)

    await voice.join_pool(reserved.token, now=LATER)
    shown = await pool.page(DEFAULT_COMPANY_ID, limit=10, now=LATER)
    over = await pool.page(DEFAULT_COMPANY_ID, limit=10, now=LATER + timedelta(days=366))
    assert ([each.application_id for each in shown.entries], over.entries) == ([letter.application_id], ())

    await voice.leave_pool(reserved.token, now=LATER)
    assert (await pool.page(DEFAULT_COMPANY_ID, limit=10, now=LATER)).entries == ()

    await voice.join_pool(reserved.token, now=LATER)
    person = (await office.stores.cases.open(application_of(letter))).candidate
    await office.submit(3, candidate=person, now=LATER)
    everybody = await pool.page(DEFAULT_COMPANY_ID, limit=10, now=LATER, everybody=True)
    # The new application brings a consent of its own, which counts once its no is told.
    assert [each.ended_because for each in everybody.entries] == [None, PoolEnding.NEW_APPLICATION]
    assert (await pool.page(DEFAULT_COMPANY_ID, limit=10, now=LATER)).entries == ()
    rate = await pool.return_rate(DEFAULT_COMPANY_ID, since=NOW, until=LATER)
    assert (rate.told, rate.reapplied, rate.rate) == (1, 1, 1.0)


async def test_a_policy_that_invites_nobody_asks_nobody_into_the_pool(office: Office) -> None:
    founded(office, replace(QUICK_POLICY, letter=replace(QUICK_POLICY.letter, invite_talent_pool=False)))
    letter, _ = await office.told()

    with pytest.raises(PoolClosedError):
        await office.stores.talent_pool.join(application_of(letter), source="candidate", now=LATER)


@pytest.mark.parametrize(("name", "returned"), [("王梅", 1), ("李娜", 0)])
async def test_who_applies_again_under_another_id_is_known_by_name_and_address(
    office: Office, name: str, returned: int
) -> None:
    letter, _ = await office.told()
    known = (await office.stores.cases.open(application_of(letter))).candidate
    await office.submit(2, candidate=replace(known, external_id="p-again", name=name, email=None), now=LATER)

    rate = await office.stores.talent_pool.return_rate(DEFAULT_COMPANY_ID, since=NOW, until=LATER)

    assert (rate.told, rate.reapplied) == (1, returned)


async def test_own_data_hold_what_was_told_and_nothing_of_a_decision_that_was_not(office: Office) -> None:
    letter, reserved = await office.told()
    person = (await office.stores.cases.open(application_of(letter))).candidate
    await office.reject(await office.submit(2, candidate=person, now=LATER))

    facts = await office.stores.voice.own_data(reserved.token, now=LATER)
    assert await office.stores.people.own_data.of(application_of(letter)) == facts

    given = facts["consents_given"]
    assert isinstance(given, dict)
    assert {record["source"] for record in given.values()} == {"integrator"}
    applications = facts["applications"]
    assert isinstance(applications, list)
    assert [each["outcome"] for each in applications] == ["reject", None]
    assert [len(each["letters"]) for each in applications] == [1, 0]


async def test_erasing_somebody_stops_letters_kills_links_and_leaves_the_decision_without_them(office: Office) -> None:
    letter, reserved = await office.told()
    person = (await office.stores.cases.open(application_of(letter))).candidate
    pending = await office.reject(await office.submit(2, candidate=person, now=LATER))
    neighbour = await a_neighbour(office)

    await erase(office, reserved.token)

    assert set(await heard_by(office, neighbour)) == {"candidate.erased"}

    with pytest.raises(LinkUnknownError):
        await office.stores.pages.letter(reserved.token, now=LATER)
    with pytest.raises(PersonErasedError):
        await office.stores.cases.open(application_of(letter))
    view = await office.view(letter)
    assert (view.candidate_name, view.decision is not None) == ("", True)
    states = await office.database.read(
        lambda session: session.execute(
            text("SELECT state FROM letters WHERE id = :id"), {"id": pending.letter_id}
        ).scalar_one()
    )
    assert states == LetterState.CANCELLED
    rows = await office.database.read(
        lambda session: session.execute(text("SELECT external_id, name_index, sealed_name FROM candidates")).one()
    )
    assert (person.external_id in rows[0], rows[1], rows[2]) == (False, "", None)
    told = await office.database.read(
        lambda session: session.execute(
            text("SELECT count(*) FROM workflow_commands WHERE kind = 'erased'")
        ).scalar_one()
    )
    assert told == 2
