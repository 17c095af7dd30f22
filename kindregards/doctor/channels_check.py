"""Whether what the channels were given can be used, as far as that shows without asking a provider."""

from collections.abc import Callable, Iterator

import httpx

from kindregards.channels.sendgrid_signature import load_key
from kindregards.channels.smtp_server import parse_smtp_url
from kindregards.doctor.finding import Finding, notice, wrong
from kindregards.domain.errors import InvalidError
from kindregards.settings import Settings
from kindregards.settings.sources import variable_of

SUBJECT = "settings"


def check_channels(settings: Settings) -> Iterator[Finding]:
    """Read what processes read when they start, and knock at the stand-in for test letters."""
    smtp_url = settings.smtp_url.get_secret_value() if settings.smtp_url else None
    yield from _readable("smtp_url", smtp_url, parse_smtp_url)
    yield from _readable("sendgrid_webhook_public_key", settings.sendgrid_webhook_public_key, load_key)
    yield from _readable("sendgrid_inbound_public_key", settings.sendgrid_inbound_public_key, load_key)
    yield from _stand_in(settings.test_providers_url)


def _readable(field: str, value: str | None, read: Callable[[str], object]) -> Iterator[Finding]:
    if not value:
        return
    try:
        read(value)
    except InvalidError as error:
        yield wrong(SUBJECT, f"{variable_of(field)} cannot be used, and nothing starts with it: {error}.")


def _stand_in(url: str | None) -> Iterator[Finding]:
    if url is None:
        return
    try:
        httpx.get(url, timeout=2)
    except httpx.HTTPError:
        yield notice(
            SUBJECT,
            f"Nobody answers at {url} ({variable_of('test_providers_url')}): letters of test keys cannot leave. Start "
            "kindregards fake-providers, or leave the setting empty.",
        )
