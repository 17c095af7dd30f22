"""Whether the port that we would serve on is ours to take."""

from collections.abc import Iterator

from kindregards.doctor.finding import Finding, wrong
from kindregards.settings import Settings
from kindregards.supervision.ports import is_free


def check_port(settings: Settings, *, is_running: bool) -> Iterator[Finding]:
    """Look at the port unless our own web process has it."""
    if is_running or is_free(settings.port, settings.host):
        return
    yield wrong(
        "port",
        f"Port {settings.port} of {settings.host} is in use by another program: choose another by --port or "
        "KINDREGARDS_PORT.",
    )
