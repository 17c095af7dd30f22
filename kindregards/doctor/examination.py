"""All checks in order, on the system that the settings, or a running `kindregards up`, point at."""

import asyncio
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from kindregards.doctor.address_check import check_address
from kindregards.doctor.channels_check import check_channels
from kindregards.doctor.database_check import check_database
from kindregards.doctor.finding import Finding, Verdict, fine, wrong
from kindregards.doctor.keys_check import check_keys
from kindregards.doctor.port_check import check_port
from kindregards.doctor.settings_check import check_settings
from kindregards.doctor.smtp_check import check_smtp
from kindregards.doctor.temporal_check import check_temporal
from kindregards.doctor.wechat_check import check_wechat
from kindregards.settings import EmailChannel, Settings, WechatChannel
from kindregards.supervision.errors import StartError
from kindregards.supervision.temporal_server import find_temporal


def examine(settings: Settings, *, ask_providers: bool = False) -> Iterator[Finding]:
    """Look at everything, one finding after the other; providers are asked only when told so."""
    yield from check_settings(settings, os.environ)
    channels = list(check_channels(settings))
    yield from channels
    database = list(check_database(settings.database_url.get_secret_value()))
    yield from database
    if not _any_wrong(database):
        yield from check_keys(settings)
    if "temporal_address" not in settings.model_fields_set:
        yield _temporal_program()
    settings = _as_running(settings)
    yield from asyncio.run(check_temporal(settings))
    address = check_address(settings.public_base_url)
    yield address
    yield from check_port(settings, is_running=address.verdict is Verdict.FINE)
    if ask_providers and settings.email_channel is EmailChannel.SMTP and not _any_wrong(channels):
        yield asyncio.run(check_smtp(settings))
    if ask_providers and settings.wechat_channel is WechatChannel.WECHAT:
        yield from asyncio.run(check_wechat(settings))


def _any_wrong(findings: Iterable[Finding]) -> bool:
    return any(finding.verdict is Verdict.WRONG for finding in findings)


def _temporal_program() -> Finding:
    try:
        return fine("temporal", f"The embedded server's program is {find_temporal()}.")
    except StartError as error:
        return wrong("temporal", str(error))


def _as_running(settings: Settings) -> Settings:
    """Return the settings with the addresses of the `kindregards up` that runs on this data directory, if any."""
    running = _run_file(settings.data_dir / "run.json")
    found = {
        "temporal_address": running.get("temporal", {}).get("address"),
        "public_base_url": running.get("web", {}).get("url"),
    }
    unset = {name: value for name, value in found.items() if value and name not in settings.model_fields_set}
    return settings.model_copy(update=unset)


def _run_file(path: Path) -> dict[str, dict[str, str]]:
    try:
        found: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return found
