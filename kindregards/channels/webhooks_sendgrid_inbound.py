"""SendGrid's inbound parse: mail that candidates send to their letter's reply address."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta

from kindregards.channels.inbound_mail import InboundMail, mail_of_fields
from kindregards.channels.multipart_form import MultipartForm
from kindregards.channels.sendgrid_signature import SendGridSignature, load_key
from kindregards.domain.automatic_mail import automatic_kind
from kindregards.domain.opt_out import mail_asks_to_stop
from kindregards.domain.ports.channels import ForgedWebhookError
from kindregards.domain.provider_events import EventKind, EventReason, ProviderEvent, Severity
from kindregards.domain.quoted_history import without_history
from kindregards.domain.replies import Answer, Automatic, reply_tokens

PROVIDER = "sendgrid"
# Inbound mail is retried for 72 hours and may keep the first stamp.
_TOLERANCE = timedelta(hours=73)
_LONGEST_ANSWER = 20_000
_LONGEST_RAW = 400_000


class SendGridInbound:
    """Trusts whoever knows the token of the address, or signs with the key; both where both are set.

    Either proves SendGrid, never the sender: only the unguessable reply address binds a mail to a letter.
    """

    def __init__(self, *, token: str | None, public_key: str | None) -> None:
        self._token = token
        self._key = load_key(public_key) if public_key else None

    async def read(
        self, *, token: str | None, headers: Mapping[str, str], chunks: AsyncIterator[bytes], now: datetime
    ) -> tuple[ProviderEvent, ...]:
        """Return one event for each of our reply addresses that the mail went to; its Date is anybody's word."""
        self._refuse_stranger(token)
        signature = SendGridSignature(self._key, headers, now, _TOLERANCE) if self._key else None
        form = MultipartForm(headers.get("content-type", ""))
        async for chunk in chunks:
            if signature is not None:
                signature.feed(chunk)
            form.feed(chunk)
        if signature is not None:
            signature.verify()
        form.finish()
        mail = mail_of_fields(form.fields, form.files)
        return tuple(_event(mail, each, now) for each in reply_tokens(mail.recipients))

    def _refuse_stranger(self, token: str | None) -> None:
        """Look at the address before a byte of the body is read."""
        if self._token is None and self._key is None:
            raise ForgedWebhookError("Neither token nor key is configured for inbound mail, so none can be trusted")
        if self._token is None:
            return
        if not hmac.compare_digest((token or "").encode(errors="surrogatepass"), self._token.encode()):
            raise ForgedWebhookError("The address does not hold the token that is configured for inbound mail")


def _event(mail: InboundMail, token: str, now: datetime) -> ProviderEvent:
    own = without_history(mail.words)
    automatic = automatic_kind(
        mail.headers, subject=mail.subject, sender=mail.sender, text=own, has_calendar=mail.has_calendar
    )
    stops = automatic is None and mail_asks_to_stop(own, mail.subject)
    return ProviderEvent(
        provider=PROVIDER,
        event_key=_event_key(mail, token),
        kind=EventKind.UNSUBSCRIBED if stops else EventKind.REPLIED,
        occurred_at=now,
        # No address: it is anybody's word, and must not silence somebody else.
        severity=Severity.POLICY if stops else Severity.NONE,
        reason=EventReason.UNSUBSCRIBED if stops else None,
        machine=True if automatic else None,
        raw=_raw(mail),
        answer=_answer(mail, own, automatic, token),
    )


def _answer(mail: InboundMail, own: str, automatic: Automatic | None, token: str) -> Answer:
    return Answer(
        text=own[:_LONGEST_ANSWER],
        subject=mail.subject or None,
        sender=mail.sender or None,
        attachments=mail.attachments,
        automatic=automatic,
        token=token,
    )


def _event_key(mail: InboundMail, token: str) -> str:
    """Return the same key for the same mail however often it comes; without a Message-ID its words are its name."""
    named = mail.headers.get("message-id", "").strip()
    said = json.dumps([token, named] if named else [token, mail.sender, mail.subject, mail.words])
    return f"inbound:{hashlib.sha256(said.encode()).hexdigest()}"


def _raw(mail: InboundMail) -> str:
    kept = {
        "headers": dict(mail.headers),
        "from": mail.sender,
        "subject": mail.subject,
        "text": mail.text[:_LONGEST_RAW],
        "html": mail.html[:_LONGEST_RAW],
        "attachments": mail.attachments,
    }
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)
