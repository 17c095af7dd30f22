"""Integrators' keys."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from time import perf_counter

import pytest
from sqlalchemy import text

from kindregards.domain.accounts import ApiCaller, ApiKeyInvalidError
from kindregards.store.api_keys import REMEMBERED_FOR, ApiKeyLabelInvalidError, ApiKeys, ApiKeyUnknownError
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.database import Database
from kindregards.store.passwords import Passwords
from tests.builders import NOW
from tests.store.company import company_on, started

pytestmark = pytest.mark.anyio


@pytest.fixture
def passwords() -> Iterator[Passwords]:
    """Yield a hasher and close its threads."""
    with closing(Passwords()) as hasher:
        yield hasher


@pytest.fixture
async def api_keys(database: Database, passwords: Passwords) -> ApiKeys:
    """Return the keys of a company that has none yet."""
    await started(company_on(database, passwords))
    return ApiKeys(database)


async def public_id(api_keys: ApiKeys) -> str:
    (facts,) = await api_keys.all(DEFAULT_COMPANY_ID)
    return facts.public_id


async def test_a_key_names_its_company_and_whether_it_is_for_tests(api_keys: ApiKeys) -> None:
    live = await api_keys.create(DEFAULT_COMPANY_ID, "ATS", is_test=False, now=NOW)
    test = await api_keys.create(DEFAULT_COMPANY_ID, "trial", is_test=True, now=NOW)

    assert live.startswith("kr_live_")
    assert test.startswith("kr_test_")
    caller = await api_keys.caller(live, now=NOW)
    assert caller == ApiCaller(company_id=DEFAULT_COMPANY_ID, key_id=live.split("_")[2], is_test=False)
    assert (await api_keys.caller(test, now=NOW)).is_test


async def test_only_a_hash_of_the_secret_is_kept(api_keys: ApiKeys) -> None:
    key = await api_keys.create(DEFAULT_COMPANY_ID, "ATS", is_test=False, now=NOW)

    rows = await api_keys.database.read(lambda session: repr(session.execute(text("SELECT * FROM api_keys")).all()))

    assert key.split("_", maxsplit=3)[3] not in rows


@pytest.mark.parametrize(
    "change",
    [
        lambda key: key[:-1],
        lambda key: key + "x",
        lambda key: key.replace("live", "test"),
        lambda key: key.replace("kr_", "xx_"),
        lambda key: key + "\ud800",
    ],
)
async def test_anything_but_the_whole_key_is_refused(api_keys: ApiKeys, change: Callable[[str], str]) -> None:
    key = await api_keys.create(DEFAULT_COMPANY_ID, "ATS", is_test=False, now=NOW)

    with pytest.raises(ApiKeyInvalidError):
        await api_keys.caller(change(key), now=NOW)


@pytest.mark.parametrize("text_sent", ["", "kr_live", "kr_live__x", "kr_live_\x00_secret", "kr_live_王_secret"])
async def test_what_is_no_key_is_refused(api_keys: ApiKeys, text_sent: str) -> None:
    with pytest.raises(ApiKeyInvalidError):
        await api_keys.caller(text_sent, now=NOW)


async def test_a_revoked_key_is_refused_at_once_here_and_soon_elsewhere(api_keys: ApiKeys) -> None:
    elsewhere = ApiKeys(api_keys.database)
    key = await api_keys.create(DEFAULT_COMPANY_ID, "ATS", is_test=False, now=NOW)
    await api_keys.caller(key, now=NOW)
    await elsewhere.caller(key, now=NOW)

    await api_keys.revoke(DEFAULT_COMPANY_ID, await public_id(api_keys), now=NOW)

    with pytest.raises(ApiKeyInvalidError):
        await api_keys.caller(key, now=NOW)
    with pytest.raises(ApiKeyInvalidError):
        await elsewhere.caller(key, now=NOW + REMEMBERED_FOR)


async def test_an_expired_key_is_refused_even_if_it_was_just_used(api_keys: ApiKeys) -> None:
    soon = NOW + timedelta(seconds=2)
    key = await api_keys.create(DEFAULT_COMPANY_ID, "ATS", is_test=False, now=NOW, expires_at=soon)
    await api_keys.caller(key, now=NOW)

    with pytest.raises(ApiKeyInvalidError):
        await api_keys.caller(key, now=soon)


async def test_last_use_is_noted_once_a_minute(api_keys: ApiKeys) -> None:
    key = await api_keys.create(DEFAULT_COMPANY_ID, "ATS", is_test=False, now=NOW)
    noted = []

    for seconds in (0, 30, 70):
        await api_keys.caller(key, now=NOW + timedelta(seconds=seconds))
        (facts,) = await api_keys.all(DEFAULT_COMPANY_ID)
        noted.append(facts.last_used_at)

    assert noted == [NOW, NOW, NOW + timedelta(seconds=70)]


async def test_a_key_seen_a_moment_ago_costs_next_to_nothing(api_keys: ApiKeys) -> None:
    key = await api_keys.create(DEFAULT_COMPANY_ID, "ATS", is_test=False, now=NOW)
    await api_keys.caller(key, now=NOW)

    times = []
    for _ in range(200):
        begun = perf_counter()
        await api_keys.caller(key, now=NOW)
        times.append(perf_counter() - begun)

    assert sorted(times)[len(times) // 2] < 0.0001


async def test_an_unknown_key_cannot_be_revoked(api_keys: ApiKeys) -> None:
    with pytest.raises(ApiKeyUnknownError):
        await api_keys.revoke(DEFAULT_COMPANY_ID, "nothing", now=NOW)


async def test_another_company_cannot_revoke_a_key(api_keys: ApiKeys) -> None:
    await api_keys.create(DEFAULT_COMPANY_ID, "ATS", is_test=False, now=NOW)

    with pytest.raises(ApiKeyUnknownError):
        await api_keys.revoke("another-company", await public_id(api_keys), now=NOW)


@pytest.mark.parametrize("label", ["", " ", "two\nlines", "x" * 201])
async def test_a_label_that_is_none_is_refused(api_keys: ApiKeys, label: str) -> None:
    with pytest.raises(ApiKeyLabelInvalidError):
        await api_keys.create(DEFAULT_COMPANY_ID, label, is_test=False, now=NOW)
