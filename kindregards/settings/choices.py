"""Settings that choose one of a few words."""

from enum import StrEnum


class Environment(StrEnum):
    """Where this runs; production refuses defaults that only suit a trial."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class LogFormat(StrEnum):
    """How log lines look; `auto` is `console` on a terminal and `json` elsewhere."""

    AUTO = "auto"
    CONSOLE = "console"
    JSON = "json"


class LogLevel(StrEnum):
    """The least serious log line to write."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class EmailChannel(StrEnum):
    """What carries e-mail; `mailbox` keeps letters to be read in the console."""

    MAILBOX = "mailbox"
    SMTP = "smtp"
    SENDGRID = "sendgrid"


class SmsChannel(StrEnum):
    """What carries text messages."""

    MAILBOX = "mailbox"
    TWILIO = "twilio"


class WechatChannel(StrEnum):
    """What carries WeChat messages."""

    OFF = "off"
    MAILBOX = "mailbox"
    WECHAT = "wechat"


class WechatMessage(StrEnum):
    """How WeChat announces a letter: to followers, or once for each subscription a person gave."""

    TEMPLATE = "template"
    SUBSCRIPTION = "subscription"
