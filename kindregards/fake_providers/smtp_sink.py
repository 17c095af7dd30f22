"""A stand-in for an SMTP server: takes mail and delivers none."""

import asyncio
import logging
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from kindregards import clock
from kindregards.fake_providers.faults import NO_FAULT, Mode, Provider
from kindregards.fake_providers.ledger import Handed
from kindregards.fake_providers.state import FakeState
from kindregards.fake_providers.wire import reset_connection

_OK = "250 OK"


class SmtpSink:
    """Hooks of aiosmtpd for one connection."""

    def __init__(self, state: FakeState) -> None:
        self._state = state
        self._fault = NO_FAULT

    async def handle_MAIL(  # noqa: N802 -- aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Refuse the sender when a fault says so."""
        del server, session
        fault = self._state.faults.choose(Provider.SMTP, address, stages={"mail"})
        if fault.mode is Mode.STATUS:
            return f"{fault.status} Refused on purpose"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return _OK

    async def handle_RCPT(  # noqa: N802 -- as above
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Choose what happens to this mail, and do it when it happens here."""
        del session, options
        fault = self._state.faults.choose(Provider.SMTP, address)
        self._fault = fault
        if fault.mode is Mode.RESET:
            _reset(server)
        if fault.mode is Mode.STATUS and fault.stage == "rcpt":
            self._record(envelope, address, accepted=False)
            return f"{fault.status} Refused on purpose"
        envelope.rcpt_tos.append(address)
        return _OK

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 -- as above
        """Take the mail, then answer as the fault says."""
        del session
        fault = self._fault
        self._record(envelope, envelope.rcpt_tos[0], accepted=fault.accepts)
        match fault.mode:
            case Mode.STATUS:
                return f"{fault.status} Refused on purpose"
            case Mode.GARBAGE:
                return "what?"
            case Mode.SLOW | Mode.DRIP:
                await self._state.pause(fault.seconds)
            case Mode.ACCEPT_THEN_SILENCE:
                await self._state.closing.wait()
            case Mode.ACCEPT_THEN_RESET | Mode.HALF_BODY:
                _reset(server)
        return _OK

    def log_in(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, credentials: LoginPassword
    ) -> AuthResult:
        """Check name and password."""
        del server, session, envelope, mechanism
        keys = self._state.credentials
        expected = LoginPassword(keys.smtp_username.encode(), keys.smtp_password.encode())
        return AuthResult(success=credentials == expected, handled=False)

    def _record(self, envelope: Envelope, address: str, *, accepted: bool) -> None:
        content = envelope.original_content or b""
        mail = message_from_bytes(content, policy=default)
        message_id = str(mail["Message-ID"] or "").strip() or None
        self._state.ledger.record(
            Handed(
                provider=Provider.SMTP,
                accepted=accepted,
                at=clock.now(),
                attempt_id=message_id.strip("<>").partition("@")[0] if message_id else None,
                address=address,
                subject=str(mail["Subject"]) if mail["Subject"] else None,
                text=_text_of(mail),
                provider_message_id=message_id if accepted else None,
                headers={name.lower(): str(value) for name, value in mail.items()},
                body=content,
            )
        )


async def listen_smtp(state: FakeState, port: int) -> asyncio.Server:
    """Listen on loopback; port 0 takes a free one."""
    # It complains about its own use of a deprecated attribute with every login.
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    loop = asyncio.get_running_loop()

    def serve() -> SMTP:
        sink = SmtpSink(state)
        return SMTP(
            sink, loop=loop, hostname="localhost", authenticator=sink.log_in, auth_require_tls=False, timeout=120
        )

    return await loop.create_server(serve, "127.0.0.1", port)


def _reset(server: SMTP) -> None:
    if isinstance(server.transport, asyncio.Transport):
        reset_connection(server.transport)


def _text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    return str(part.get_content()) if part else ""
