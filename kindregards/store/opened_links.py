"""Opening a candidate's link: whose application it is about, and which letter it shows."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.candidate_pages import LinkExpiredError, LinkUnknownError
from kindregards.domain.decisions import DecisionState
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.letters import Purpose
from kindregards.store.applications import find_application
from kindregards.store.links import find_link
from kindregards.store.tables import DecisionTable, LetterTable, LinkTokenTable

_TELLS_NOTHING_NEW = (Purpose.REMINDER, Purpose.RESEND, Purpose.APPEAL_RECEIVED, Purpose.INVITATION)


def any_link(session: Session, token: str) -> LinkTokenTable:
    """Return what a token opens, however old; raise LinkUnknownError, also for one that was revoked."""
    link = find_link(session, token)
    if link is None or link.revoked_at is not None:
        raise LinkUnknownError("No page belongs to this link. Please use the link from your latest message.")
    return link


def good_link(session: Session, token: str, now: datetime) -> LinkTokenTable:
    """Return what a token opens; raise LinkUnknownError or LinkExpiredError."""
    link = any_link(session, token)
    if link.expires_at <= now:
        raise LinkExpiredError("This link has expired. Please write to the company that sent it.")
    return link


def application_behind(link: LinkTokenTable) -> ApplicationRef:
    """Name the application that a link is about."""
    return ApplicationRef(company_id=link.company_id, application_id=link.application_id)


def letter_behind(session: Session, link: LinkTokenTable) -> str | None:
    """Return the letter behind a link: its own, or for reminders and status pages the newest that told something.

    A letter that waits for its moment shows nowhere, nor does one that was never told.
    """
    letter = session.get(LetterTable, link.letter_id) if link.letter_id else None
    if letter is not None and letter.purpose != Purpose.REMINDER:
        return newest_told(session, letter.application_id) if _is_corrected(session, letter) else letter.id
    application = find_application(session, application_behind(link))
    return newest_told(session, application.id) if application.told_at is not None else None


def _is_corrected(session: Session, letter: LetterTable) -> bool:
    """Say whether what a letter told was taken back by another that has arrived."""
    decision = session.get(DecisionTable, letter.decision_id) if letter.decision_id else None
    return decision is not None and decision.state == DecisionState.CORRECTED


def newest_told(session: Session, application_id: str) -> str | None:
    """Return the newest letter of an application that a provider took and that told something."""
    return session.scalars(
        select(col(LetterTable.id))
        .where(col(LetterTable.application_id) == application_id)
        .where(col(LetterTable.accepted_at).is_not(None))
        .where(col(LetterTable.purpose).not_in(_TELLS_NOTHING_NEW))
        .order_by(col(LetterTable.accepted_at).desc(), col(LetterTable.id).desc())
        .limit(1)
    ).first()
