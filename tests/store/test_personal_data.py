"""Personal data at rest: nothing of two hundred people in the database's files, and nothing left of who was erased."""

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from kindregards.domain.applications import Candidate, Outcome
from kindregards.domain.channels import Channel
from kindregards.domain.deliveries import DeliveryState
from kindregards.domain.intake import ApplicationQuery, CandidateRequest
from kindregards.domain.interviews import Utterance
from kindregards.domain.journey import ApplicationRef, CommandKind, LetterRef
from kindregards.domain.letters import Finding
from kindregards.domain.ports.journey import Reservation
from kindregards.domain.provider_events import EventKind
from kindregards.domain.reviewing import ReviewCase, ReviewQuery
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.subject_keys import PersonErasedError
from kindregards.store.tables import ApplicationTable, CandidateTable, ProviderEventTable, SubjectKeyTable
from kindregards.store.vault import SealBrokenError
from tests.builders import NOW, a_candidate, a_competency, a_highlight, a_message, an_interview_result
from tests.postgres import postgres_binaries
from tests.store.building import Building
from tests.store.office import (
    LATER,
    Office,
    a_bounce,
    a_rejection,
    a_report,
    a_review,
    accepted,
    application_of,
    letter_of,
)

pytestmark = pytest.mark.anyio

SYLLABLES = ("bra", "cle", "dri", "flo", "gnu", "hwa", "jre", "kvi", "lmo", "npu")


def spelled(number: int) -> str:
    """Return three syllables that no other number has and no program contains."""
    return "".join(SYLLABLES[int(digit)] for digit in f"{number:03}")


def person(number: int) -> Candidate:
    word = spelled(number)
    return a_candidate(
        external_id=f"p-{number}",
        name=f"Xq{word} Vz{word}",
        email=f"mail.{word}@example.com",
        phone=f"+86139{number:08}",
        wechat_openid=f"o6_{word}_{word}",
        channels=(Channel.EMAIL, Channel.SMS),
    )


async def taken_in(office: Office, number: int) -> ApplicationRef:
    word = spelled(number)
    result = an_interview_result(
        score=58,
        highlights=(a_highlight(text=f"highlight of {word}", evidence=f"evidence of {word}"),),
        competencies=(a_competency(evidence=f"evidence of {word}"),),
        transcript=(Utterance(speaker="candidate", text=f"transcript of {word}"),),
    )
    return await office.submit(
        number, candidate=person(number), result=result, self_declared={"group": f"group of {word}"}
    )


async def asked(office: Office, number: int) -> ReviewCase:
    """Ask a person, with a draft whose finding names the candidate."""
    ref = await taken_in(office, number)
    case = await office.stores.cases.open(ref)
    draft = await office.draft(case)
    named = Finding(code="name_wrong", severity="error", message=f"Greet {case.candidate.name}.", start=1, end=4)
    review_id, _ = await office.stores.cases.open_review(case, a_review(), replace(draft, findings=(named,)))
    opened = await office.stores.reviews.case(DEFAULT_COMPANY_ID, review_id)
    assert opened.findings == (named,)
    return opened


async def decided_by_hand(office: Office, number: int) -> LetterRef:
    """Let a person decide, with words of their own about the candidate."""
    opened = await asked(office, number)
    assert opened.letter is not None
    body = opened.letter.body.replace("感谢", f"感谢 {opened.candidate.name} ", 1)
    await office.decide(opened, comment=f"comment of {spelled(number)}", body=body)
    ref = ApplicationRef(company_id=DEFAULT_COMPANY_ID, application_id=opened.application.id)
    letter_id = await office.stores.cases.record_decision(await office.stores.cases.open(ref), a_rejection(), None)
    return letter_of(ref, str(letter_id))


async def told(office: Office, number: int) -> Reservation:
    """Send a person's letter into the mailbox, and let them and the provider answer."""
    letter = await decided_by_hand(office, number)
    reserved, _ = await office.send(letter, accepted(number))
    body = "\n".join(block.text for block in reserved.letter.blocks)
    await office.stores.mailbox.put(
        a_message(
            attempt_id=reserved.attempt_id, address=reserved.address, recipient_name=person(number).name, text=body
        )
    )
    raw = json.dumps({"email": reserved.address, "text": f"raw of {spelled(number)}"})
    await office.report(
        a_report(reserved, EventKind.DELIVERED, raw=raw, address=reserved.address),
        a_report(reserved, EventKind.REPLIED, raw=raw, attempt_id=None, address=reserved.address),
        a_report(reserved, EventKind.OPENED, raw=raw, attempt_id=None, provider_message_id="unknown to us"),
    )
    wish = CandidateRequest(
        kind=CommandKind.WITHDRAWN, source="candidate", comment=f"comment of {spelled(number)}, {person(number).name}"
    )
    await office.stores.requests.add(application_of(letter), wish, now=LATER)
    return reserved


def dump(url: str) -> bytes:
    """Return everything that lies on the disk: SQLite's files with its journal, or PostgreSQL's own dump."""
    if url.startswith("sqlite"):
        path = Path(url.removeprefix("sqlite:///"))
        files = sorted(path.parent.glob(f"{path.name}*"))
        assert any(file.name.endswith("-wal") and file.stat().st_size for file in files)
        return b"".join(file.read_bytes() for file in files)
    command = [str(postgres_binaries() / "pg_dump"), "--dbname", url]
    return subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603 -- our own arguments


def spellings(text: str) -> Iterator[bytes]:
    """Yield a text as it would be found in files: plain, escaped in JSON, in wide characters, or as hexadecimals."""
    yield text.encode()
    yield json.dumps(text)[1:-1].encode()
    yield text.encode("utf-16-le")
    yield text.encode().hex().encode()


def traces(at_rest: bytes) -> list[bytes]:
    """Return every word and every phone number of one of these people, in any spelling.

    Each of their values, and everything said to and of them, contains the word or is the number.
    """
    found = []
    for spelling in range(4):
        syllable, prefix, digit = (
            [re.escape(list(spellings(text))[spelling]) for text in texts]
            for texts in (SYLLABLES, ("+86139",), tuple("0123456789"))
        )
        word = rb"(?:%s){3}" % b"|".join(syllable)
        phone = rb"%s(?:%s){8}" % (prefix[0], b"|".join(digit))
        found += re.findall(rb"%s|%s" % (word, phone), at_rest)
    return found


async def test_nothing_of_two_hundred_people_lies_in_the_databases_files(office: Office, building: Building) -> None:
    reserved = [await told(office, number) for number in range(20)]
    for number in range(20, 40):
        await asked(office, number)
    for number in range(40, 200):
        await taken_in(office, number)
    sentences = {block.text for each in reserved for block in each.letter.blocks if len(block.text) > 6}

    at_rest = dump(building.url)

    assert traces(at_rest) == []
    assert [text for text in sentences if any(each in at_rest for each in spellings(text))] == []
    assert len(sentences) > 20
    assert all(f"ats-{number}".encode() in at_rest for number in range(200))


@pytest.mark.parametrize("spelling", range(4))
def test_the_search_would_find_people(spelling: int) -> None:
    seen = [list(spellings(text))[spelling] for text in (person(7).name, str(person(7).phone), str(person(7).email))]

    found = traces(b"...".join(seen))

    assert len(set(found)) == 2


# Erasure: the person's key is destroyed.


def destroy_key(office: Office, ref: ApplicationRef) -> None:
    def work(session: Session) -> None:
        key_ids = (
            select(col(CandidateTable.key_id))
            .join(ApplicationTable, col(ApplicationTable.candidate_id) == col(CandidateTable.id))
            .where(col(ApplicationTable.id) == ref.application_id)
        )
        session.execute(
            update(SubjectKeyTable)
            .where(col(SubjectKeyTable.id).in_(key_ids))
            .values(wrapped=None, destroyed_at=NOW)
            .execution_options(synchronize_session=False)
        )

    office.database.write_sync(work)


async def test_nothing_of_an_erased_person_can_be_read(office: Office) -> None:
    reserved = await told(office, 1)
    ref, stores = reserved.case.ref, office.stores
    letter_id = str((await stores.applications.get(ref)).letter_id)

    destroy_key(office, ref)

    with pytest.raises(PersonErasedError):
        await stores.cases.open(ref)
    with pytest.raises(PersonErasedError):
        await stores.letters.letter(DEFAULT_COMPANY_ID, letter_id)
    with pytest.raises(PersonErasedError):
        await stores.mailbox.message(DEFAULT_COMPANY_ID, reserved.attempt_id)
    with pytest.raises(PersonErasedError):
        await stores.pages.letter(reserved.token, now=LATER)
    with pytest.raises(PersonErasedError):
        await stores.pages.status(reserved.token, now=LATER)
    raw = [await opened_raw(office, key) for key in await raw_reports(office)]
    assert raw.count(None) == 2  # the third names nobody we know: it is the company's


async def raw_reports(office: Office) -> list[tuple[str, bytes | None, str | None]]:
    def read(session: Session) -> list[tuple[str, bytes | None, str | None]]:
        return [(row.id, row.sealed_raw, row.attempt_id) for row in session.scalars(select(ProviderEventTable))]

    return await office.database.read(read)


async def opened_raw(office: Office, report: tuple[str, bytes | None, str | None]) -> str | None:
    """Return a raw report that the company's own key can open, or None."""
    row_id, sealed, _ = report

    def read(session: Session) -> str | None:
        key = office.stores.companies.key(session, DEFAULT_COMPANY_ID)
        try:
            return key.open(sealed, table="provider_events", row=row_id, column="sealed_raw")
        except SealBrokenError:
            return None

    return await office.database.read(read)


async def test_what_was_decided_stays_and_lists_stay_readable_when_a_person_is_erased(office: Office) -> None:
    gone, other = (await told(office, 1)), (await told(office, 2))
    stores = office.stores
    waiting = [await asked(office, number) for number in (3, 4)]
    destroy_key(office, gone.case.ref)
    destroy_key(office, ApplicationRef(company_id=DEFAULT_COMPANY_ID, application_id=waiting[0].application.id))

    applications = (await stores.applications.page(DEFAULT_COMPANY_ID, ApplicationQuery())).applications
    reviews = (await stores.reviews.page(DEFAULT_COMPANY_ID, ReviewQuery())).reviews
    messages = await stores.mailbox.mailbox(DEFAULT_COMPANY_ID, limit=10)
    overview = await stores.overviews.overview(DEFAULT_COMPANY_ID, letters=10, now=LATER)
    timeline = await stores.applications.timeline(gone.case.ref)

    assert [view.candidate_name for view in applications] == [person(4).name, "", person(2).name, ""]
    assert [review.candidate_name for review in reviews] == ["", person(4).name]
    assert [message.id for message in messages] == [other.attempt_id]
    assert [line.candidate_name for line in overview.letters] == [person(2).name, ""]
    assert [entry.event for entry in timeline][:3] == ["application_received", "result_received", "review_opened"]
    assert (await stores.applications.get(gone.case.ref)).outcome is Outcome.REJECT


async def test_reports_about_the_erased_do_not_keep_those_about_others_back(office: Office) -> None:
    gone, other = (await told(office, 1)), (await told(office, 2))
    destroy_key(office, gone.case.ref)

    added = await office.report(a_bounce(gone), a_bounce(other), a_report(gone, EventKind.COMPLAINED))

    assert added == 3
    assert (await office.channels(letter_of(other.case.ref, str(await letter_id_of(office, other)))))["email"] == (
        DeliveryState.BOUNCED_AFTER_DELIVERY
    )


async def letter_id_of(office: Office, reserved: Reservation) -> str | None:
    return (await office.stores.applications.get(reserved.case.ref)).letter_id
