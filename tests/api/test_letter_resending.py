"""Sending a letter again on another channel."""

import pytest

from kindregards.domain.channels import SendResult, SendStatus
from kindregards.store.companies import DEFAULT_COMPANY_ID
from tests.api.bodies import Json
from tests.api.steps import kinds_of, lose_sight_of, problem, rejected, send
from tests.api.system import System, client_of, other_company

pytestmark = pytest.mark.anyio
NOBODY = "01900000-0000-7000-8000-000000000000"


async def ready(system: System) -> Json:
    """Return a turned-down application whose letter may leave."""
    application = await rejected(system)
    letter = await system.stores.letters.letter(DEFAULT_COMPANY_ID, application["letter_id"])
    system.clock.shown = letter.not_before or system.clock.shown
    return application


async def told(system: System) -> Json:
    """Return an application whose letter a provider has taken."""
    application = await ready(system)
    taken = SendResult(status=SendStatus.ACCEPTED, provider="sendgrid", provider_message_id="m-1")
    await send(system, application, taken)
    return application


async def test_a_letter_is_sent_again_as_a_copy_of_its_own(system_on_both: System) -> None:
    application = await told(system_on_both)
    path = f"/v1/letters/{application['letter_id']}"

    answer = await system_on_both.client.post(f"{path}/resend", json={"channel": "email"})

    first, copy = (await system_on_both.client.get(path)).json(), answer.json()
    assert (answer.status_code, copy["purpose"], copy["state"]) == (202, "resend", "pending")
    assert copy["id"] != first["id"]
    assert (copy["content_hash"], copy["text"]) == (first["content_hash"], first["text"])
    assert await kinds_of(system_on_both) == ["start", "resent"]
    timeline = (await system_on_both.client.get(f"/v1/applications/{application['id']}/timeline")).json()
    entry = next(each for each in timeline["data"] if each["event"] == "resend_asked")
    assert (entry["actor"], entry["detail"]["channel"]) == ("api:0123456789abcdef", "email")


async def test_asking_again_before_the_copy_has_left_makes_no_second_one(system: System) -> None:
    path = f"/v1/letters/{(await told(system))['letter_id']}/resend"
    first = await system.client.post(path, json={"channel": "email"})

    again = await system.client.post(path, json={"channel": "email"})

    assert again.json()["id"] == first.json()["id"]
    assert await kinds_of(system) == ["start", "resent"]


async def test_a_letter_that_has_not_left_is_not_sent_again(system: System) -> None:
    path = f"/v1/letters/{(await ready(system))['letter_id']}/resend"

    assert problem(await system.client.post(path, json={"channel": "email"})) == (409, "letter_not_resendable")


async def test_a_letter_in_doubt_is_not_sent_again(system: System) -> None:
    application = await ready(system)
    await lose_sight_of(system, application)
    path = f"/v1/letters/{application['letter_id']}/resend"

    assert problem(await system.client.post(path, json={"channel": "email"})) == (409, "letter_not_resendable")


async def test_a_channel_without_address_is_refused(system: System) -> None:
    path = f"/v1/letters/{(await told(system))['letter_id']}/resend"

    assert problem(await system.client.post(path, json={"channel": "wechat"})) == (409, "channel_unreachable")


async def test_an_unknown_channel_is_refused(system: System) -> None:
    path = f"/v1/letters/{(await told(system))['letter_id']}/resend"

    assert problem(await system.client.post(path, json={"channel": "pigeon"})) == (422, "request_invalid")


@pytest.mark.parametrize("letter", [NOBODY, "x"])
async def test_an_unknown_letter_is_not_found(system: System, letter: str) -> None:
    answer = await system.client.post(f"/v1/letters/{letter}/resend", json={"channel": "email"})

    assert problem(answer) == (404, "letter_not_found")


async def test_a_neighbours_letter_is_not_found(system: System) -> None:
    application = await told(system)
    key = await other_company(system.stores)
    async with client_of(system.app, {"Authorization": f"Bearer {key}"}) as neighbour:
        answer = await neighbour.post(f"/v1/letters/{application['letter_id']}/resend", json={"channel": "email"})

    assert problem(answer) == (404, "letter_not_found")
    assert await kinds_of(system) == ["start"]
