"""SendGrid's signature on webhooks: ECDSA P-256 over timestamp and raw body."""

import base64
import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.serialization import load_der_public_key

from kindregards.domain.errors import InvalidError
from kindregards.domain.ports.channels import ForgedWebhookError

SIGNATURE_HEADER = "x-twilio-email-event-webhook-signature"
TIMESTAMP_HEADER = "x-twilio-email-event-webhook-timestamp"
# SendGrid retries for 24 hours and may keep the first stamp.
_TOLERANCE = timedelta(hours=25)
_EPOCH_SECONDS = re.compile(r"[0-9]{1,11}")


class SendGridSignature:
    """Checks one body, piece by piece: raw bytes, for the same JSON written anew has another signature.

    `tolerance` is how far the stamp may be from now.
    """

    def __init__(
        self,
        key: ec.EllipticCurvePublicKey,
        headers: Mapping[str, str],
        now: datetime,
        tolerance: timedelta = _TOLERANCE,
    ) -> None:
        stamp = headers.get(TIMESTAMP_HEADER, "")
        if not _EPOCH_SECONDS.fullmatch(stamp) or abs(int(stamp) - now.timestamp()) > tolerance.total_seconds():
            raise ForgedWebhookError("The event webhook's timestamp is missing or too far from now")
        self._key = key
        self._signature = headers.get(SIGNATURE_HEADER, "")
        self._digest = hashlib.sha256(stamp.encode())
        self.signed_at = datetime.fromtimestamp(int(stamp), UTC)

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes of the body."""
        self._digest.update(chunk)

    def verify(self) -> datetime:
        """Return when the whole body was signed; raise ForgedWebhookError."""
        try:
            signature = base64.b64decode(self._signature, validate=True)
            self._key.verify(signature, self._digest.digest(), ec.ECDSA(Prehashed(hashes.SHA256())))
        except (ValueError, InvalidSignature) as error:
            raise ForgedWebhookError("The event webhook's signature does not match") from error
        return self.signed_at


def load_key(public_key: str) -> ec.EllipticCurvePublicKey:
    """Return the key that SendGrid's settings page shows as base64 of DER; raise InvalidError."""
    try:
        key = load_der_public_key(base64.b64decode("".join(public_key.split()), validate=True))
    except (ValueError, UnsupportedAlgorithm) as error:
        raise InvalidError("SendGrid's webhook key is not base64 of a public key; copy it as shown there") from error
    if not (isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1)):
        raise InvalidError("SendGrid's webhook key is not a P-256 key; copy it as shown in SendGrid's settings")
    return key
