"""`kindregards fake-providers`."""

import json
import signal
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kindregards.fake_providers import FakeProviders

EPILOG = (
    "Examples: kindregards fake-providers · kindregards fake-providers --report-to http://127.0.0.1:8080 · "
    "curl -X PUT localhost:9100/_control/mode -H 'content-type: application/json' "
    '-d \'{"mode": "status", "status": 429, "retry_after": 5, "times": 3}\''
)


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="fake-providers", epilog=EPILOG)(fake_providers)


def fake_providers(
    port: Annotated[int, typer.Option(help="Of SendGrid, Twilio, WeChat, page and control API; 0: a free one.")] = 9100,
    smtp_port: Annotated[int, typer.Option(help="Of the SMTP server; 0: a free one.")] = 9125,
    report_to: Annotated[
        str | None, typer.Option(metavar="URL", help="Report each accepted message as delivered to this system.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print addresses and settings as one JSON line.")] = False,
) -> None:
    """Play SendGrid, Twilio, WeChat and an SMTP server on this machine: real client libraries, no account, no post.

    Prints the settings to paste, shows on a page what came in, and misbehaves on demand: slow, 429, 5xx, resets,
    silence, half a body; callbacks repeated, in disorder or forged. docs/fake-providers.md describes the control API.
    """
    from kindregards.fake_providers import FakeProviders
    from kindregards.fake_providers.auto_reports import ReportPlan
    from kindregards.fake_providers.credentials import lasting_credentials

    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    try:
        fake = FakeProviders(port=port, smtp_port=smtp_port, credentials=lasting_credentials())
        fake.start()
    except (OSError, RuntimeError):
        typer.echo(
            f"Port {port} or {smtp_port} is taken: end what listens there, or choose others by --port and --smtp-port.",
            err=True,
        )
        raise typer.Exit(1) from None
    if report_to is not None:
        fake.report_by_itself(ReportPlan(webhook_base_url=report_to))
    _introduce(fake, as_json=as_json)
    stop.wait()
    fake.stop()


def _introduce(fake: "FakeProviders", *, as_json: bool) -> None:
    settings = _settings(fake)
    if as_json:
        typer.echo(json.dumps({"url": fake.url, "smtp_url": fake.smtp_url, "settings": settings}))
        return
    typer.echo(f"What comes in      {fake.url}/  (JSON: {fake.url}/_control/requests)")
    typer.echo(f"SMTP instead       KINDREGARDS_EMAIL_CHANNEL=smtp KINDREGARDS_SMTP_URL={fake.smtp_url}")
    typer.echo("\nPaste into .env, or export, before kindregards up:\n")
    for name, value in settings.items():
        typer.echo(f'{name}="{value}"' if " " in value else f"{name}={value}")
    typer.echo("\nCtrl-C stops it.")


def _settings(fake: "FakeProviders") -> Mapping[str, str]:
    from kindregards.fake_providers.environment import sendgrid_environment, twilio_environment, wechat_environment

    keys, url = fake.credentials, fake.url
    trials = {"KINDREGARDS_TEST_PROVIDERS_URL": url}
    return sendgrid_environment(keys, url) | twilio_environment(keys, url) | wechat_environment(keys, url) | trials
