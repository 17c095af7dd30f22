"""A service account's token and its subscriptions, shared by several processes."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from kindregards.domain.channels import Channel, SendStatus
from kindregards.domain.deliveries import AttemptState, DeliveryState
from kindregards.domain.ports.wechat import AccessToken
from kindregards.domain.provider_events import EventKind, ProviderEvent
from kindregards.store.tables import WechatSubscriptionTable, WechatTokenTable
from kindregards.store.wechat import WechatGrants, add_grants
from tests.builders import NOW
from tests.store.office import LATER, Office

pytestmark = pytest.mark.anyio

APP = "wx1"
SOON = NOW + timedelta(seconds=20)
TOKEN = AccessToken(value="token-1", expires_at=NOW + timedelta(hours=1))
OPENID = "o6_bmjrPTlm6_2sgVt7hMZOPfL2M"


async def grant(office: Office, count: int) -> WechatGrants:
    grants = office.stores.wechat_grants
    await office.database.write(lambda session: add_grants(session, grants.index_of(OPENID), count, NOW))
    return grants


async def test_one_process_fetches_the_token_and_all_use_it(office: Office, rival: Office) -> None:
    ours, theirs = office.stores.wechat_tokens, rival.stores.wechat_tokens
    lease = await ours.lease(APP, seen=None, now=NOW, until=SOON)
    refused = await theirs.lease(APP, seen=None, now=NOW, until=SOON)
    assert lease is not None

    await ours.keep(APP, lease, TOKEN)

    assert refused is None
    assert await theirs.current(APP) == TOKEN


async def test_many_at_once_get_one_lease(office: Office, rival: Office) -> None:
    asked = [
        one.stores.wechat_tokens.lease(APP, seen=None, now=NOW, until=SOON) for one in (office, rival) for _ in range(5)
    ]

    leases = await asyncio.gather(*asked)

    assert len([lease for lease in leases if lease is not None]) == 1


async def test_who_saw_an_older_token_gets_no_lease(office: Office) -> None:
    tokens = office.stores.wechat_tokens
    lease = await tokens.lease(APP, seen=None, now=NOW, until=SOON)
    assert lease is not None
    await tokens.keep(APP, lease, TOKEN)

    late = await tokens.lease(APP, seen=None, now=NOW, until=SOON)
    knowing = await tokens.lease(APP, seen="token-1", now=NOW, until=SOON)

    assert late is None
    assert knowing is not None


async def test_a_lease_that_ran_out_passes_on_and_its_token_is_dropped(office: Office) -> None:
    tokens = office.stores.wechat_tokens
    slow = await tokens.lease(APP, seen=None, now=NOW, until=SOON)
    quick = await tokens.lease(APP, seen=None, now=SOON, until=SOON + timedelta(seconds=20))
    assert slow is not None
    assert quick is not None

    await tokens.keep(APP, quick, TOKEN)
    await tokens.keep(APP, slow, AccessToken(value="token-0", expires_at=NOW))

    assert await tokens.current(APP) == TOKEN


async def test_a_lease_that_brought_nothing_is_given_back_by_its_holder_only(office: Office) -> None:
    tokens = office.stores.wechat_tokens
    lease = await tokens.lease(APP, seen=None, now=NOW, until=SOON)
    assert lease is not None

    await tokens.release(APP, "somebody else's")
    still_held = await tokens.lease(APP, seen=None, now=NOW, until=SOON)
    await tokens.release(APP, lease)

    assert still_held is None
    assert await tokens.lease(APP, seen=None, now=NOW, until=SOON) is not None


async def test_the_token_is_sealed_at_rest(office: Office) -> None:
    tokens = office.stores.wechat_tokens
    lease = await tokens.lease(APP, seen=None, now=NOW, until=SOON)
    assert lease is not None
    await tokens.keep(APP, lease, TOKEN)

    row = await office.database.read(lambda session: session.scalars(select(WechatTokenTable)).one().sealed_token)

    assert row is not None
    assert b"token-1" not in row


async def test_an_account_nobody_asked_for_has_no_token(office: Office) -> None:
    assert await office.stores.wechat_tokens.current("wx2") is None


async def test_subscriptions_are_used_up_one_by_one(office: Office) -> None:
    grants = await grant(office, 2)

    taken = [await grants.take(OPENID, now=NOW) for _ in range(3)]

    assert taken == [True, True, False]


async def test_nobody_takes_the_last_subscription_twice(office: Office, join_office: Callable[[], Office]) -> None:
    grants = await grant(office, 1)
    rivals = [grants, join_office().stores.wechat_grants]

    taken = await asyncio.gather(*(each.take(OPENID, now=NOW) for each in rivals * 4))

    assert taken.count(True) == 1


async def test_a_subscription_that_carried_nothing_comes_back(office: Office) -> None:
    grants = await grant(office, 1)
    await grants.take(OPENID, now=NOW)

    await grants.give_back(OPENID, now=NOW)

    assert await grants.left(OPENID) == 1


async def test_who_refuses_allows_nothing_more(office: Office) -> None:
    grants = await grant(office, 3)

    await grants.forget(OPENID, now=NOW)

    assert not await grants.take(OPENID, now=NOW)


async def test_a_person_is_found_by_code_only(office: Office) -> None:
    await grant(office, 1)

    row = await office.database.read(
        lambda session: session.scalars(select(WechatSubscriptionTable)).one().openid_index
    )

    assert OPENID not in row


def a_wechat_report(kind: EventKind, **changes: object) -> ProviderEvent:
    event = ProviderEvent(
        provider="wechat", event_key=f"wechat-{kind}", kind=kind, occurred_at=NOW + timedelta(minutes=1), address=OPENID
    )
    return replace(event, **changes)  # type: ignore[arg-type] # replace() checks the names


async def test_who_leaves_the_account_gets_the_next_channel_until_they_follow_again(office: Office) -> None:
    first = await office.rejected(1, Channel.WECHAT, Channel.EMAIL)
    await office.report(a_wechat_report(EventKind.UNSUBSCRIBED, allows=0))
    gone = await office.reserve(first)
    await office.report(a_wechat_report(EventKind.RESUBSCRIBED, occurred_at=NOW + timedelta(minutes=2)))
    second = await office.rejected(2, Channel.WECHAT, Channel.EMAIL)

    back = await office.reserve(second, LATER)

    assert (gone.channel, back.channel) == (Channel.EMAIL, Channel.WECHAT)


async def test_following_again_that_was_reported_first_is_not_undone_by_an_older_leaving(office: Office) -> None:
    await office.rejected(1, Channel.WECHAT)
    leave = a_wechat_report(EventKind.UNSUBSCRIBED)
    await office.report(leave)
    await office.report(a_wechat_report(EventKind.RESUBSCRIBED, occurred_at=NOW + timedelta(minutes=3)))
    await office.report(replace(leave, event_key="older", occurred_at=NOW + timedelta(minutes=2)))

    reserved = await office.reserve(await office.rejected(2, Channel.WECHAT), LATER)

    assert reserved.channel is Channel.WECHAT


async def test_what_a_person_allows_is_counted_once(office: Office) -> None:
    allowed = a_wechat_report(EventKind.RESUBSCRIBED, allows=2)

    await office.report(allowed)
    await office.report(allowed)

    assert await office.stores.wechat_grants.left(OPENID) == 2


async def test_a_report_about_a_lost_answer_settles_the_doubt_by_the_person(office: Office) -> None:
    letter = await office.rejected(1, Channel.WECHAT)
    await office.send(letter, SendStatus.MAYBE_SENT)

    await office.report(a_wechat_report(EventKind.DELIVERED, provider_message_id="200163836"))

    assert await office.channels(letter) == {"wechat": DeliveryState.DELIVERED}
    assert await office.attempts(letter) == [AttemptState.RESOLVED_SENT]


async def test_a_report_about_another_message_settles_nothing(office: Office) -> None:
    letter = await office.rejected(1, Channel.WECHAT)
    await office.send(letter, SendStatus.MAYBE_SENT)
    strange = {"provider_message_id": "1", "address": "o6_somebody_else_entirely"}
    long_ago = {"provider_message_id": "2", "event_key": "old", "occurred_at": NOW - timedelta(days=1)}

    await office.report(
        a_wechat_report(EventKind.DELIVERED, **strange), a_wechat_report(EventKind.DELIVERED, **long_ago)
    )

    assert await office.attempts(letter) == [AttemptState.AMBIGUOUS]
