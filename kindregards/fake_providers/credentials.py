"""Keys of the stand-ins, and the signatures they put on callbacks."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def _new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


# Known to everybody who reads this: reports signed with it prove nothing, so production refuses its public half.
_KNOWN_KEY = int.from_bytes(hashlib.sha256(b"Kind Regards fake providers").digest())


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What a client must present; all of it is public knowledge, for nothing here guards anything."""

    sendgrid_api_key: str = "SG.fake-providers"
    twilio_account_sid: str = "AC" + "0" * 32
    twilio_auth_token: str = "fake-twilio-token"  # noqa: S105 -- guards nothing
    smtp_username: str = "fake"
    smtp_password: str = "fake-smtp-password"  # noqa: S105 -- guards nothing
    wechat_app_id: str = "wx00000000fakeacct"
    wechat_app_secret: str = "fake-wechat-secret"  # noqa: S105 -- guards nothing
    wechat_template_id: str = "fake-template-of-results-00000000000000000"
    wechat_token: str = "fakeWechatToken"  # noqa: S105 -- guards nothing
    wechat_aes_key: str = "fakeWechatEncodingAesKey0000000000000000000"
    webhook_key: ec.EllipticCurvePrivateKey = field(default_factory=_new_key, repr=False)

    @property
    def sendgrid_public_key(self) -> str:
        """Return the webhook key as SendGrid's settings page shows it: base64 of DER."""
        der = self.webhook_key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return base64.b64encode(der).decode()

    def sign_events(self, timestamp: str, body: bytes) -> str:
        """Sign an event delivery as SendGrid does."""
        signature = self.webhook_key.sign(timestamp.encode() + body, ec.ECDSA(hashes.SHA256()))
        return base64.b64encode(signature).decode()

    def sign_form(self, url: str, form: Mapping[str, str]) -> str:
        """Sign a form as Twilio does."""
        text = url + "".join(f"{name}{form[name]}" for name in sorted(form))
        return base64.b64encode(hmac.digest(self.twilio_auth_token.encode(), text.encode(), "sha1")).decode()


def lasting_credentials() -> Credentials:
    """Return the same keys at every start, so that settings once pasted stay right."""
    return Credentials(webhook_key=ec.derive_private_key(_KNOWN_KEY, ec.SECP256R1()))
