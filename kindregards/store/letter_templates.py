"""Templates that companies write: versions that never change, and which of them write letters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.composition import LetterRequest
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.letter_requests import letter_request
from kindregards.domain.ports.letters import LetterComposer
from kindregards.domain.ports.templates import SampleOrder
from kindregards.domain.reasons import with_shipped
from kindregards.domain.sample_letters import sample_request
from kindregards.domain.template_inheritance import InheritedPart, inherited_parts
from kindregards.domain.template_keys import TemplateKey, key_named, no_reason
from kindregards.domain.template_samples import SampleLetter, check_publishable, sample_letter, speaking
from kindregards.domain.template_texts import TemplateText, check_text
from kindregards.domain.template_versions import (
    TemplateInvalidError,
    TemplateLine,
    TemplateState,
    TemplateUnchangedError,
    TemplateVersion,
)
from kindregards.store.cases import Cases
from kindregards.store.companies import Companies, lock_voice
from kindregards.store.database import Database
from kindregards.store.identifiers import new_id
from kindregards.store.reason_rows import own_reasons
from kindregards.store.rows import insert_row
from kindregards.store.tables import LetterTemplateTable
from kindregards.store.template_rows import content_of, rows_of, unknown_version, version_of


@dataclass(frozen=True, slots=True)
class LetterTemplates:
    """Every version ever written, and what it writes."""

    database: Database
    cases: Cases
    composer: LetterComposer

    @property
    def companies(self) -> Companies:
        """Return who speaks."""
        return self.cases.companies

    async def lines(self, company_id: str) -> Sequence[TemplateLine]:
        """Return what there is, by name."""
        return await self.database.read(lambda session: _lines(session, company_id))

    async def versions(self, company_id: str, key: TemplateKey) -> Sequence[TemplateVersion]:
        """Return every version of a template, oldest first; none for one that nobody wrote."""
        return await self.database.read(
            lambda session: tuple(version_of(row) for row in rows_of(session, company_id, key))
        )

    async def version(self, company_id: str, key: TemplateKey, number: int) -> TemplateVersion:
        """Return one version; raise TemplateUnknownError."""
        for each in await self.versions(company_id, key):
            if each.version == number:
                return each
        raise unknown_version(key, number)

    async def add_drafts(
        self, company_id: str, texts: Mapping[TemplateKey, TemplateText], *, author: str, note: str, now: datetime
    ) -> Sequence[TemplateVersion]:
        """Keep a new draft of each template that says something else than its newest version, all or none."""
        for key, text in texts.items():
            if problems := check_text(text, key.kind):
                raise TemplateInvalidError(problems)

        def work(session: Session) -> tuple[TemplateVersion, ...]:
            lock_voice(session, company_id)
            return tuple(
                _insert(session, company_id, key, text, author=author, note=note, now=now)
                for key, text in texts.items()
                if not _is_newest(session, company_id, key, text)
            )

        return await self.database.write(work)

    async def restore(
        self, company_id: str, key: TemplateKey, number: int, *, author: str, now: datetime
    ) -> TemplateVersion:
        """Keep a new draft that repeats an older version; raise TemplateUnknownError or TemplateUnchangedError."""

        def work(session: Session) -> TemplateVersion:
            lock_voice(session, company_id)
            found = _chosen(rows_of(session, company_id, key), key, number)
            text = version_of(found).text
            if _is_newest(session, company_id, key, text):
                raise TemplateUnchangedError(f"The newest version of {key.name} says the same as version {number}.")
            return _insert(session, company_id, key, text, author=author, note=found.note, now=now, restores=number)

        return await self.database.write(work)

    async def publish(
        self, company_id: str, key: TemplateKey, number: int, *, by: str, now: datetime
    ) -> TemplateVersion:
        """Let a version write letters from now on, and retire the one before; raise TemplateUnknownError."""

        def work(session: Session) -> TemplateVersion:
            lock_voice(session, company_id)
            rows = rows_of(session, company_id, key, for_update=True)
            chosen = _chosen(rows, key, number)
            check_publishable(self.composer, self.companies.brand(session, company_id), key, version_of(chosen).text)
            if chosen.state != TemplateState.PUBLISHED:
                _retire(rows, by=by, now=now)
                chosen.state, chosen.published_at, chosen.published_by = TemplateState.PUBLISHED, now, by
                chosen.retired_at, chosen.retired_by = None, None
                self.companies.speak_anew(session, company_id)
            return version_of(chosen)

        return await self.database.write(work)

    async def withdraw(self, company_id: str, key: TemplateKey, *, by: str, now: datetime) -> None:
        """Let the next template in the chain write these letters again; nothing is deleted. Again is harmless."""

        def work(session: Session) -> None:
            lock_voice(session, company_id)
            if _retire(rows_of(session, company_id, key, for_update=True), by=by, now=now):
                self.companies.speak_anew(session, company_id)

        await self.database.write(work)

    async def inherited(self, company_id: str, key: TemplateKey) -> Sequence[InheritedPart]:
        """Return what each part says while a template leaves it empty."""
        brand = await self.database.read(lambda session: self.companies.brand(session, company_id))
        return inherited_parts(key, brand.templates, self.composer.own_words(key))

    async def sample(self, company_id: str, order: SampleOrder, *, now: datetime) -> SampleLetter:
        """Return a letter as it would be sent now; raise ApplicationNotFoundError."""
        request = await self.database.read(lambda session: self._request(session, company_id, order, now))
        return sample_letter(self.composer, request)

    def _request(self, session: Session, company_id: str, order: SampleOrder, now: datetime) -> LetterRequest:
        brand = self.companies.brand(session, company_id)
        if order.text is not None:
            brand = speaking(brand, {order.key: order.text})
        if order.application_id is None:
            return sample_request(order.key, order.case, brand)
        case = self.cases.file(session, ApplicationRef(company_id=company_id, application_id=order.application_id))
        reason = case.decision.reason if case.decision else case.review.reason if case.review else None
        request = letter_request(case, kind=order.key.kind, reason=reason, now=now)
        return replace(request, brand=brand, tone=order.key.tone, language=order.key.language)


def _lines(session: Session, company_id: str) -> tuple[TemplateLine, ...]:
    rows = session.execute(
        select(
            col(LetterTemplateTable.name),
            col(LetterTemplateTable.version),
            col(LetterTemplateTable.state),
            col(LetterTemplateTable.author),
            col(LetterTemplateTable.created_at),
        )
        .where(col(LetterTemplateTable.company_id) == company_id)
        .order_by(col(LetterTemplateTable.name), col(LetterTemplateTable.version))
    ).all()
    lines = []
    for name, versions in groupby(rows, key=lambda row: row.name):
        known = list(versions)
        lines.append(
            TemplateLine(
                key=key_named(name),
                newest=known[-1].version,
                published=next((row.version for row in known if row.state == TemplateState.PUBLISHED), None),
                author=known[-1].author,
                changed_at=known[-1].created_at,
            )
        )
    return tuple(lines)


def _chosen(rows: Sequence[LetterTemplateTable], key: TemplateKey, number: int) -> LetterTemplateTable:
    for row in rows:
        if row.version == number:
            return row
    raise unknown_version(key, number)


def _retire(rows: Sequence[LetterTemplateTable], *, by: str, now: datetime) -> bool:
    """Retire whatever is published; say whether something was."""
    published = [row for row in rows if row.state == TemplateState.PUBLISHED]
    for row in published:
        row.state, row.retired_at, row.retired_by = TemplateState.RETIRED, now, by
    return bool(published)


def _is_newest(session: Session, company_id: str, key: TemplateKey, text: TemplateText) -> bool:
    rows = rows_of(session, company_id, key)
    return bool(rows) and version_of(rows[-1]).text == text


def _insert(  # noqa: PLR0913 -- one fact each
    session: Session,
    company_id: str,
    key: TemplateKey,
    text: TemplateText,
    *,
    author: str,
    note: str,
    now: datetime,
    restores: int | None = None,
) -> TemplateVersion:
    if key.reason is not None and key.reason not in with_shipped(own_reasons(session, company_id)):
        raise no_reason(key.name)
    rows = rows_of(session, company_id, key)
    number = (rows[-1].version if rows else 0) + 1
    insert_row(
        session,
        LetterTemplateTable,
        id=new_id(),
        company_id=company_id,
        name=key.name,
        version=number,
        state=TemplateState.DRAFT,
        content=content_of(text),
        author=author,
        note=note,
        restores=restores,
        created_at=now,
    )
    return TemplateVersion(
        key=key,
        version=number,
        state=TemplateState.DRAFT,
        text=text,
        author=author,
        note=note,
        created_at=now,
        restores=restores,
    )
