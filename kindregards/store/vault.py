"""Personal data at rest: each person's values sealed under that person's own key, which the master keys wrap.

AES-256-GCM throughout. Once the last copy of a wrapped key is gone, nothing it sealed can be read again.
"""

import base64
import binascii
import hashlib
import os
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kindregards.domain.errors import DomainError, InvalidError

_KEY_BYTES = 32
_KEY_ID_BYTES = 8
_NONCE_BYTES = 12
# Wrapped: version, master key id, nonce, data key with tag. Sealed: version, nonce, text with tag.
_VERSION = 1
_VERSION_PREFIX = bytes([_VERSION])
_WRAP_CONTEXT = b"kindregards:subject-key:%d:" % _VERSION
_KEY_ID_CONTEXT = b"kindregards:master-key-id:"
# Half a surrogate pair, as JSON can smuggle in, is kept rather than refused with an error that quotes the text.
_UNPAIRED = "surrogatepass"


class MasterKeyInvalidError(InvalidError):
    """A master key in the settings is not 32 bytes in base64; the message never repeats it."""

    code = "master_key_invalid"


class MasterKeyUnknownError(DomainError):
    """A person's key was wrapped by a master key that is no longer in the settings."""

    code = "master_key_unknown"


class SealBrokenError(DomainError):
    """A sealed value was changed, moved to another place, or sealed under another key."""

    code = "seal_broken"


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """A person's key as it is stored: useless without the master key it names."""

    blob: bytes

    @property
    def master_key_id(self) -> str:
        """Return the id of the master key that wraps this one."""
        return self.blob[1 : 1 + _KEY_ID_BYTES].hex()


class SubjectKey:
    """One person's key, able to seal and open. It shows nothing of itself."""

    __slots__ = ("_cipher",)

    def __init__(self, data_key: bytes) -> None:
        """Take 32 random bytes."""
        self._cipher = AESGCM(data_key)

    def seal(self, text: str | None, *, table: str, row: str, column: str) -> bytes | None:
        """Return the text encrypted for this one place; None stays None."""
        if text is None:
            return None
        nonce = os.urandom(_NONCE_BYTES)
        plain = text.encode(errors=_UNPAIRED)
        return _VERSION_PREFIX + nonce + self._cipher.encrypt(nonce, plain, _place(table, row, column))

    def open(self, sealed: bytes | None, *, table: str, row: str, column: str) -> str | None:
        """Return the text; raise SealBrokenError unless it was sealed by this key for this place."""
        if sealed is None:
            return None
        try:
            plain = _decrypted(self._cipher, sealed[:1], sealed[1:], _place(table, row, column))
        except InvalidTag:
            raise SealBrokenError(
                f"{table}.{column} of row {row} cannot be opened: it was changed, moved or sealed under another key. "
                "Restore this row from a backup.",
                details={"table": table, "row": row, "column": column},
            ) from None
        return plain.decode(errors=_UNPAIRED)


class MasterKeys:
    """The keys that wrap people's keys: the first encrypts, all decrypt."""

    __slots__ = ("_ciphers", "current_id")

    def __init__(self, ciphers: Mapping[str, AESGCM], current_id: str) -> None:
        """Take ciphers by key id and the id of the one that encrypts."""
        self._ciphers = dict(ciphers)
        self.current_id = current_id

    @classmethod
    def parse(cls, encoded: Iterable[str]) -> Self:
        """Read base64 keys of 32 bytes; raise MasterKeyInvalidError when one is not, or there is none."""
        keys = [_decoded(text, position) for position, text in enumerate(encoded, start=1)]
        if not keys:
            raise MasterKeyInvalidError("No encryption key is set. Make one with: openssl rand -base64 32")
        return cls({_key_id(key): AESGCM(key) for key in keys}, _key_id(keys[0]))

    def wrap(self, data_key: bytes) -> WrappedKey:
        """Encrypt a person's key under the first master key."""
        nonce = os.urandom(_NONCE_BYTES)
        wrapped = self._ciphers[self.current_id].encrypt(nonce, data_key, _WRAP_CONTEXT)
        return WrappedKey(_VERSION_PREFIX + bytes.fromhex(self.current_id) + nonce + wrapped)

    def unwrap(self, wrapped: WrappedKey) -> bytes:
        """Decrypt a person's key; raise MasterKeyUnknownError or SealBrokenError."""
        cipher = self._ciphers.get(wrapped.master_key_id)
        if cipher is None:
            raise MasterKeyUnknownError(
                f"A person's key is wrapped by master key {wrapped.master_key_id}, which the settings do not have. "
                "Put it back into the list of encryption keys.",
                details={"master_key_id": wrapped.master_key_id},
            )
        try:
            return _decrypted(cipher, wrapped.blob[:1], wrapped.blob[1 + _KEY_ID_BYTES :], _WRAP_CONTEXT)
        except InvalidTag:
            raise SealBrokenError("A person's wrapped key was changed. Restore it from a backup.") from None


class Vault:
    """Makes and unwraps people's keys, remembering the last used ones; safe to share between threads."""

    def __init__(self, master_keys: MasterKeys, *, remembered: int = 2048) -> None:
        """Take the master keys and how many unwrapped keys to keep in memory."""
        self._master_keys = master_keys
        self._remembered = remembered
        self._opened: OrderedDict[bytes, SubjectKey] = OrderedDict()
        self._lock = threading.Lock()

    def new_subject_key(self) -> WrappedKey:
        """Return a fresh key for one person, wrapped."""
        return self._master_keys.wrap(os.urandom(_KEY_BYTES))

    def unwrap(self, wrapped: WrappedKey) -> SubjectKey:
        """Return the key itself; raise MasterKeyUnknownError or SealBrokenError."""
        with self._lock:
            known = self._opened.get(wrapped.blob)
            if known is not None:
                self._opened.move_to_end(wrapped.blob)
                return known
        key = SubjectKey(self._master_keys.unwrap(wrapped))
        with self._lock:
            self._opened[wrapped.blob] = key
            if len(self._opened) > self._remembered:
                self._opened.popitem(last=False)
        return key

    def forget(self, wrapped: WrappedKey) -> None:
        """Drop a destroyed key from memory."""
        with self._lock:
            self._opened.pop(wrapped.blob, None)

    def is_current(self, wrapped: WrappedKey) -> bool:
        """Say whether the first master key wraps this key, so that it need not be rewrapped."""
        return wrapped.master_key_id == self._master_keys.current_id

    def rewrap(self, wrapped: WrappedKey) -> WrappedKey:
        """Return the same key wrapped by the first master key; what it sealed stays as it is."""
        return self._master_keys.wrap(self._master_keys.unwrap(wrapped))


def _decrypted(cipher: AESGCM, version: bytes, body: bytes, context: bytes) -> bytes:
    if version != _VERSION_PREFIX:
        raise InvalidTag
    try:
        return cipher.decrypt(body[:_NONCE_BYTES], body[_NONCE_BYTES:], context)
    except ValueError as too_short:
        raise InvalidTag from too_short


def _place(table: str, row: str, column: str) -> bytes:
    # No two places read the same, because names of tables and columns hold no colon.
    return f"{table}:{row}:{column}:{_VERSION}".encode()


def _key_id(key: bytes) -> str:
    return hashlib.sha256(_KEY_ID_CONTEXT + key).digest()[:_KEY_ID_BYTES].hex()


def _decoded(text: str, position: int) -> bytes:
    try:
        key = base64.b64decode(text.strip().replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != _KEY_BYTES:
        raise MasterKeyInvalidError(
            f"Encryption key number {position} is not {_KEY_BYTES} bytes in base64. "
            "Make one with: openssl rand -base64 32",
        )
    return key
