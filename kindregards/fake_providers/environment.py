"""The settings by which a system uses the stand-ins instead of real providers."""

from kindregards.fake_providers.credentials import Credentials

_FROM = "Kind Regards <jobs@example.com>"


def sendgrid_environment(keys: Credentials, url: str) -> dict[str, str]:
    """Return what sends e-mail to the stand-in for SendGrid."""
    return {
        "KINDREGARDS_EMAIL_CHANNEL": "sendgrid",
        "KINDREGARDS_EMAIL_FROM": _FROM,
        "KINDREGARDS_SENDGRID_API_KEY": keys.sendgrid_api_key,
        "KINDREGARDS_SENDGRID_BASE_URL": url,
        "KINDREGARDS_SENDGRID_WEBHOOK_PUBLIC_KEY": keys.sendgrid_public_key,
        "KINDREGARDS_REPLY_DOMAIN": "replies.example.com",
        "KINDREGARDS_SENDGRID_INBOUND_PUBLIC_KEY": keys.sendgrid_public_key,
    }


def twilio_environment(keys: Credentials, url: str) -> dict[str, str]:
    """Return what sends text messages to the stand-in for Twilio."""
    return {
        "KINDREGARDS_SMS_CHANNEL": "twilio",
        "KINDREGARDS_TWILIO_ACCOUNT_SID": keys.twilio_account_sid,
        "KINDREGARDS_TWILIO_AUTH_TOKEN": keys.twilio_auth_token,
        "KINDREGARDS_TWILIO_FROM": "+15005550006",
        "KINDREGARDS_TWILIO_BASE_URL": url,
    }


def wechat_environment(keys: Credentials, url: str) -> dict[str, str]:
    """Return what announces letters through the stand-in for a WeChat service account."""
    return {
        "KINDREGARDS_WECHAT_CHANNEL": "wechat",
        "KINDREGARDS_WECHAT_APP_ID": keys.wechat_app_id,
        "KINDREGARDS_WECHAT_APP_SECRET": keys.wechat_app_secret,
        "KINDREGARDS_WECHAT_TEMPLATE_ID": keys.wechat_template_id,
        "KINDREGARDS_WECHAT_TOKEN": keys.wechat_token,
        "KINDREGARDS_WECHAT_AES_KEY": keys.wechat_aes_key,
        "KINDREGARDS_WECHAT_BASE_URL": url,
    }
