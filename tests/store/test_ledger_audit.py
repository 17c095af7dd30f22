"""Every delivery can be recomputed from its ledger, and a stored state that differs is named."""

import json
import random

import pytest
from sqlalchemy import update
from sqlmodel import col

from kindregards.cli import run
from kindregards.domain.channels import Channel, SendStatus
from kindregards.domain.deliveries import DeliveryState
from kindregards.domain.journey import LetterRef
from kindregards.domain.provider_events import EventKind
from kindregards.store.ledger_audit import LedgerAudit
from kindregards.store.tables import DeliveryTable
from tests.builders import NOW
from tests.store.building import Building
from tests.store.office import LATER, Office, a_bounce, a_report, accepted, application_of

pytestmark = pytest.mark.anyio


async def a_ledger(office: Office) -> list[LetterRef]:
    """Fill a ledger with letters in many states."""
    letters = [await office.rejected(number, Channel.EMAIL, Channel.SMS) for number in range(7)]
    delivered, bounced, doubtful, waiting, refused, undone, underway = letters
    reserved, _ = await office.send(delivered, accepted(0))
    await office.report(a_report(reserved, EventKind.DELIVERED))
    await office.send(doubtful, SendStatus.MAYBE_SENT)
    await office.send(waiting, SendStatus.NOT_SENT)
    await office.send(refused, SendStatus.REFUSED)
    await office.send(undone, SendStatus.NOT_SENT)
    await office.stores.requests.undo(application_of(undone), actor="user-1", reason="second look", now=LATER)
    await office.ask(application_of(undone), draft=False)
    await office.start(underway)
    reserved, _ = await office.send(bounced, accepted(1))
    await office.report(a_bounce(reserved))  # last: everybody here has this address
    return letters


async def test_a_ledger_kept_by_our_own_steps_differs_nowhere(office: Office) -> None:
    letters = await a_ledger(office)

    audited = list(LedgerAudit(office.database).batches(size=3))

    assert [difference for batch in audited for difference in batch.differences] == []
    assert [batch.deliveries for batch in audited] == [3, 3, 1]
    assert await office.channels(letters[5]) == {"email": DeliveryState.CANCELLED}


async def test_a_planted_difference_is_named_among_many(office: Office) -> None:
    letters = await a_ledger(office)
    planted = random.Random(7).choice(letters)  # noqa: S311 -- no secret
    await plant(office, planted)

    found = [difference for batch in LedgerAudit(office.database).batches(size=2) for difference in batch.differences]

    assert [(each.application_id, each.channel, each.stored) for each in found] == [
        (planted.application_id, "email", DeliveryState.EXPIRED)
    ]
    assert found[0].right is not found[0].stored


async def test_the_doctor_names_what_differs_and_exits_with_1(
    office: Office, building: Building, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    letters = await a_ledger(office)
    monkeypatch.setenv("KINDREGARDS_DATABASE_URL", building.url)

    assert run(["doctor", "--deliveries"]) == 0
    assert "All 7 deliveries" in capsys.readouterr().out

    await plant(office, letters[0])

    assert run(["doctor", "--deliveries", "--json"]) == 1
    (finding,) = json.loads(capsys.readouterr().out)
    assert letters[0].application_id in finding["sentence"]
    assert "stored as expired" in finding["sentence"]
    assert "say delivered" in finding["sentence"]


async def plant(office: Office, letter: LetterRef) -> None:
    await office.database.write(
        lambda session: session.execute(
            update(DeliveryTable)
            .where(col(DeliveryTable.letter_id) == letter.letter_id)
            .values(state=DeliveryState.EXPIRED, updated_at=NOW)
        )
    )
