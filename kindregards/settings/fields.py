"""Every setting: its name, type and default. The variable is KINDREGARDS_X; KINDREGARDS_X_FILE names a file of it."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final

from dotenv import dotenv_values
from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, DotEnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from kindregards.domain.notices import NoticeField
from kindregards.settings import formats as form
from kindregards.settings.choices import (
    EmailChannel,
    Environment,
    LogFormat,
    LogLevel,
    SmsChannel,
    WechatChannel,
    WechatMessage,
)
from kindregards.settings.sources import PREFIX, GeneratedSecrets, VariablesFromFiles

WebAddress = Annotated[str, AfterValidator(form.web_address)]
SocketAddress = Annotated[str, AfterValidator(form.socket_address)]
OneLine = Annotated[str, AfterValidator(form.one_line)]
CallsPerMinute = Annotated[int, Field(ge=1, le=60_000)]
Port = Annotated[int, Field(ge=0, le=65535)]

DEFAULT_COMPANY_NAME: Final = "Example Company"


def _database_beside(values: Mapping[str, object]) -> SecretStr:
    return SecretStr(f"sqlite:///{values.get('data_dir')}/kindregards.db")


def _own_address(values: Mapping[str, object]) -> str:
    return f"http://{form.reachable_host(str(values.get('host')))}:{values.get('port')}"


def _in_development(values: Mapping[str, object]) -> bool:
    return values.get("environment") is Environment.DEVELOPMENT


class Settings(BaseSettings):
    """All settings. Build one by `load_settings`, which also checks that they fit together."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="ignore", hide_input_in_errors=True
    )

    environment: Environment = Environment.DEVELOPMENT
    data_dir: Annotated[Path, AfterValidator(form.absolute_path)] = Field(Path("data"), validate_default=True)
    host: str = "127.0.0.1"
    port: Port = 8080
    public_base_url: WebAddress = Field(default_factory=_own_address)
    trusted_proxies: Annotated[str, AfterValidator(form.checked(form.networks))] = ""
    log_level: LogLevel = LogLevel.INFO
    log_format: LogFormat = LogFormat.AUTO
    metrics_token: SecretStr | None = None
    worker_metrics_address: SocketAddress | None = None

    database_url: Annotated[SecretStr, AfterValidator(form.database_address)] = Field(default_factory=_database_beside)

    temporal_address: SocketAddress = "127.0.0.1:7233"
    temporal_namespace: str = "default"
    temporal_api_key: SecretStr | None = None
    temporal_tls: bool = False
    temporal_tls_server_name: str | None = None
    temporal_tls_ca: str | None = None
    temporal_tls_certificate: str | None = None
    temporal_tls_key: SecretStr | None = None
    temporal_task_queue: str = "kindregards"
    temporal_port: Port = 0
    temporal_ui_port: Port = 0

    secret_key: Annotated[SecretStr, AfterValidator(form.unguessable)]
    encryption_keys: Annotated[SecretStr, AfterValidator(form.checked_master_keys)]
    bootstrap_admin: Annotated[SecretStr, AfterValidator(form.first_sign_in)] | None = None
    bootstrap_api_key: Annotated[SecretStr, AfterValidator(form.api_key)] | None = None

    policy_report_required: bool = False
    policy_second_person: bool = False
    policy_other_reviewer: bool = False
    policy_facts: str = ""
    interview_sources: Annotated[Path, AfterValidator(form.folder)] | None = None
    demo_page: bool = Field(default_factory=_in_development)

    company_name: OneLine = DEFAULT_COMPANY_NAME
    sender_name: OneLine = "The hiring team"
    company_timezone: Annotated[str, AfterValidator(form.timezone_name)] = "UTC"

    email_channel: EmailChannel = EmailChannel.MAILBOX
    email_per_minute: CallsPerMinute | None = None
    email_from: OneLine | None = None
    smtp_url: SecretStr | None = None
    sendgrid_api_key: SecretStr | None = None
    sendgrid_base_url: WebAddress = "https://api.sendgrid.com"
    sendgrid_webhook_public_key: str | None = None
    sendgrid_email_activity: bool = False
    sendgrid_open_tracking: bool = False
    reply_domain: Annotated[str, AfterValidator(form.mail_domain)] | None = None
    sendgrid_inbound_token: Annotated[SecretStr, AfterValidator(form.unguessable)] | None = None
    sendgrid_inbound_public_key: str | None = None

    sms_channel: SmsChannel = SmsChannel.MAILBOX
    sms_per_minute: CallsPerMinute | None = None
    twilio_account_sid: str | None = None
    twilio_auth_token: SecretStr | None = None
    twilio_from: Annotated[str, AfterValidator(form.text_sender)] | None = None
    twilio_senders: Annotated[str, AfterValidator(form.checked(form.senders_by_country))] | None = None
    twilio_base_url: WebAddress = "https://api.twilio.com"
    sms_countries: Annotated[str, AfterValidator(form.checked(form.countries))] | None = None
    sms_most_segments: Annotated[int, Field(ge=1, le=10)] = 4

    wechat_channel: WechatChannel = WechatChannel.OFF
    wechat_per_minute: CallsPerMinute | None = None
    wechat_app_id: str | None = None
    wechat_app_secret: SecretStr | None = None
    wechat_message: WechatMessage = WechatMessage.TEMPLATE
    wechat_template_id: str | None = None
    wechat_template_fields: Annotated[str, AfterValidator(form.checked(form.template_fields))] = (
        "thing1=headline,thing2=company"
    )
    wechat_base_url: WebAddress = "https://api.weixin.qq.com"
    wechat_token: SecretStr | None = None
    wechat_aes_key: Annotated[SecretStr, AfterValidator(form.encoding_aes_key)] | None = None

    test_providers_url: Annotated[str, AfterValidator(form.loopback_address)] | None = None

    oidc_issuer: WebAddress | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: SecretStr | None = None

    llm_base_url: WebAddress | None = None
    llm_api_key: SecretStr | None = None
    llm_model: str | None = None
    llm_daily_letters: Annotated[int, Field(ge=0, le=100_000)] = 200

    @property
    def in_production(self) -> bool:
        """Say whether trial defaults are refused."""
        return self.environment is Environment.PRODUCTION

    @property
    def master_keys(self) -> tuple[str, ...]:
        """Return the base64 keys that wrap people's keys; the first one encrypts, all decrypt."""
        return form.master_keys(self.encryption_keys)

    @property
    def policy_fact_names(self) -> frozenset[str]:
        """Return facts that rules may use before an interview has sent any."""
        return frozenset(name.strip() for name in self.policy_facts.split(",") if name.strip())

    @property
    def sms_country_list(self) -> frozenset[str]:
        """Return the countries that text messages may go to; empty means everywhere."""
        return form.countries(self.sms_countries) if self.sms_countries else frozenset()

    @property
    def twilio_senders_by_country(self) -> Mapping[str, str]:
        """Return who sends to which country, where that is not `twilio_from`."""
        return form.senders_by_country(self.twilio_senders) if self.twilio_senders else {}

    @property
    def wechat_template_keywords(self) -> Mapping[str, NoticeField]:
        """Return what each keyword of the message template holds."""
        return form.template_fields(self.wechat_template_fields)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order the sources: arguments, environment, env file, secrets made in development.

        Environment and env file may each name a file by X_FILE instead of saying X.
        """
        del file_secret_settings  # X_FILE says the same, one variable at a time
        env_file = dotenv_settings.env_file if isinstance(dotenv_settings, DotEnvSettingsSource) else None
        return (
            init_settings,
            env_settings,
            VariablesFromFiles(settings_cls, os.environ),
            dotenv_settings,
            VariablesFromFiles(settings_cls, dotenv_values(str(env_file)) if env_file else {}),
            GeneratedSecrets(settings_cls),
        )
