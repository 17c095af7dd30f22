"""Twilio's Message resources, as the stand-in keeps them."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime

Resource = dict[str, object]


class TwilioMessages:
    """Messages by SID, shaped like the official description says."""

    def __init__(self, account_sid: str) -> None:
        self._account_sid = account_sid
        self._by_sid: dict[str, Resource] = {}

    def clear(self) -> None:
        """Forget every message."""
        self._by_sid.clear()

    def create(self, form: Mapping[str, str], now: datetime) -> Resource:
        """Keep a new message and return it."""
        sid = f"SM{secrets.token_hex(16)}"
        path = f"/2010-04-01/Accounts/{self._account_sid}/Messages/{sid}"
        when = format_datetime(now)
        self._by_sid[sid] = {
            "account_sid": self._account_sid,
            "api_version": "2010-04-01",
            "body": form.get("Body"),
            "date_created": when,
            "date_sent": when,
            "date_updated": when,
            "direction": "outbound-api",
            "error_code": None,
            "error_message": None,
            "from": form.get("From"),
            "messaging_service_sid": form.get("MessagingServiceSid"),
            "num_media": "0",
            "num_segments": "1",
            "price": None,
            "price_unit": None,
            "sid": sid,
            "status": "queued",
            "subresource_uris": {"media": f"{path}/Media.json"},
            "to": form.get("To"),
            "uri": f"{path}.json",
        }
        return self._by_sid[sid]

    def fetch(self, sid: str) -> Resource | None:
        """Return one message."""
        return self._by_sid.get(sid)

    def report(self, sid: str, status: str, error_code: int | None) -> None:
        """Let a message reach a new status."""
        if sid in self._by_sid:
            self._by_sid[sid] |= {"status": status, "error_code": error_code}

    def find(self, query: Mapping[str, str]) -> list[Resource]:
        """Return the messages asked for by To, From, DateSent, `DateSent>` and `DateSent<`, newest first."""
        return [message for message in reversed(self._by_sid.values()) if _fits(message, query)]


def _fits(message: Resource, query: Mapping[str, str]) -> bool:
    sent = parsedate_to_datetime(str(message["date_sent"])).date().isoformat()
    wanted = {name: value[:10] if name.startswith("DateSent") else value for name, value in query.items()}
    return (
        wanted.get("To", message["to"]) == message["to"]
        and wanted.get("From", message["from"]) == message["from"]
        and wanted.get("DateSent", sent) == sent
        and wanted.get("DateSent>", sent) <= sent <= wanted.get("DateSent<", sent)
    )
