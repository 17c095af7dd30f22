"""Settling a doubt about a letter that no journey carries any more, or that its provider never had."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import ApplicationState
from kindregards.domain.deliveries import AttemptState, DeliveryState
from kindregards.domain.letters import ANSWERS
from kindregards.store.ledger_rows import deliveries_of, recompute
from kindregards.store.standing import settle
from kindregards.store.tables import ApplicationTable, AttemptTable, DeliveryTable, LetterTable


def is_carried(session: Session, letter: LetterTable) -> bool:
    """Say whether a journey still carries a letter: one that tells a decision, of an application that is not closed."""
    state = session.execute(
        select(col(ApplicationTable.state)).where(col(ApplicationTable.id) == letter.application_id)
    ).scalar_one()
    return letter.purpose in ANSWERS and state != ApplicationState.CLOSED


def settle_doubt(session: Session, letter: LetterTable, becomes: AttemptState, *, by: str, now: datetime) -> None:
    """Let a letter's attempt in doubt become sent or unsent; a letter that nobody carries is not sent again."""
    doubtful = session.scalars(
        update(AttemptTable)
        .where(col(AttemptTable.letter_id) == letter.id)
        .where(col(AttemptTable.state) == AttemptState.AMBIGUOUS)
        .values(state=becomes, resolved_by=by, finished_at=now)
        .returning(col(AttemptTable.delivery_id))
    ).all()
    carried = is_carried(session, letter)
    given_up = becomes is AttemptState.RESOLVED_NOT_SENT and not carried
    session.execute(
        update(DeliveryTable)
        .where(col(DeliveryTable.id).in_(doubtful))
        .values(held_at=None, stopped=DeliveryState.EXPIRED if given_up else None)
    )
    session.expire_all()
    if carried:
        settle(session, letter, now)
        return
    for delivery in deliveries_of(session, letter.id):
        recompute(session, letter, delivery, now)
