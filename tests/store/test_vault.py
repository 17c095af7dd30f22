"""Sealing personal data under wrapped keys."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.store.vault import (
    MasterKeyInvalidError,
    MasterKeys,
    MasterKeyUnknownError,
    SealBrokenError,
    SubjectKey,
    Vault,
    WrappedKey,
)

OLD = base64.b64encode(b"o" * 32).decode()
NEW = base64.b64encode(b"n" * 32).decode()
NAME = "王梅"


def a_vault(*keys: str) -> Vault:
    return Vault(MasterKeys.parse(keys or (OLD,)))


def a_key() -> SubjectKey:
    vault = a_vault()
    return vault.unwrap(vault.new_subject_key())


def seal(key: SubjectKey, text: str = NAME) -> bytes:
    sealed = key.seal(text, table="candidates", row="r-1", column="name")
    assert sealed is not None
    return sealed


def open_name(key: SubjectKey, sealed: bytes | None) -> str | None:
    return key.open(sealed, table="candidates", row="r-1", column="name")


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_comes_back(text: str) -> None:
    key = a_key()

    assert open_name(key, seal(key, text)) == text


def test_nothing_stays_nothing() -> None:
    key = a_key()

    assert key.seal(None, table="candidates", row="r-1", column="name") is None
    assert open_name(key, None) is None


def test_the_same_text_is_sealed_differently_each_time() -> None:
    key = a_key()

    assert seal(key) != seal(key)


def test_a_sealed_text_does_not_show_itself() -> None:
    sealed = seal(a_key())

    assert NAME.encode() not in sealed


@pytest.mark.parametrize("position", range(32))
def test_changing_any_byte_breaks_the_seal(position: int) -> None:
    key = a_key()
    sealed = bytearray(seal(key))
    sealed[position] ^= 1

    with pytest.raises(SealBrokenError):
        open_name(key, bytes(sealed))


@pytest.mark.parametrize("length", [0, 1, 5, 13, 28, 34])
def test_cutting_a_sealed_text_breaks_the_seal(length: int) -> None:
    key = a_key()
    sealed = seal(key)

    with pytest.raises(SealBrokenError):
        open_name(key, sealed[:length])


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [("mailbox", "r-1", "name"), ("candidates", "r-2", "name"), ("candidates", "r-1", "email")],
)
def test_moving_a_sealed_text_breaks_the_seal(table: str, row: str, column: str) -> None:
    key = a_key()
    sealed = seal(key)

    with pytest.raises(SealBrokenError, match=f"{table}.{column} of row {row}"):
        key.open(sealed, table=table, row=row, column=column)


def test_another_persons_key_does_not_open() -> None:
    sealed = seal(a_key())

    with pytest.raises(SealBrokenError):
        open_name(a_key(), sealed)


def test_a_new_master_key_opens_what_the_old_one_wrapped() -> None:
    wrapped = a_vault(OLD).new_subject_key()
    sealed = seal(a_vault(OLD).unwrap(wrapped))

    rotated = a_vault(NEW, OLD)

    assert not rotated.is_current(wrapped)
    assert open_name(rotated.unwrap(wrapped), sealed) == NAME


def test_a_rewrapped_key_needs_the_old_master_key_no_more() -> None:
    wrapped = a_vault(OLD).new_subject_key()
    sealed = seal(a_vault(OLD).unwrap(wrapped))

    rewrapped = a_vault(NEW, OLD).rewrap(wrapped)

    after = a_vault(NEW)
    assert after.is_current(rewrapped)
    assert open_name(after.unwrap(rewrapped), sealed) == NAME


def test_a_missing_master_key_is_named() -> None:
    wrapped = a_vault(OLD).new_subject_key()

    with pytest.raises(MasterKeyUnknownError, match=wrapped.master_key_id):
        a_vault(NEW).unwrap(wrapped)


@pytest.mark.parametrize("position", [0, 9, 21, 40, 68])
def test_a_changed_wrapped_key_does_not_unwrap(position: int) -> None:
    vault = a_vault()
    blob = bytearray(vault.new_subject_key().blob)
    blob[position] ^= 1

    with pytest.raises(SealBrokenError):
        vault.unwrap(WrappedKey(bytes(blob)))


@pytest.mark.parametrize("blob", [b"", b"\1", b"\1" + b"x" * 8])
def test_a_destroyed_key_does_not_unwrap(blob: bytes) -> None:
    vault = a_vault()

    with pytest.raises((SealBrokenError, MasterKeyUnknownError)):
        vault.unwrap(WrappedKey(blob))


def test_a_forgotten_key_is_unwrapped_anew() -> None:
    vault = a_vault()
    wrapped = vault.new_subject_key()
    before = vault.unwrap(wrapped)

    vault.forget(wrapped)

    assert vault.unwrap(wrapped) is not before


def test_the_vault_remembers_only_the_keys_used_last() -> None:
    vault = Vault(MasterKeys.parse([OLD]), remembered=2)
    wrapped = [vault.new_subject_key() for _ in range(3)]
    first, second = vault.unwrap(wrapped[0]), vault.unwrap(wrapped[1])

    vault.unwrap(wrapped[0])
    vault.unwrap(wrapped[2])

    assert vault.unwrap(wrapped[0]) is first
    assert vault.unwrap(wrapped[1]) is not second


@pytest.mark.parametrize("text", ["", "not base64!", base64.b64encode(b"short").decode(), "ключ"])
def test_a_bad_master_key_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(MasterKeyInvalidError, match="number 2") as refusal:
        MasterKeys.parse([OLD, text])

    assert not text or text not in str(refusal.value)


def test_no_master_key_at_all_is_refused() -> None:
    with pytest.raises(MasterKeyInvalidError, match="openssl rand"):
        MasterKeys.parse([])


def test_a_url_safe_master_key_is_the_same_key() -> None:
    standard = base64.b64encode(b"\xff" * 32).decode()
    url_safe = base64.urlsafe_b64encode(b"\xff" * 32).decode()

    assert MasterKeys.parse([standard]).current_id == MasterKeys.parse([url_safe]).current_id


def test_keys_show_nothing_of_themselves() -> None:
    master_keys = MasterKeys.parse([OLD])
    vault = Vault(master_keys)

    shown = f"{master_keys!r} {vault!r} {vault.unwrap(vault.new_subject_key())!r}"

    assert OLD not in shown
    assert "o" * 8 not in shown
