"""Looking people up by values that are stored only encrypted."""

import hashlib
import hmac
import unicodedata

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class BlindIndex:
    """Turns a personal value into a code that is equal for equal values of one company, and says nothing else.

    HMAC-SHA256 under a key derived from the secret by HKDF (RFC 5869). A new secret orphans every stored code.
    """

    def __init__(self, secret: str) -> None:
        """Derive the key; the secret itself is not kept."""
        derivation = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"kindregards:blind-index:1")
        self._key = derivation.derive(secret.encode())

    def email(self, address: str, *, company_id: str) -> str:
        """Return the code of an e-mail address, whatever its case."""
        return self._code("email", company_id, _folded(address.strip()))

    def phone(self, number: str, *, company_id: str) -> str:
        """Return the code of an E.164 number; spaces and punctuation do not matter."""
        digits = "".join(sign for sign in _folded(number) if sign.isdecimal())
        return self._code("phone", company_id, digits)

    def openid(self, openid: str, *, company_id: str) -> str:
        """Return the code of a person's id at a WeChat account; its case matters."""
        return self._code("openid", company_id, openid)

    def name(self, name: str, *, company_id: str) -> str:
        """Return the code of a whole name, whatever its case and spacing; parts of a name do not match."""
        return self._code("name", company_id, " ".join(_folded(name).split()))

    def address(self, address: str, *, company_id: str) -> str:
        """Return the code of a network address."""
        return self._code("address", company_id, address)

    def content(self, text: str, *, company_id: str) -> str:
        """Return the code of anything longer, to tell later whether the same was sent again."""
        return self._code("content", company_id, text)

    def _code(self, kind: str, company_id: str, value: str) -> str:
        message = f"{kind}\0{company_id}\0{value}".encode(errors="surrogatepass")
        return hmac.new(self._key, message, hashlib.sha256).hexdigest()


def _folded(text: str) -> str:
    # Folding case can undo the normal form ("ǰ"), so it is normalised again.
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
