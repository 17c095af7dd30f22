"""Hashing passwords, and refusing the ones that everybody guesses."""

import asyncio
from collections.abc import Iterator
from contextlib import closing

import pytest
from argon2 import PasswordHasher, extract_parameters

from kindregards.store import passwords as module
from kindregards.store.passwords import LONGEST, Passwords, PasswordWeakError, refuse_weak

pytestmark = pytest.mark.anyio
PASSWORD = "correct horse battery"


@pytest.fixture
def passwords() -> Iterator[Passwords]:
    """Yield a hasher and close its threads."""
    with closing(Passwords()) as hasher:
        yield hasher


async def test_the_right_password_matches_its_hash_and_another_does_not(passwords: Passwords) -> None:
    hashed = await passwords.hash(PASSWORD)

    assert await passwords.matches(hashed, PASSWORD)
    assert not await passwords.matches(hashed, PASSWORD + "!")
    assert PASSWORD not in hashed


async def test_hashes_are_argon2id_as_strong_as_promised(passwords: Passwords) -> None:
    parameters = extract_parameters(await passwords.hash(PASSWORD))

    assert parameters.type.name == "ID"
    assert (parameters.memory_cost, parameters.time_cost, parameters.parallelism) == (19_456, 2, 1)


async def test_the_hash_for_strangers_costs_as_much_as_a_real_one(passwords: Passwords) -> None:
    real = extract_parameters(await passwords.hash(PASSWORD))

    assert extract_parameters(module._DUMMY) == real


async def test_nothing_matches_without_a_hash(passwords: Passwords) -> None:
    assert not await passwords.matches(None, PASSWORD)


async def test_the_same_signs_typed_in_another_form_match(passwords: Passwords) -> None:
    hashed = await passwords.hash("Zürich ist weit weg")

    assert await passwords.matches(hashed, "Zu\u0308rich ist weit weg")


async def test_half_a_surrogate_is_wrong_and_breaks_nothing(passwords: Passwords) -> None:
    hashed = await passwords.hash(PASSWORD)

    assert not await passwords.matches(hashed, PASSWORD + "\ud800")


async def test_a_password_longer_than_allowed_is_wrong(passwords: Passwords) -> None:
    hashed = await passwords.hash(PASSWORD)

    assert not await passwords.matches(hashed, "x" * 1_000_000)


async def test_a_hash_that_is_none_matches_nothing(passwords: Passwords) -> None:
    assert not await passwords.matches("not a hash", PASSWORD)


async def test_a_weaker_hash_is_renewed_and_a_present_one_kept(passwords: Passwords) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)

    renewed = await passwords.renewed(weak, PASSWORD)

    assert renewed is not None
    assert await passwords.matches(renewed, PASSWORD)
    assert await passwords.renewed(renewed, PASSWORD) is None


async def test_many_at_once_all_get_their_answer(passwords: Passwords) -> None:
    hashed = await passwords.hash(PASSWORD)

    answers = await asyncio.gather(*(passwords.matches(hashed, PASSWORD) for _ in range(6)))

    assert answers == [True] * 6


@pytest.mark.parametrize("weak", ["", "short", "elevensigns", "x" * (LONGEST + 1), "qwerty123456", "QWERTY123456"])
def test_weak_passwords_are_refused(weak: str) -> None:
    with pytest.raises(PasswordWeakError):
        refuse_weak(weak)


@pytest.mark.parametrize("good", ["twelve signs", "x" * 12 + "y", "密码要长一点才安全可靠啊", "    spaces    "])
def test_nothing_is_asked_of_a_passwords_composition(good: str) -> None:
    refuse_weak(good)

    assert len(good) >= module.SHORTEST
