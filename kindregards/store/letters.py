"""Letters at rest: their words sealed under the candidate's key."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.evidence import Evidence
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.letters import Finding, Letter, LetterState, Purpose
from kindregards.domain.ports.journey import Draft
from kindregards.domain.tones import ToneChoice
from kindregards.store.identifiers import new_id
from kindregards.store.ledger_rows import deliveries_of, recompute
from kindregards.store.rows import insert_row
from kindregards.store.tables import LetterTable
from kindregards.store.vault import SubjectKey

_TABLE = "letters"
SYSTEM_AUTHOR = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is sealed of a letter: its words, and when they were written, what the lint said and what they rest on."""

    letter: Letter
    findings: tuple[Finding, ...]
    evidence: tuple[Evidence, ...] = ()
    tone: ToneChoice | None = None


_SHEETS = TypeAdapter(Sheet)


def insert_letter(  # noqa: PLR0913 -- one fact each
    session: Session,
    ref: ApplicationRef,
    draft: Draft,
    *,
    state: LetterState,
    key: SubjectKey,
    now: datetime,
    sequence: int | None = None,
) -> str:
    """Insert a letter under the next sequence of its purpose, or the given one, and return its id."""
    letter_id = new_id()
    insert_row(
        session,
        LetterTable,
        id=letter_id,
        company_id=ref.company_id,
        application_id=ref.application_id,
        purpose=draft.purpose,
        sequence=sequence or _next_sequence(session, ref, draft.purpose),
        channels=list(draft.channels),
        author=SYSTEM_AUTHOR,
        state=state,
        not_before=now,
        created_at=now,
        **content_values(letter_id, draft, key),
    )
    return letter_id


def content_values(letter_id: str, draft: Draft, key: SubjectKey) -> dict[str, object]:
    """Return the columns that follow from a letter's words."""
    letter = draft.letter
    words = _SHEETS.dump_json(_sheet(draft)).decode()
    return {
        "kind": letter.kind,
        "language": letter.language,
        "tone": letter.tone,
        "template_version": letter.template_version,
        "personal_facts": len(letter.personal_facts),
        "evidence_parts": draft.strengths,
        "content_hash": letter.content_hash,
        "sealed_content": key.seal(words, table=_TABLE, row=letter_id, column="sealed_content"),
        # What a finding says may quote the letter or name the person; its code does not.
        "findings": [{"code": finding.code, "severity": finding.severity} for finding in draft.findings],
    }


def _sheet(draft: Draft) -> Sheet:
    return Sheet(letter=draft.letter, findings=draft.findings, evidence=draft.evidence, tone=draft.tone)


def sheet_of(row: LetterTable, key: SubjectKey) -> Sheet:
    """Return the letter behind a row with what the lint said of it."""
    words = key.open(row.sealed_content, table=_TABLE, row=row.id, column="sealed_content")
    return _SHEETS.validate_json(words or "")


def letter_of(row: LetterTable, key: SubjectKey) -> Letter:
    """Return the letter behind a row."""
    return sheet_of(row, key).letter


def cancel_unsent(session: Session, ref: ApplicationRef, now: datetime, *, corrections: bool = False) -> None:
    """Cancel drafts and waiting letters of an application; what is on its way stays on its way.

    That an earlier letter was wrong holds, whatever is decided next: corrections are cancelled only where asked for.
    """
    spared = "" if corrections else Purpose.CORRECTION
    cancelled = session.scalars(
        update(LetterTable)
        .where(col(LetterTable.application_id) == ref.application_id)
        .where(col(LetterTable.state).in_([LetterState.DRAFT, LetterState.PENDING]))
        .where(col(LetterTable.purpose) != spared)
        .values(state=LetterState.CANCELLED)
        .returning(col(LetterTable.id))
    ).all()
    for letter_id in cancelled:
        letter = session.get_one(LetterTable, letter_id, populate_existing=True)
        for delivery in deliveries_of(session, letter_id):
            recompute(session, letter, delivery, now)


def _next_sequence(session: Session, ref: ApplicationRef, purpose: str) -> int:
    latest = session.execute(
        select(func.max(col(LetterTable.sequence)))
        .where(col(LetterTable.application_id) == ref.application_id)
        .where(col(LetterTable.purpose) == purpose)
    ).scalar_one_or_none()
    return (latest or 0) + 1
