"""Applications: finding them, their story, and what staff may do."""

import pytest

from kindregards.domain.applications import HeldReason
from kindregards.domain.intake import CandidateRequest
from kindregards.domain.journey import CommandKind
from tests.approval_ui.browser import Browser, hidden_fields

pytestmark = pytest.mark.anyio


async def test_a_whole_name_an_id_and_a_state_find_applications(reviewer: Browser) -> None:
    by_name = (await reviewer.get("/applications?q=%E9%99%88%E5%BF%97%E5%BC%BA")).text
    by_id = (await reviewer.get("/applications?q=ats-told")).text
    by_state = (await reviewer.get("/applications?state=letter_pending&outcome=&stage=nonsense")).text

    assert by_name.count('class="cover"') == by_id.count('class="cover"') == by_state.count('class="cover"') == 1
    assert "/applications/application-4" in by_name
    assert "/applications/application-told" in by_id
    assert "/applications/application-pending" in by_state


async def test_nothing_found_explains_that_only_whole_names_are_found(reviewer: Browser) -> None:
    page = await reviewer.get("/applications?q=Dan")

    assert "only a whole name or a whole address is found" in page.text
    assert 'value="Dan"' in page.text


async def test_the_story_tells_who_did_what_and_why(reviewer: Browser) -> None:
    page = (await reviewer.get("/applications/application-told")).text

    for words in (
        "Rule 2: the score is below 60",
        "policy version 1",
        "Reviewer approved the rejection",
        "Experience the role asks for",
        "林悦",
        "The provider refuses this address.",
        "The number takes no text messages.",
        "twilio_21614",
        "by a machine",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("reason", "offered"),
    [
        (HeldReason.AMBIGUOUS_DISPATCH, {"sent", "not_sent"}),
        (HeldReason.CHANNELS_FAILED, {"retry", "review"}),
        (HeldReason.CONFIGURATION, {"retry"}),
        (HeldReason.LIVE_OFFER, {"retry", "review"}),
        (HeldReason.LINT, set()),
    ],
)
async def test_a_held_application_offers_only_what_makes_sense(
    reason: HeldReason, offered: set[str], reviewer: Browser
) -> None:
    page = (await reviewer.get(f"/applications/application-held-{reason}")).text

    shown = {each for each in ("retry", "review", "sent", "not_sent") if f'name="instruction" value="{each}"' in page}
    assert shown == offered
    assert "A person must look" in page


async def test_releasing_passes_the_instruction_on(reviewer: Browser) -> None:
    path = "/applications/application-held-ambiguous_dispatch"

    answer = await reviewer.send(path, f"{path}/release", instruction="sent")

    assert answer.headers["location"] == f"{path}?done=released"
    assert reviewer.office.applications.asked == ["sent"]
    assert "Released." in (await reviewer.get(answer.headers["location"])).text


async def test_an_instruction_that_does_not_exist_is_refused(reviewer: Browser) -> None:
    path = "/applications/application-held-configuration"

    answer = await reviewer.send(path, f"{path}/release", instruction="forget")

    assert answer.status_code == 422
    assert reviewer.office.applications.asked == []


async def test_a_release_that_comes_too_late_says_so(reviewer: Browser) -> None:
    token = hidden_fields((await reviewer.get("/me")).text, "/me/language")

    answer = await reviewer.post("/applications/application-told/release", token | {"instruction": "retry"})

    assert answer.status_code == 409
    assert "This application is not held" in answer.text


async def test_withdrawing_for_a_candidate_keeps_their_reason_and_who_wrote_it_down(reviewer: Browser) -> None:
    path = "/applications/application-waiting"

    answer = await reviewer.send(path, f"{path}/withdraw", reason="better_offer", comment="Called this morning.")

    assert answer.headers["location"] == f"{path}?done=withdrawn"
    assert reviewer.office.applications.asked == [
        CandidateRequest(
            kind=CommandKind.WITHDRAWN, source="amara", reason="better_offer", comment="Called this morning."
        )
    ]


@pytest.mark.parametrize("name", ["told", "withdrawn"])
async def test_what_was_told_or_closed_is_not_withdrawn(name: str, reviewer: Browser) -> None:
    page = await reviewer.get(f"/applications/application-{name}")

    assert "/withdraw" not in page.text


async def test_a_letter_is_shown_only_under_its_own_application(reviewer: Browser) -> None:
    own = await reviewer.get("/applications/application-told/letters/letter-told")
    strange = await reviewer.get("/applications/application-read/letters/letter-told")

    assert "Dear Daniel Okafor" in own.text
    assert "sandbox" in own.headers["content-security-policy"]
    assert strange.status_code == 404


async def test_replies_are_shown_as_plain_words_and_marked_as_dealt_with(reviewer: Browser) -> None:
    page = (await reviewer.get("/applications/application-told")).text

    answer = await reviewer.post(
        "/applications/application-told/replies/reply-1/handled",
        hidden_fields(page, "/applications/application-told/replies/reply-1/handled"),
    )

    after = (await reviewer.get("/applications/application-told?done=reply_handled")).text
    for words in (
        "May I ask which example",
        "Daniel &lt;b&gt;Brooks",
        "portfolio.pdf",
        "Out of office",
        "no more messages",
    ):
        assert words in page
    assert page.count("/handled") == 1
    assert (answer.status_code, after.count("/handled")) == (303, 0)
    assert "The reply is marked as dealt with." in after


async def test_replies_that_wait_are_found_in_the_list_and_counted(reviewer: Browser) -> None:
    listed = (await reviewer.get("/applications?replies=waiting")).text
    today = (await reviewer.get("/")).text

    assert listed.count('class="cover"') == listed.count("Reply waits") == 1
    assert "/applications?replies=waiting" in today
