"""Keys for single purposes, derived from the one secret of the settings."""

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kindregards.settings import Settings


def derived_key(settings: Settings, purpose: str) -> bytes:
    """Return 32 bytes for one purpose; another purpose has another key (HKDF, RFC 5869)."""
    derivation = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=f"kindregards:{purpose}:1".encode())
    return derivation.derive(settings.secret_key.get_secret_value().encode())
