"""Whether the settings are known, complete and kept safely."""

import difflib
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from kindregards.doctor.finding import Finding, fine, notice, wrong
from kindregards.fake_providers.credentials import lasting_credentials
from kindregards.settings import EmailChannel, Settings, SmsChannel, WechatChannel
from kindregards.settings.secret_files import secrets_folder
from kindregards.settings.sources import PREFIX, variable_of
from kindregards.supervision.gate import GATE_VARIABLE
from kindregards.supervision.program import READY_FILE_VARIABLE

SUBJECT = "settings"
_LENGTH_OF_SID = 34


def check_settings(settings: Settings, variables: Mapping[str, str]) -> Iterator[Finding]:
    """Look at settings that could be loaded, and at variables that none of them reads."""
    yield fine(SUBJECT, f"The settings fit together ({settings.environment}).")
    yield from _unknown_variables(variables)
    yield from _production_channels(settings)
    yield from _webhook_keys(settings)
    yield from _keys_of_providers(settings)
    yield from _idle_credentials(settings)
    yield from _open_countries(settings)
    yield from _path_of_address(settings)
    yield from _stand_ins(settings)
    yield from _secret_files(settings.data_dir)


def _unknown_variables(variables: Mapping[str, str]) -> Iterator[Finding]:
    known = {variable_of(field) for field in Settings.model_fields} | {READY_FILE_VARIABLE, GATE_VARIABLE}
    for name in sorted(variables):
        if name.startswith(PREFIX) and name not in known and name.removesuffix("_FILE") not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f" Is {near[0]} meant?" if near else ""
            yield wrong(SUBJECT, f"{name} is no setting: it changes nothing.{hint}")


def _production_channels(settings: Settings) -> Iterator[Finding]:
    if not settings.in_production:
        return
    kept = [
        name
        for name, is_mailbox in (
            ("e-mail", settings.email_channel is EmailChannel.MAILBOX),
            ("text messages", settings.sms_channel is SmsChannel.MAILBOX),
        )
        if is_mailbox
    ]
    if kept:
        yield notice(SUBJECT, f"{' and '.join(kept)} stay in the mailbox: no candidate receives them.")


def _webhook_keys(settings: Settings) -> Iterator[Finding]:
    if settings.email_channel is EmailChannel.SENDGRID and not settings.sendgrid_webhook_public_key:
        yield notice(
            SUBJECT,
            f"{variable_of('sendgrid_webhook_public_key')} is missing: SendGrid's reports are refused, "
            "so nobody learns whether a letter was delivered.",
        )
    if settings.wechat_channel is WechatChannel.WECHAT and not settings.wechat_token:
        yield notice(
            SUBJECT,
            f"{variable_of('wechat_token')} and {variable_of('wechat_aes_key')} are missing: WeChat's reports are "
            "refused, so nobody learns whether a letter was announced, who left the account, or what people allow.",
        )


def _keys_of_providers(settings: Settings) -> Iterator[Finding]:
    key = settings.sendgrid_api_key.get_secret_value() if settings.sendgrid_api_key else ""
    if key and not key.startswith("SG."):
        variable = variable_of("sendgrid_api_key")
        yield wrong(SUBJECT, f"{variable} does not begin with SG.: SendGrid's keys do. Copy the whole key.")
    sid = settings.twilio_account_sid
    if sid and not (sid.startswith("AC") and len(sid) == _LENGTH_OF_SID):
        variable = variable_of("twilio_account_sid")
        yield wrong(SUBJECT, f"{variable} is no account: Twilio's begin with AC and have 34 characters.")


def _idle_credentials(settings: Settings) -> Iterator[Finding]:
    """Find providers whose keys are set while their channel is another."""
    idle = (
        ("email_channel", EmailChannel.SENDGRID, "sendgrid_api_key"),
        ("email_channel", EmailChannel.SMTP, "smtp_url"),
        ("sms_channel", SmsChannel.TWILIO, "twilio_account_sid"),
        ("wechat_channel", WechatChannel.WECHAT, "wechat_app_id"),
    )
    for channel, wanted, key in idle:
        chosen = getattr(settings, channel)
        if getattr(settings, key) and chosen is not wanted:
            yield notice(
                SUBJECT,
                f"{variable_of(key)} is set, but {variable_of(channel)} is {chosen}: set it to {wanted} to use it.",
            )


def _path_of_address(settings: Settings) -> Iterator[Finding]:
    path = urlsplit(settings.public_base_url).path.strip("/")
    if path:
        yield notice(
            SUBJECT,
            f"{variable_of('public_base_url')} ends in /{path}: pages are served at the root, so a proxy in front "
            "must take that away.",
        )


def _open_countries(settings: Settings) -> Iterator[Finding]:
    if settings.sms_channel is SmsChannel.TWILIO and not settings.sms_countries:
        yield notice(
            SUBJECT,
            f"{variable_of('sms_countries')} is empty: text messages may go to every country, at any price.",
        )


def _stand_ins(settings: Settings) -> Iterator[Finding]:
    """Find providers that are played on this machine, which reach nobody."""
    if not settings.in_production:
        return
    for field in ("sendgrid_base_url", "twilio_base_url", "wechat_base_url"):
        if urlsplit(getattr(settings, field)).hostname in {"localhost", "127.0.0.1", "::1"}:
            yield wrong(SUBJECT, f"{variable_of(field)} names this machine: letters would reach nobody.")
    known = lasting_credentials().sendgrid_public_key
    for field in ("sendgrid_webhook_public_key", "sendgrid_inbound_public_key"):
        if getattr(settings, field) != known:
            continue
        name = variable_of(field)
        yield wrong(SUBJECT, f"{name} is the stand-in's, whose private half everybody knows: take SendGrid's own.")


def _secret_files(data_dir: Path) -> Iterator[Finding]:
    for path in sorted(secrets_folder(data_dir).glob("*")):
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield wrong("secrets", f"{path} can be read by others: chmod 600 {path}")
