"""What people said about doubtful letters; their notes are sealed under the candidate's key."""

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.resolutions import Resolution, Verdict
from kindregards.store.candidates import Candidates
from kindregards.store.identifiers import new_id
from kindregards.store.rows import insert_row
from kindregards.store.standing import ref_of
from kindregards.store.subject_keys import PersonErasedError
from kindregards.store.tables import LetterTable, ResolutionTable
from kindregards.store.vault import SubjectKey

_TABLE = "resolutions"


def keep_resolution(session: Session, candidates: Candidates, letter: LetterTable, word: Resolution) -> None:
    """Keep a person's word on a letter; the note goes with the person it speaks of."""
    row_id = new_id()
    insert_row(
        session,
        ResolutionTable,
        id=row_id,
        company_id=letter.company_id,
        application_id=letter.application_id,
        letter_id=letter.id,
        verdict=word.verdict,
        actor=word.actor,
        sealed_note=_sealed(session, candidates, letter, word.note, row_id),
        created_at=word.at,
    )


def resolutions_of(session: Session, letter_id: str, key: SubjectKey) -> tuple[Resolution, ...]:
    """Return what people said about a letter, oldest first."""
    rows = session.scalars(
        select(ResolutionTable).where(col(ResolutionTable.letter_id) == letter_id).order_by(col(ResolutionTable.id))
    )
    return tuple(
        Resolution(
            verdict=Verdict(row.verdict),
            actor=row.actor,
            at=row.created_at,
            note=key.open(row.sealed_note, table=_TABLE, row=row.id, column="sealed_note"),
        )
        for row in rows
    )


def _sealed(
    session: Session, candidates: Candidates, letter: LetterTable, note: str | None, row_id: str
) -> bytes | None:
    try:
        key = candidates.key_of(session, ref_of(letter))
    except PersonErasedError:
        return None
    return key.seal(note, table=_TABLE, row=row_id, column="sealed_note")
