"""Letters and deliveries of invented applications."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from kindregards.domain.applications import Stage
from kindregards.domain.channels import Channel
from kindregards.domain.composition import Brand, LetterRequest
from kindregards.domain.deliveries import AttemptState, DeliveryState
from kindregards.domain.intake import NewApplication
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.languages import Tone
from kindregards.domain.letters import Letter, LetterKind, LetterState, Purpose
from kindregards.domain.ports.journey import Draft
from kindregards.domain.provider_events import EventKind, Severity
from kindregards.letters.composer import TemplateComposer
from kindregards.store.identifiers import new_id
from kindregards.store.letters import SYSTEM_AUTHOR, content_values
from kindregards.store.links import mint_token
from kindregards.store.rows import insert_row
from kindregards.store.tables import AttemptTable, DeliveryTable, LetterTable, ProviderEventTable
from kindregards.store.vault import SubjectKey

REASON = "interview_performance"
_PROVIDER = "sendgrid"
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
_SOMEBODY = {"zh-CN": "欧阳青禾", "en": "Wilhelmina Featherstone"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An application whose rows are being written; `at` is when its result came in."""

    ref: ApplicationRef
    new: NewApplication
    key: SubjectKey
    result_id: str | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondence:
    """Writes to invented people in a company's name."""

    brand: Brand
    composer: TemplateComposer = field(default_factory=TemplateComposer)
    _composed: dict[object, Letter] = field(default_factory=dict)

    def add_letter(
        self, session: Session, written: Written, *, letter_id: str, state: LetterState, **facts: object
    ) -> None:
        """Write the outcome letter, sealed."""
        insert_row(
            session,
            LetterTable,
            id=letter_id,
            company_id=written.ref.company_id,
            application_id=written.ref.application_id,
            purpose=Purpose.OUTCOME,
            sequence=1,
            channels=[Channel.EMAIL],
            author=SYSTEM_AUTHOR,
            state=state,
            not_before=written.at,
            created_at=written.at,
            **{"decision_id": None, "accepted_at": None, **facts},
            **content_values(letter_id, self._draft(written), written.key),
        )

    def _draft(self, written: Written) -> Draft:
        """Return the letter to this person; it is not looked over, for it goes nowhere."""
        candidate = written.new.candidate
        letter = self._letter_to_somebody(written)
        stranger = _SOMEBODY[candidate.locale]
        blocks = tuple(replace(block, text=block.text.replace(stranger, candidate.name)) for block in letter.blocks)
        return Draft(letter=replace(letter, blocks=blocks), findings=(), channels=(Channel.EMAIL,))

    def _letter_to_somebody(self, written: Written) -> Letter:
        """Return the letter that the templates make of an interview like this one, composed once for all of them."""
        new, result = written.new, written.new.result
        said = (tuple(each.text for each in result.highlights), bool(result.concerns)) if result else None
        alike = (new.stage, new.candidate.locale, new.job.title, said)
        if alike not in self._composed:
            letter = self.composer.compose(self._request(written)).letter
            if letter is None:
                raise ValueError(f"The templates make no letter of {new.external_id}.")
            self._composed[alike] = letter
        return self._composed[alike]

    def _request(self, written: Written) -> LetterRequest:
        new = written.new
        return LetterRequest(
            kind=LetterKind.OFFER_STAGE_NOT_SELECTED if new.stage is Stage.OFFER else LetterKind.NOT_SELECTED,
            stage=new.stage,
            candidate=replace(new.candidate, name=_SOMEBODY[new.candidate.locale]),
            job=new.job,
            brand=self.brand,
            language=new.candidate.language,
            tone=Tone.WARM,
            today=written.at.astimezone(ZoneInfo(new.candidate.timezone)).date(),
            reason=REASON,
            result=new.result,
        )


def add_delivery(session: Session, ref: ApplicationRef, letter_id: str, at: datetime) -> None:
    """Write one e-mail that was accepted, delivered and opened, with its link."""
    delivery_id, attempt_id, message_id = new_id(), new_id(), new_id()
    common = {"company_id": ref.company_id, "application_id": ref.application_id, "letter_id": letter_id}
    insert_row(
        session,
        DeliveryTable,
        id=delivery_id,
        channel=Channel.EMAIL,
        position=0,
        state=DeliveryState.DELIVERED,
        created_at=at,
        updated_at=at,
        **common,
    )
    insert_row(
        session,
        AttemptTable,
        id=attempt_id,
        delivery_id=delivery_id,
        number=1,
        state=AttemptState.ACCEPTED,
        provider=_PROVIDER,
        provider_message_id=message_id,
        absences=0,
        started_at=at,
        finished_at=at,
        **common,
    )
    mint_token(session, ref, letter_id, at, attempt_id=attempt_id)
    for kind, after in ((EventKind.DELIVERED, _MINUTE), (EventKind.OPENED, _HOUR)):
        _event(session, ref.company_id, attempt_id, message_id, kind, at + after)


def _event(session: Session, company_id: str, attempt_id: str, message_id: str, kind: EventKind, at: datetime) -> None:
    insert_row(
        session,
        ProviderEventTable,
        id=new_id(),
        company_id=company_id,
        provider=_PROVIDER,
        event_key=f"{message_id}-{kind}",
        kind=kind,
        attempt_id=attempt_id,
        provider_message_id=message_id,
        severity=Severity.NONE,
        machine=kind is EventKind.OPENED,
        occurred_at=at,
        received_at=at,
    )
