"""What candidates wait for, in the console: everything in one place, each with its day and its way on."""

import pytest

from kindregards.domain.calls import CallResult
from tests.approval_ui.browser import Browser
from tests.approval_ui.office import Office

pytestmark = pytest.mark.anyio


async def test_requests_show_who_waits_for_what_and_where_it_is_answered(reviewer: Browser) -> None:
    page = (await reviewer.get("/requests")).text

    for words in ("王梅", "Appeal", "Call before the letter", "Wish to be forgotten", 'href="/queue/review-1"'):
        assert words in page
    assert "/requests/erasures/" not in page


async def test_a_call_is_settled_with_a_note(reviewer: Browser, office: Office) -> None:
    answer = await reviewer.send("/requests", "/requests/calls/application-told", result="reached", note=" sad, fair ")

    assert answer.status_code == 303
    (settled,) = office.people.settled
    assert (settled.result, settled.note, settled.actor) == (CallResult.REACHED, "sad, fair", "amara")


async def test_only_a_lead_erases_somebody(lead: Browser, office: Office) -> None:
    answer = await lead.send("/requests", "/requests/erasures/request-erasure")

    assert answer.status_code == 303
    assert office.people.erased == ["request-erasure"]


async def test_the_talent_pool_lists_who_agreed_and_until_when(colleague: Browser) -> None:
    page = (await colleague.get("/pool")).text

    assert "Daniel Osei" in page
    assert "人才库" in page


async def test_one_press_invites_everybody_chosen_and_says_of_whom_it_may_not(
    reviewer: Browser, office: Office
) -> None:
    answer = await reviewer.send("/pool", "/pool/invite", opening=" Platform engineer ", chosen=["pool-1", "pool-2"])
    refused = await reviewer.send("/pool", "/pool/invite", opening="Platform engineer")

    assert office.people.invited == [("pool-1", "Platform engineer")]
    assert "One invitation to Platform engineer" in answer.text
    assert "may not be told of openings now" in answer.text
    assert refused.status_code == 422


async def test_a_lead_places_a_hold_by_a_code_and_lifts_it_again(lead: Browser, office: Office) -> None:
    page, address = "/applications/application-told", "/applications/application-told/legal-hold"
    refused = await lead.send(page, address, reason="王梅起诉")
    await lead.send(page, address, reason="claim-14")
    shown = (await lead.get(page)).text
    placed = office.people.hold
    await lead.send(page, f"{address}/lift", reason="settled")

    assert refused.status_code == 422
    assert placed is not None
    assert (placed.reason, "claim-14" in shown, office.people.hold) == ("claim-14", True, None)


async def test_a_lead_hands_somebody_their_data_and_keeps_their_wish_to_be_forgotten(
    lead: Browser, reviewer: Browser, office: Office
) -> None:
    place = "/applications/application-told"

    file = await lead.send(place, f"{place}/data")
    asked = await lead.send(place, f"{place}/erasure")

    assert file.json()["person"]["name"] == office.applications.views["application-told"].candidate_name
    assert file.headers["content-disposition"] == 'attachment; filename="application-told.json"'
    assert asked.headers["location"] == "/requests?done=erasure_asked"
    assert office.people.asked == ["application-told"]
    assert f"{place}/data" not in (await reviewer.get(place)).text
