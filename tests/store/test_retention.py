"""Retention on real databases: once, twice at once, cut short; holds and laws keep the record without the person."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from kindregards.domain.appeals import NewAppeal
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.legal_holds import NotOnHoldError
from kindregards.domain.retention import RetentionCount
from kindregards.store.cases import close_application
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.subject_keys import PersonErasedError
from tests.builders import NOW, a_candidate
from tests.store.office import Office, application_of

pytestmark = pytest.mark.anyio

OVER = NOW + timedelta(days=181)
FOUR_YEARS = NOW + timedelta(days=1462)


async def closed(office: Office, number: int, country: str, region: str | None = None) -> ApplicationRef:
    """Return a told rejection of somebody of this place that has closed."""
    person = replace(
        a_candidate(external_id=f"p-{number}", email=f"p{number}@example.com", phone=None),
        country=country,
        region=region,
    )
    letter = await office.reject(await office.submit(number, candidate=person))
    await office.send(letter)
    ref = application_of(letter)
    await office.database.write(lambda session: close_application(session, ref, NOW))
    return ref


async def record_of(office: Office, ref: ApplicationRef) -> tuple[str, bool]:
    """Return an application's external id, and whether its decision still says what it rests on."""
    row = await office.database.read(
        lambda session: session.execute(
            text(
                "SELECT a.external_id, d.inputs FROM applications a JOIN decisions d ON d.application_id = a.id "
                "WHERE a.id = :id"
            ),
            {"id": ref.application_id},
        ).one()
    )
    return row[0], str(row[1]) not in {"{}", "None"}


async def test_who_is_over_goes_and_a_law_or_a_hold_keeps_their_record_without_them(office: Office) -> None:
    german, californian = await closed(office, 1, "DE"), await closed(office, 2, "US", "CA")
    sued, waiting = await closed(office, 3, "DE"), await office.submit(4)
    retention, holds = office.stores.retention, office.stores.legal_holds
    for _ in range(2):
        hold = await holds.place(sued, actor="user-1", reason="claim-14", now=NOW)
    early = await retention.plan(now=NOW + timedelta(days=179))
    planned = await retention.plan(now=OVER)

    done, again = await retention.run(now=OVER), await retention.run(now=OVER)

    assert (hold.reason, early, again) == ("claim-14", RetentionCount(), RetentionCount())
    assert planned == done == RetentionCount(forgotten=3, kept_records=2, held=1)
    for gone in (german, californian, sued):
        with pytest.raises(PersonErasedError):
            await office.stores.cases.open(gone)
    assert (await office.stores.cases.open(waiting)).candidate.name
    assert await record_of(office, german) == (f"erased-{german.application_id}", False)
    assert await record_of(office, californian) == ("ats-2", True)
    assert await record_of(office, sued) == ("ats-3", True)
    runs = await office.database.read(
        lambda session: session.execute(text("SELECT forgotten FROM retention_runs ORDER BY forgotten")).scalars().all()
    )
    assert list(runs) == [0, 3]

    assert await retention.run(now=FOUR_YEARS) == RetentionCount(cleared=1)
    await holds.lift(sued, actor="user-1", reason="settled", now=FOUR_YEARS)
    with pytest.raises(NotOnHoldError):
        await holds.lift(sued, actor="user-1", reason="settled", now=FOUR_YEARS)
    assert await retention.run(now=FOUR_YEARS) == RetentionCount(cleared=1)
    events = [entry.event for entry in await office.stores.applications.timeline(sued)]
    assert events[-4:] == ["legal_hold_placed", "erased", "legal_hold_lifted", "record_cleared"]
    assert await record_of(office, sued) == (f"erased-{sued.application_id}", False)


async def test_two_rounds_at_once_forget_everybody_once_and_finish_what_another_left(office: Office) -> None:
    everybody = [await closed(office, number, "DE") for number in range(1, 6)]
    retention = office.stores.retention
    await retention._carry_out(
        (await office.database.read(lambda s: s.execute(text("SELECT min(id) FROM candidates")).scalar_one())), OVER
    )

    counts = await asyncio.gather(*(retention.run(now=OVER) for _ in range(2)))

    assert sum(count.forgotten for count in counts) == len(everybody) - 1
    erased = await office.database.read(
        lambda s: s.execute(text("SELECT count(*) FROM timeline WHERE event = 'erased'")).scalar_one()
    )
    assert erased == len(everybody)


async def test_a_hold_beats_the_erasure_that_somebody_asks_for(office: Office) -> None:
    letter, reserved = await office.told()
    ref = application_of(letter)
    await office.stores.legal_holds.place(ref, actor="user-1", reason="claim-14", now=NOW)
    await office.stores.voice.ask_erasure(reserved.token, now=NOW)
    asked = await office.stores.erasures.erasure_of(ref)

    done = await office.stores.erasures.carry_out(DEFAULT_COMPANY_ID, asked.id, actor="user-1", now=NOW)

    assert done.kept_record
    with pytest.raises(PersonErasedError):
        await office.stores.cases.open(ref)
    assert await record_of(office, ref) == ("ats-1", True)


async def test_nobody_is_forgotten_while_another_person_looks_again(office: Office) -> None:
    letter, _ = await office.told()
    ref = application_of(letter)
    await office.stores.appeals.add(ref, NewAppeal(source="candidate"), now=NOW + timedelta(days=1))
    await office.database.write(lambda session: close_by_force(session, ref))

    frozen = await office.stores.retention.run(now=FOUR_YEARS)

    assert frozen == RetentionCount()
    assert (await office.stores.cases.open(ref)).candidate.name


def close_by_force(session: Session, ref: ApplicationRef) -> None:
    """Close an application as nothing of ours does while its appeal waits."""
    closing = text("UPDATE applications SET closed_at = :at WHERE id = :id")
    session.execute(closing, {"at": NOW, "id": ref.application_id})
