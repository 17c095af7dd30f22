"""Whether the mail server lets us in; asked live, and nothing is sent."""

import aiosmtplib

from kindregards.channels.smtp_server import SmtpServer, open_client, parse_smtp_url
from kindregards.channels.timeouts import DEFAULT_TIMEOUTS
from kindregards.doctor.finding import Finding, fine, wrong
from kindregards.settings import Settings

SUBJECT = "mail server"


async def check_smtp(settings: Settings) -> Finding:
    """Connect, encrypt and log in as a letter would, and leave."""
    server = parse_smtp_url(settings.smtp_url.get_secret_value() if settings.smtp_url else "")
    client = open_client(server, DEFAULT_TIMEOUTS)
    try:
        await client.connect(timeout=DEFAULT_TIMEOUTS.connect_seconds)
        await client.quit(timeout=DEFAULT_TIMEOUTS.connect_seconds)
    except (aiosmtplib.SMTPException, OSError) as error:
        return wrong(SUBJECT, f"{_where(server)} {_said(error)}: correct KINDREGARDS_SMTP_URL, or start the server.")
    finally:
        client.close()
    return fine(SUBJECT, f"{_where(server)} lets us in.")


def _where(server: SmtpServer) -> str:
    return f"{server.host}:{server.port}"


def _said(error: Exception) -> str:
    match error:
        case aiosmtplib.SMTPAuthenticationError():
            return "refuses the user name or password"
        case aiosmtplib.SMTPConnectError() | aiosmtplib.SMTPTimeoutError() | OSError():
            return "does not answer"
        case aiosmtplib.SMTPResponseException():
            return f"answers {error.code}"
        case _:
            return "offers no encryption or no login, and a password is never sent in the clear"
