"""Passwords: hashed by Argon2id, two at a time, and refused where everybody guesses them first."""

import asyncio
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from importlib.resources import files

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kindregards.domain.errors import InvalidError

SHORTEST = 12
LONGEST = 200
# OWASP: https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# Checked for users that do not exist, so that they take as long as others. Nobody knows its password.
_DUMMY = "$argon2id$v=19$m=19456,t=2,p=1$L2SiMGu+hk5GUyLFnbNmSQ$kxK8mNqRcgQDE9aW1Hj6vzwhAEsIRfCm6Bul7Wt2q4Y"


class PasswordWeakError(InvalidError):
    """The password is too short, too long, or among the first that anybody tries."""

    code = "password_weak"


class Passwords:
    """Hashes and checks away from the event loop; two at once bound memory and processor."""

    def __init__(self) -> None:
        """Start no thread before the first password."""
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="passwords")

    async def hash(self, password: str) -> str:
        """Return what is kept of a new password; raise PasswordWeakError."""
        refuse_weak(password)
        return await asyncio.get_running_loop().run_in_executor(self._threads, _hashed, password)

    async def matches(self, password_hash: str | None, password: str) -> bool:
        """Say whether this is the password; without a hash the answer is no, after the same time."""
        loop = asyncio.get_running_loop()
        is_right = await loop.run_in_executor(self._threads, _verified, password_hash or _DUMMY, password)
        return is_right and password_hash is not None

    async def renewed(self, password_hash: str, password: str) -> str | None:
        """Return a new hash of a right password where the old one was made with weaker parameters."""
        if not _HASHER.check_needs_rehash(password_hash):
            return None
        return await asyncio.get_running_loop().run_in_executor(self._threads, _hashed, password)

    def close(self) -> None:
        """Let running hashes end."""
        self._threads.shutdown()


def refuse_weak(password: str) -> None:
    """Raise PasswordWeakError for a password that would be guessed soon. Nothing is asked of its composition."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordWeakError(f"A password has {SHORTEST} to {LONGEST} characters; several words make a good one.")
    if password.casefold() in _common_passwords():
        raise PasswordWeakError("This password is among the first that anybody tries. Choose another one.")


@lru_cache(maxsize=1)
def _common_passwords() -> frozenset[str]:
    """Return passwords of allowed length from the list that Django ships (Royce Williams, 2016)."""
    text = files("kindregards.store").joinpath("common_passwords.txt").read_text(encoding="ascii")
    return frozenset(line.casefold() for line in text.splitlines())


def _hashed(password: str) -> str:
    return _HASHER.hash(_normal(password))


def _verified(password_hash: str, password: str) -> bool:
    if len(password) > LONGEST:
        password = ""  # as wrong as any other, and it costs no more
    try:
        return _HASHER.verify(password_hash, _normal(password))
    except (VerificationError, InvalidHashError):
        return False


def _normal(password: str) -> bytes:
    """Return the bytes that are hashed: keyboards write the same signs in different forms (RFC 8265)."""
    return unicodedata.normalize("NFKC", password).encode(errors="surrogatepass")
