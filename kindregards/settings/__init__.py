"""Settings of every process: what exists, where values come from, and what must fit together."""

from kindregards.settings.choices import (
    EmailChannel,
    Environment,
    LogFormat,
    LogLevel,
    SmsChannel,
    WechatChannel,
    WechatMessage,
)
from kindregards.settings.errors import SettingsError
from kindregards.settings.fields import Settings
from kindregards.settings.loading import load_settings

__all__ = [
    "EmailChannel",
    "Environment",
    "LogFormat",
    "LogLevel",
    "Settings",
    "SettingsError",
    "SmsChannel",
    "WechatChannel",
    "WechatMessage",
    "load_settings",
]
