"""What is kept of a reviewer's looking, for the record of their decision and for the oversight meter."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import col

from kindregards.domain.applications import Outcome
from kindregards.domain.reviewing import ReviewAnswer, Seen
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.tables import ReviewOpeningTable
from tests.builders import NOW
from tests.store.office import Office

pytestmark = pytest.mark.anyio


async def test_a_decision_keeps_how_long_its_reviewer_looked_and_what_they_opened(office: Office) -> None:
    case = await office.ask(await office.submit())
    seen = Seen(version=case.review.version, letter_hash=case.letter_hash)
    desk, review_id = office.stores.reviews, case.review.id
    for after in (0, 45):
        at = NOW + timedelta(seconds=after)
        await desk.claim(DEFAULT_COMPANY_ID, review_id, user_id="user-1", now=at, seen=seen)

    answer = ReviewAnswer(
        outcome=Outcome.ADVANCE,
        reason="strong_evidence",
        version=case.review.version,
        decided_by="user-1",
        evidence=("transcript",),
    )
    await desk.decide(DEFAULT_COMPANY_ID, review_id, answer, now=NOW + timedelta(seconds=75))

    statement = select(col(ReviewOpeningTable.seconds), col(ReviewOpeningTable.evidence))
    [looked] = await office.database.read(lambda session: session.execute(statement).all())
    assert tuple(looked) == (75, ["summary", "transcript"])
