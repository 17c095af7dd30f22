"""What neighbour systems hear, and when: the telling gate for events."""

import json
from datetime import timedelta

import pytest

from kindregards.domain.applications import Outcome, Stage
from kindregards.domain.channels import Channel, SendStatus
from kindregards.domain.journey import ApplicationRef, CommandKind
from kindregards.domain.outgoing_events import EventDelivery, EventState, EventType
from kindregards.domain.provider_events import EventKind, EventReason, Severity
from kindregards.domain.reviews import Nudge
from kindregards.store.commands import INTERVIEW_OVERDUE
from kindregards.store.companies import DEFAULT_COMPANY_ID
from tests.builders import NOW, a_candidate
from tests.store.neighbours import a_neighbour, heard_by, log_of
from tests.store.office import LATER, Office, a_report, an_advance, application_of

pytestmark = pytest.mark.anyio


async def advanced(office: Office, number: int = 1, stage: Stage = Stage.SCREENING) -> ApplicationRef:
    ref = await office.submit(number, score=90, stage=stage)
    await office.stores.cases.record_decision(await office.stores.cases.open(ref), an_advance(), None)
    return ref


async def end(office: Office, ref: ApplicationRef, outcome: Outcome, request: CommandKind) -> None:
    case = await office.stores.cases.open(ref)
    await office.stores.cases.end(case, outcome, None, request=request, now=LATER)


def decision_in(delivery: EventDelivery) -> dict[str, object]:
    decision = delivery.data["decision"]
    assert isinstance(decision, dict)
    return decision


async def test_a_decision_is_heard_at_once_only_by_those_who_may(office: Office) -> None:
    early, others = await a_neighbour(office, pre_tell=True), await a_neighbour(office)

    await office.rejected()

    (decided,) = await log_of(office, early)
    assert decided.type == "application.decided"
    assert decided.data["outcome"] == "reject"
    decision = decision_in(decided)
    assert {**decision, "id": "…"} == {
        "id": "…",
        "version": 1,
        "state": "standing",
        "mode": "automatic",
        "rule": "rule 2: score below 60",
        "reason": "interview_performance",
        "decided_by": "policy",
        "decided_at": "2026-03-04T10:00:00.000Z",
        "policy_version": 1,
    }
    assert await heard_by(office, others) == []


async def test_decided_but_untold_sounds_exactly_like_undecided(office: Office) -> None:
    neighbour = await a_neighbour(office)
    await office.submit(1)

    await office.rejected(2)
    refused = await office.rejected(3, Channel.EMAIL)
    await office.send(refused, SendStatus.REFUSED)
    undone = await office.rejected(4)
    await office.stores.requests.undo(application_of(undone), actor="user-1", reason="wrong_score", now=NOW)
    doubtful = await office.rejected(5)
    await office.send(doubtful, SendStatus.MAYBE_SENT)
    await advanced(office, 6)

    assert await log_of(office, neighbour) == []


async def test_telling_releases_the_decision_and_then_the_telling(office: Office) -> None:
    early, others = await a_neighbour(office, pre_tell=True), await a_neighbour(office)

    letter, _ = await office.told()

    decided, told = await log_of(office, others)
    assert (decided.type, told.type) == ("application.decided", "application.told")
    assert decision_in(decided)["state"] == "released"
    assert told.data == {
        "application_id": letter.application_id,
        "external_id": "ats-1",
        "stage": "screening",
        "outcome": "reject",
        "told_at": "2026-03-04T10:00:00.000Z",
        "letter_id": letter.letter_id,
    }
    assert await heard_by(office, early) == ["application.decided", "application.told"]


async def test_an_advance_is_told_when_it_is_released(office: Office) -> None:
    early, others = await a_neighbour(office, pre_tell=True), await a_neighbour(office)
    ref = await advanced(office)
    before = await heard_by(office, others)

    await office.stores.cases.release_advance(ref, NOW)
    await office.stores.cases.release_advance(ref, NOW)

    decided, told = await log_of(office, others)
    assert before == []
    assert (decided.data["outcome"], told.data["outcome"]) == ("advance", "advance")
    assert await heard_by(office, early) == ["application.decided", "application.told"]


async def test_who_heard_of_a_decision_early_hears_that_it_was_undone(office: Office) -> None:
    early = await a_neighbour(office, pre_tell=True)
    letter = await office.rejected()

    await office.stores.requests.undo(application_of(letter), actor="user-1", reason="wrong_score", now=NOW)

    taken, undone = await log_of(office, early)
    assert (decision_in(taken)["state"], decision_in(undone)["state"]) == ("standing", "undone")
    assert decision_in(taken)["id"] == decision_in(undone)["id"]


async def test_a_letter_no_channel_carries_is_heard_early_only_while_nobody_is_told(office: Office) -> None:
    early, others = await a_neighbour(office, pre_tell=True), await a_neighbour(office)
    letter = await office.rejected(1, Channel.EMAIL)

    await office.send(letter, SendStatus.REFUSED)

    failed = (await log_of(office, early))[-1]
    assert failed.type == "letter.delivery_failed"
    assert failed.data["letter_id"] == letter.letter_id
    assert failed.data["reason"] == "channels_failed"
    assert await heard_by(office, others) == []


async def test_a_doubt_about_a_letter_is_no_failure(office: Office) -> None:
    early = await a_neighbour(office, pre_tell=True)
    letter = await office.rejected()

    await office.send(letter, SendStatus.MAYBE_SENT)

    assert await heard_by(office, early) == ["application.decided"]


async def test_a_letter_that_comes_back_is_heard_by_everybody_and_told_anew_without_a_new_decision(
    office: Office,
) -> None:
    neighbour = await a_neighbour(office)
    letter, reserved = await office.told(1, Channel.EMAIL)
    bounce = a_report(reserved, EventKind.BOUNCED, severity=Severity.PERMANENT, reason=EventReason.BLOCKED)

    await office.stores.provider_events.add([bounce], now=LATER)
    await office.stores.ledger.reconcile(letter, LATER)
    await office.stores.ledger.resume(letter, "retry", LATER)
    await office.send(letter, now=LATER + timedelta(hours=1))

    assert await heard_by(office, neighbour) == [
        "application.decided",
        "application.told",
        "letter.delivery_failed",
        "application.told",
    ]


async def test_a_new_decision_after_a_letter_that_came_back_is_heard(office: Office) -> None:
    neighbour = await a_neighbour(office, EventType.APPLICATION_DECIDED)
    letter, reserved = await office.told(1, Channel.EMAIL)
    bounce = a_report(reserved, EventKind.BOUNCED, severity=Severity.PERMANENT, reason=EventReason.BLOCKED)
    await office.stores.provider_events.add([bounce], now=LATER)
    await office.stores.ledger.reconcile(letter, LATER)
    await office.ask(application_of(letter))

    await office.send(await office.reject(application_of(letter)), now=LATER)

    decided = await log_of(office, neighbour)
    assert [decision_in(each)["version"] for each in decided] == [1, 2]


@pytest.mark.parametrize(
    ("outcome", "request_kind"),
    [(Outcome.WITHDRAWN, CommandKind.WITHDRAWN), (Outcome.EXPIRED, CommandKind.INTERVIEW_EXPIRED)],
)
async def test_what_ends_by_itself_is_heard_at_once_without_our_decision(
    office: Office, outcome: Outcome, request_kind: CommandKind
) -> None:
    neighbour = await a_neighbour(office)
    undecided, untold = await office.submit(1), application_of(await office.rejected(2))

    await end(office, undecided, outcome, request_kind)
    await end(office, untold, outcome, request_kind)

    endings = await log_of(office, neighbour)
    assert [(each.type, each.data["outcome"], each.data["decision"]) for each in endings] == [
        ("application.decided", outcome, None)
    ] * 2


async def test_leaving_after_the_letter_changes_nothing(office: Office) -> None:
    neighbour = await a_neighbour(office)
    letter, _ = await office.told()

    await end(office, application_of(letter), Outcome.WITHDRAWN, CommandKind.WITHDRAWN)

    assert await heard_by(office, neighbour) == ["application.decided", "application.told"]


async def test_a_declined_offer_is_heard_after_the_advance(office: Office) -> None:
    neighbour = await a_neighbour(office)
    ref = await advanced(office, stage=Stage.OFFER)
    await office.stores.cases.release_advance(ref, NOW)

    await end(office, ref, Outcome.OFFER_DECLINED, CommandKind.OFFER_DECLINED)

    heard = await log_of(office, neighbour)
    assert [each.data["outcome"] for each in heard] == ["advance", "advance", "offer_declined"]


async def test_a_review_is_heard_without_why_it_was_opened(office: Office) -> None:
    neighbour = await a_neighbour(office)

    case = await office.ask(await office.submit(score=66), flags=("borderline",))

    (opened,) = await log_of(office, neighbour)
    assert opened.type == "review.opened"
    assert set(opened.data) == {"application_id", "external_id", "stage", "review_id", "group", "due_at"}
    assert opened.data["review_id"] == case.review.id
    assert opened.data["due_at"] == "2026-03-05T10:00:00.000Z"


async def test_a_late_review_is_heard_when_due_escalated_and_held_but_not_when_reminded(office: Office) -> None:
    neighbour = await a_neighbour(office)
    case = await office.ask(await office.submit(score=66))
    ref = ApplicationRef(company_id=DEFAULT_COMPANY_ID, application_id=case.application.id)

    for nudge in (Nudge.REMIND, Nudge.DUE, Nudge.ESCALATE, Nudge.HOLD):
        await office.stores.cases.note_alarm(ref, case.review.id, nudge, LATER)

    late = (await log_of(office, neighbour))[1:]
    assert [(each.type, each.data["alarm"]) for each in late] == [
        ("review.overdue", "due"),
        ("review.overdue", "escalate"),
        ("review.overdue", "hold"),
    ]


async def test_a_missing_result_is_heard_with_the_interviews_name(office: Office) -> None:
    neighbour = await a_neighbour(office)
    ref = await office.submit(result=None)

    await office.stores.cases.note_alarm(ref, None, INTERVIEW_OVERDUE, LATER)

    (overdue,) = await log_of(office, neighbour)
    assert overdue.type == "interview.overdue"
    assert (overdue.data["source"], overdue.data["interview_id"]) == ("generic", None)


async def test_an_acknowledgement_is_heard_once(office: Office) -> None:
    neighbour = await a_neighbour(office)
    letter, reserved = await office.told()

    await office.stores.pages.acknowledge(reserved.token, now=LATER)
    await office.stores.pages.acknowledge(reserved.token, now=LATER)

    heard = await log_of(office, neighbour)
    assert [each.type for each in heard].count(EventType.APPLICATION_ACKNOWLEDGED) == 1
    assert heard[-1].data["acknowledged_at"] == "2026-03-04T12:00:00.000Z"
    assert heard[-1].data["letter_id"] == letter.letter_id


async def test_no_event_speaks_of_a_person(office: Office) -> None:
    early = await a_neighbour(office, pre_tell=True)
    _, reserved = await office.told(1)
    await office.stores.pages.acknowledge(reserved.token, now=LATER)
    await office.ask(await office.submit(2, score=66))
    candidate = a_candidate()

    said = json.dumps([dict(each.data) for each in await log_of(office, early)], ensure_ascii=False)

    for word in (candidate.name, candidate.email, candidate.phone, candidate.wechat_openid, "用户分层", reserved.token):
        assert word is not None
        assert word not in said


async def test_test_applications_are_heard_by_test_endpoints_alone_and_never_sent(office: Office) -> None:
    live, trial = await a_neighbour(office), await a_neighbour(office, is_test=True)
    ref = await office.submit(1, is_test=True, score=66)
    await office.ask(ref)
    await office.ask(await office.submit(2, score=66))

    (kept,) = await log_of(office, trial)
    (sent,) = await log_of(office, live)

    assert (kept.state, kept.application_id) == (EventState.KEPT, ref.application_id)
    assert (sent.state, sent.data["external_id"]) == (EventState.WAITING, "ats-2")
