"""What settings must be together: what production refuses, and what each channel needs."""

from collections.abc import Iterator
from email.utils import parseaddr
from importlib.util import find_spec
from urllib.parse import urlsplit

from kindregards.settings.choices import EmailChannel, SmsChannel, WechatChannel
from kindregards.settings.fields import DEFAULT_COMPANY_NAME, Settings
from kindregards.settings.sources import variable_of

_BEGINNING_OF_PEM = "-----BEGIN "


def settings_problems(settings: Settings) -> tuple[str, ...]:
    """Return one sentence for each thing that must change before anything is started."""
    rules = (_email, _sender_address, _replies, _sms, _wechat, _polishing, _not_yet, _temporal_tls, _production)
    return tuple(problem for rule in rules for problem in rule(settings))


def _email(settings: Settings) -> Iterator[str]:
    match settings.email_channel:
        case EmailChannel.MAILBOX:
            return
        case EmailChannel.SMTP:
            yield from _needed(settings, "EMAIL_CHANNEL is smtp", "smtp_url", "email_from")
        case EmailChannel.SENDGRID:
            yield from _needed(settings, "EMAIL_CHANNEL is sendgrid", "sendgrid_api_key", "email_from")


def _sender_address(settings: Settings) -> Iterator[str]:
    address = parseaddr(settings.email_from)[1] if settings.email_from else None
    if address is not None and not all(address.partition("@")):
        yield f"{variable_of('email_from')} is no address: write jobs@example.com, or Example Jobs <jobs@example.com>."


def _replies(settings: Settings) -> Iterator[str]:
    if settings.reply_domain and not (settings.sendgrid_inbound_token or settings.sendgrid_inbound_public_key):
        token, key = variable_of("sendgrid_inbound_token"), variable_of("sendgrid_inbound_public_key")
        yield f"{token} or {key} is missing: without them no mail to {variable_of('reply_domain')} can be trusted."


def _sms(settings: Settings) -> Iterator[str]:
    if settings.sms_channel is SmsChannel.TWILIO:
        needed = ("twilio_account_sid", "twilio_auth_token", "twilio_from")
        yield from _needed(settings, "SMS_CHANNEL is twilio", *needed)


def _wechat(settings: Settings) -> Iterator[str]:
    if settings.wechat_channel is WechatChannel.WECHAT:
        needed = ("wechat_app_id", "wechat_app_secret", "wechat_template_id")
        yield from _needed(settings, "WECHAT_CHANNEL is wechat", *needed)
    if (settings.wechat_token is None) != (settings.wechat_aes_key is None):
        names = f"{variable_of('wechat_token')} and {variable_of('wechat_aes_key')}"
        yield f"{names} belong together: set both or none."


def _needed(settings: Settings, because: str, *fields: str) -> Iterator[str]:
    for field in fields:
        if getattr(settings, field) is None:
            yield f"{variable_of(field)} is missing: it is needed because {because}."


def _not_yet(settings: Settings) -> Iterator[str]:
    """Refuse what this version cannot do, rather than ignore it."""
    if settings.oidc_issuer:
        yield f"{variable_of('oidc_issuer')}: this version has no single sign-on yet; leave it empty."


def _polishing(settings: Settings) -> Iterator[str]:
    """Want a model's name with its address, and the package that speaks to it, which is an extra."""
    if settings.llm_base_url:
        yield from _needed(settings, "LLM_BASE_URL is set", "llm_model")
        if find_spec("openai") is None:
            yield f"{variable_of('llm_base_url')} needs one more package: pip install kindregards[polish]."


def _temporal_tls(settings: Settings) -> Iterator[str]:
    if (settings.temporal_tls_certificate is None) != (settings.temporal_tls_key is None):
        names = f"{variable_of('temporal_tls_certificate')} and {variable_of('temporal_tls_key')}"
        yield f"{names} belong together: set both or none."
    key = settings.temporal_tls_key.get_secret_value() if settings.temporal_tls_key else None
    texts = {
        "temporal_tls_ca": settings.temporal_tls_ca,
        "temporal_tls_certificate": settings.temporal_tls_certificate,
        "temporal_tls_key": key,
    }
    for field, text in texts.items():
        if text is not None and _BEGINNING_OF_PEM not in text:
            name = variable_of(field)
            yield f"{name} holds no PEM text (-----BEGIN …): where it is a file's path, write that into {name}_FILE."


def _production(settings: Settings) -> Iterator[str]:
    if not settings.in_production:
        return
    if settings.database_url.get_secret_value().startswith("sqlite"):
        yield f"{variable_of('database_url')} must name a PostgreSQL database in production."
    for field in ("public_base_url", "temporal_address"):
        if field not in settings.model_fields_set:
            yield f"{variable_of(field)} is missing: production needs it, see .env.example."
    if not _is_private_on_the_way(settings.public_base_url):
        yield f"{variable_of('public_base_url')} must begin with https:// in production: letters link to it."
    if settings.company_name == DEFAULT_COMPANY_NAME:
        yield f"{variable_of('company_name')} is missing: letters are signed with it."


def _is_private_on_the_way(address: str) -> bool:
    """Say whether nobody on the network reads along: https, or a trial on one machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or parts.hostname in {"localhost", "127.0.0.1", "::1"}
