"""The envelope of WeChat's encrypted callbacks ("security mode"): a SHA-1 signature around AES-256-CBC."""

import base64
import binascii
import hashlib
import hmac

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

_BLOCK = 32
_RANDOM = 16
_LENGTH = 4
_IV = 16


class EnvelopeError(Exception):
    """What is inside was not sealed with this key, or not for this account."""


def is_signed(signature: str, *parts: str) -> bool:
    """Say whether a signature is WeChat's over these parts, one of which is the secret token."""
    expected = hashlib.sha1("".join(sorted(parts)).encode(), usedforsecurity=False).hexdigest()
    return hmac.compare_digest(expected.encode(), signature.encode(errors="surrogatepass"))


def opened(encrypted: str, *, aes_key: str, app_id: str) -> bytes:
    """Return the message: random(16) + length(4) + message + AppID, padded to blocks of 32; raise EnvelopeError."""
    key = base64.b64decode(aes_key + "=")
    try:
        sealed = base64.b64decode(encrypted, validate=True)
        decryptor = Cipher(AES256(key), CBC(key[:_IV])).decryptor()
        padded = decryptor.update(sealed) + decryptor.finalize()
    except (ValueError, binascii.Error) as error:
        raise EnvelopeError("The message is not base64 of whole blocks") from error
    plain = _without_padding(padded)[_RANDOM:]
    length = int.from_bytes(plain[:_LENGTH])
    message, owner = plain[_LENGTH : _LENGTH + length], plain[_LENGTH + length :]
    if len(message) != length or owner != app_id.encode():
        raise EnvelopeError("The message was sealed for another account, or with another key")
    return message


def _without_padding(padded: bytes) -> bytes:
    count = padded[-1] if padded else 0
    if not 1 <= count <= _BLOCK or padded[-count:] != bytes([count]) * count:
        raise EnvelopeError("The message was sealed with another key")
    return padded[:-count]
