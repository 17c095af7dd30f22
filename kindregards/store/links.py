"""Candidates' links: random tokens, kept only as hashes."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.journey import ApplicationRef
from kindregards.domain.replies import reply_token_of
from kindregards.store.identifiers import new_id
from kindregards.store.rows import insert_row
from kindregards.store.tables import LinkTokenTable

LIFETIME = timedelta(days=180)


def mint_token(
    session: Session, ref: ApplicationRef, letter_id: str | None, now: datetime, *, attempt_id: str | None = None
) -> str:
    """Return a new token for an application's pages; only its SHA-256 stays behind.

    With an attempt, its reply address can be found as well: an answer to it proves that this attempt arrived.
    """
    token = secrets.token_urlsafe(32)
    insert_row(
        session,
        LinkTokenTable,
        id=new_id(),
        company_id=ref.company_id,
        token_hash=token_hash(token),
        reply_hash=token_hash(reply_token_of(token)) if attempt_id else None,
        application_id=ref.application_id,
        letter_id=letter_id,
        attempt_id=attempt_id,
        created_at=now,
        expires_at=now + LIFETIME,
    )
    return token


def find_link(session: Session, token: str) -> LinkTokenTable | None:
    """Return the link that a token opens, expired or not."""
    return session.scalars(
        select(LinkTokenTable).where(col(LinkTokenTable.token_hash) == token_hash(token))
    ).one_or_none()


def attempt_answered(session: Session, reply_token: str) -> str | None:
    """Return the attempt whose reply address this is, expired or not: who answers late is heard, too."""
    return session.execute(
        select(col(LinkTokenTable.attempt_id)).where(col(LinkTokenTable.reply_hash) == token_hash(reply_token))
    ).scalar_one_or_none()


def token_hash(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()
