"""One company's ids are nothing to another: every repository method is walked, and a new one cannot be forgotten."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from kindregards.domain.applications import Outcome
from kindregards.domain.case_work import Assignment
from kindregards.domain.composition import Brand
from kindregards.domain.errors import NotFoundError
from kindregards.domain.intake import ApplicationQuery, CandidateRequest, PolicyUnknownError
from kindregards.domain.journey import ApplicationRef, CommandKind
from kindregards.domain.notifying import NoticePace
from kindregards.domain.resolutions import Verdict
from kindregards.domain.reviewing import Recomposition, ReviewQuery
from kindregards.store.groups import Groups
from kindregards.store.schema import METADATA
from tests.builders import NOW, a_message, a_policy, an_interview_result
from tests.store.company import PASSWORD, a_new_user
from tests.store.neighbours import a_neighbour, endpoints_of
from tests.store.office import (
    Office,
    a_rejection,
    a_review,
    an_answer,
    application_of,
)

pytestmark = pytest.mark.anyio

OTHER = "00000000-0000-7000-8000-000000000002"
NAMES_A_COMPANY = {"company_id", "ref", "letter", "case"}
MAKES_ITS_OWN = {
    ("intake", "submit"),
    ("policies", "add_draft"),
    ("accounts", "create"),
    ("api_keys", "create"),
    ("webhook_endpoints", "add"),
    ("groups", "create"),
}
"""Methods that rightly write something new for whatever company is named."""

Snapshot = dict[str, list[tuple[object, ...]]]


async def snapshot(office: Office) -> Snapshot:
    def read(session: Session) -> Snapshot:
        return {
            table.name: sorted((tuple(map(str, row)) for row in session.execute(table.select())), key=str)
            for table in METADATA.sorted_tables
        }

    return await office.database.read(read)


def repositories(office: Office) -> dict[str, object]:
    stores = {field.name: getattr(office.stores, field.name) for field in fields(office.stores)}
    return stores | {
        "webhook_endpoints": endpoints_of(office),
        "groups": Groups(office.database),
        "doubts": office.stores.doubts,
        "case_work": office.stores.case_work,
        "own_settings": office.stores.own_settings,
    }


def methods(office: Office) -> Iterator[tuple[str, str, Callable[..., Any]]]:  # Any: methods differ in all
    """Yield every method of every repository that names a company, directly or within a name or a case file."""
    for store, repository in repositories(office).items():
        for name, method in inspect.getmembers(repository, inspect.iscoroutinefunction):
            parameters = set(inspect.signature(method).parameters)
            if not name.startswith("_") and parameters & NAMES_A_COMPANY and (store, name) not in MAKES_ITS_OWN:
                yield store, name, method


WORDS: Mapping[str, object] = {
    "outcome": Outcome.WITHDRAWN,
    "policy": a_policy(),
    "query": None,
    "name": "default",
    "number": 1,
    "sequences": (1,),
    "version": 1,
    "wish": Recomposition(reason="experience_gap", version=1, actor="user-1"),
    "day": NOW.date(),
    "most": 1,
    "kind": "hold",
    "instruction": "retry",
    "reply_id": "missing",
    "actor": "user-1",
    "at": NOW,
    "by": "user-1",
    "user_id": "user-1",
    "reason": "wrong_score",
    "body": "words",
    "subject": None,
    "verdict": Verdict.SENT,
    "note": None,
    "limit": 10,
    "letters": 10,
    "after": None,
    "now": NOW,
    "absence": None,
    "assignment": Assignment(),
    "of": "user-1",
    "pace": NoticePace.OFF,
    "question_id": "missing",
    "seen": None,
    "text": "words",
    "until": None,
    "planned": None,
    "handover": None,
    "external_id": "ats-1",
    "source": "generic",
    "kinds": (),
}
"""Arguments that name nobody."""


async def arguments(office: Office) -> Mapping[str, object]:
    """Return something for every parameter: another company, and the ids of ours."""
    letter, reserved = await office.told(1)
    await office.stores.mailbox.put(a_message(attempt_id=reserved.attempt_id, company_id=letter.company_id))
    review = await office.ask(await office.submit(2))
    case = await office.stores.cases.open(application_of(letter))
    ref = ApplicationRef(company_id=OTHER, application_id=case.ref.application_id)
    endpoint = await a_neighbour(office)
    user = await office.stores.accounts.create(letter.company_id, a_new_user(groups=()), now=NOW)
    key = await office.stores.api_keys.create(letter.company_id, "ats", is_test=False, now=NOW)
    return {
        "endpoint_id": endpoint.id,
        "delivery_id": "missing",
        "is_test": False,
        "email": user.email,
        "password": PASSWORD,
        "public_id": key.split("_")[2],
        "company_id": OTHER,
        "ref": ref,
        "letter": replace(letter, company_id=OTHER),
        "case": replace(case, ref=ref),
        "application_id": letter.application_id,
        "letter_id": letter.letter_id,
        "message_id": reserved.attempt_id,
        "review_id": review.review.id,
        "review": a_review(),
        "decision": a_rejection(),
        "draft": await office.draft(case),
        "answer": an_answer(review),
        "request": CandidateRequest(kind=CommandKind.WITHDRAWN, source="candidate"),
        "result": an_interview_result(result_id="r-9", supersedes="r-1"),
        **WORDS,
    }


QUERIES = {("applications", "page"): ApplicationQuery(), ("reviews", "page"): ReviewQuery()}


def is_empty(value: object) -> bool:
    """Say whether an answer shows nothing: no value, no items, only zeros."""
    if is_dataclass(value):
        return all(is_empty(getattr(value, field.name)) for field in fields(value))
    return not value


async def test_another_companys_ids_are_not_found_and_nothing_of_ours_changes(office: Office) -> None:
    office.database.write_sync(
        lambda session: office.stores.companies.ensure(
            session, OTHER, Brand(company_name="another", sender_name="another"), NOW
        )
    )
    known = await arguments(office)
    before = await snapshot(office)
    shown, walked = {}, 0

    for store, name, method in methods(office):
        parameters = [each for each in inspect.signature(method).parameters if each != "self"]
        given = {each: QUERIES[store, name] if each == "query" else known[each] for each in parameters}
        if (store, name) == ("cases", "end"):
            given["request"] = CommandKind.WITHDRAWN
        try:
            answer = await method(**given)
        except (NotFoundError, PolicyUnknownError):
            answer = None
        walked += 1
        if not is_empty(answer):
            shown[store, name] = answer

    assert shown == {}
    assert await snapshot(office) == before
    assert walked >= 30


async def test_the_same_walk_finds_much_in_our_own_company(office: Office) -> None:
    letter, _ = await office.told()
    shown = 0

    for _, _, method in methods(office):
        if set(inspect.signature(method).parameters) == {"company_id"}:
            shown += not is_empty(await method(company_id=letter.company_id))

    assert shown >= 1
    assert not is_empty(await office.stores.applications.page(letter.company_id, ApplicationQuery()))
