"""Rows of letter templates as versions, and back."""

from collections.abc import Mapping
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.letters import BlockKind
from kindregards.domain.template_keys import TemplateKey, TemplateUnknownError, key_named
from kindregards.domain.template_texts import TemplateText
from kindregards.domain.template_versions import PublishedTemplate, TemplateState, TemplateVersion
from kindregards.store.tables import LetterTemplateTable


def content_of(text: TemplateText) -> dict[str, object]:
    """Return a text as JSON."""
    return {"subject": text.subject, "blocks": {str(kind): list(words) for kind, words in text.blocks.items()}}


def text_of(content: Mapping[str, object]) -> TemplateText:
    """Return the text behind JSON of ours."""
    blocks = cast("Mapping[str, list[str]]", content["blocks"])  # cast: written by content_of alone
    return TemplateText(
        subject=cast("str | None", content["subject"]),  # cast: as above
        blocks={BlockKind(kind): tuple(words) for kind, words in blocks.items()},
    )


def version_of(row: LetterTemplateTable) -> TemplateVersion:
    """Return the version behind a row."""
    return TemplateVersion(
        key=key_named(row.name),
        version=row.version,
        state=TemplateState(row.state),
        text=text_of(row.content),
        author=row.author,
        note=row.note,
        created_at=row.created_at,
        published_at=row.published_at,
        published_by=row.published_by,
        retired_at=row.retired_at,
        retired_by=row.retired_by,
        restores=row.restores,
    )


def rows_of(
    session: Session, company_id: str, key: TemplateKey, *, for_update: bool = False
) -> list[LetterTemplateTable]:
    """Return every version of a template, oldest first."""
    statement = (
        select(LetterTemplateTable)
        .where(col(LetterTemplateTable.company_id) == company_id)
        .where(col(LetterTemplateTable.name) == key.name)
        .order_by(col(LetterTemplateTable.version))
    )
    return list(session.scalars(statement.with_for_update() if for_update else statement))


def published_templates(session: Session, company_id: str) -> tuple[PublishedTemplate, ...]:
    """Return every template of a company that writes letters now."""
    rows = session.execute(
        select(col(LetterTemplateTable.name), col(LetterTemplateTable.version), col(LetterTemplateTable.content))
        .where(col(LetterTemplateTable.company_id) == company_id)
        .where(col(LetterTemplateTable.state) == TemplateState.PUBLISHED)
    )
    return tuple(
        PublishedTemplate(key=key_named(name), version=version, text=text_of(content))
        for name, version, content in rows
    )


def unknown_version(key: TemplateKey, number: int) -> TemplateUnknownError:
    """Return the refusal of a version that nobody wrote."""
    return TemplateUnknownError(f"The template {key.name} has no version {number}. Its versions count from 1.")
