"""Results that interview vendors send: signature checked, then mapped as a file for each vendor says."""

import hashlib
import hmac
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import jmespath
from jmespath.exceptions import JMESPathError
from standardwebhooks import Webhook

from kindregards.domain.ports.channels import ForgedWebhookError, ReportedInterview, UnreadableWebhookError

_TOLERANCE = timedelta(minutes=5)
_APPLICATION = "application"
_USUAL = {
    _APPLICATION: "external_id",
    **{
        name: f"result.{name}"
        for name in (
            "result_id", "score", "completed_at", "competencies", "highlights", "concerns", "facts", "confidence",
            "transcript", "communication_style", "supersedes",
        )
    },
}  # fmt: skip
"""Where things are in a body of our own shape; a vendor's file says what is elsewhere."""


class InterviewSourceError(ValueError):
    """A vendor's file cannot be used; the message names it and says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewSource:
    """One vendor. `only` says of which bodies a result is made; the others are confirmed and thrown away."""

    company_id: str
    webhook: Webhook
    fields: Mapping[str, Any]  # Any: jmespath has no types
    only: Any = None  # Any: as above

    def mapped(self, body: object) -> ReportedInterview | None:
        """Return what a body says, or None where no result is made of it."""
        try:
            if self.only is not None and self.only.search(body) is not True:
                return None
            found = {name: expression.search(body) for name, expression in self.fields.items()}
        except JMESPathError as error:
            raise UnreadableWebhookError("The body does not fit the expressions of this source") from error
        application = found.pop(_APPLICATION)
        if not isinstance(application, str) or not application:
            raise UnreadableWebhookError("The body names no application: see the field `application` of this source")
        return ReportedInterview(
            company_id=self.company_id,
            application=application,
            result={name: value for name, value in found.items() if value is not None},
        )


class InterviewWebhooks:
    """Checks Standard Webhooks signatures and maps bodies by JMESPath."""

    def __init__(self, sources: Mapping[str, InterviewSource]) -> None:
        self._sources = sources

    @classmethod
    def of(cls, folder: Path | None, *, usual_company_id: str) -> "InterviewWebhooks":
        """Read every NAME.toml of a folder, of the usual company where it names none; raise InterviewSourceError."""
        files = sorted(folder.glob("*.toml")) if folder else []
        return cls({path.stem: _source(path, usual_company_id) for path in files})

    def read(self, source: str, *, headers: Mapping[str, str], body: bytes, now: datetime) -> ReportedInterview | None:
        """Return what a vendor reports, or None for what concerns no result.

        Raise ForgedWebhookError, also for a vendor without a file, or UnreadableWebhookError.
        """
        known = self._sources.get(source)
        if known is None:
            raise ForgedWebhookError("No such interview source is configured, so nothing from it can be trusted")
        _verify(known.webhook, headers, body, now)
        try:
            return known.mapped(json.loads(body))
        except (ValueError, RecursionError) as error:
            raise UnreadableWebhookError("The body is not JSON that can be read") from error


def _verify(webhook: Webhook, headers: Mapping[str, str], body: bytes, now: datetime) -> None:
    """Check as https://www.standardwebhooks.com says, by our own clock."""
    message, stamp, given = (headers.get(f"webhook-{name}", "") for name in ("id", "timestamp", "signature"))
    if not (message and stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):  # noqa: PLR2004 -- seconds until 33658
        raise ForgedWebhookError("The signature's headers are missing")
    signed_at = datetime.fromtimestamp(int(stamp), UTC)
    if abs(now - signed_at) > _TOLERANCE:
        raise ForgedWebhookError("The signature is older than five minutes, or from the future")
    try:
        wanted = webhook.sign(msg_id=message, timestamp=signed_at, data=body.decode())
    except UnicodeDecodeError as error:
        raise ForgedWebhookError("The body is not text, so no signature fits it") from error
    if not any(_same(each, wanted) for each in given.split()):
        raise ForgedWebhookError("The signature does not fit the body")


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(hashlib.sha256(one.encode()).digest(), hashlib.sha256(other.encode()).digest())


def _source(path: Path, usual_company_id: str) -> InterviewSource:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        unknown = sorted({*table} - {"secret", "company", "only", "fields"} | {*table.get("fields", {})} - {*_USUAL})
        if unknown:
            raise InterviewSourceError(f"{path.name} names {', '.join(unknown)}, which is nothing of ours.")
        expressions = _USUAL | table.get("fields", {})
        return InterviewSource(
            company_id=_company(path, table.get("company", usual_company_id)),
            webhook=Webhook(str(table["secret"])),
            fields={name: jmespath.compile(expression) for name, expression in expressions.items()},
            only=jmespath.compile(table["only"]) if "only" in table else None,
        )
    except KeyError as error:
        raise InterviewSourceError(f"{path.name} lacks {error}: the vendor's signing secret, whsec_…") from error
    except (OSError, JMESPathError, TypeError, ValueError, AttributeError) as error:
        raise InterviewSourceError(f"{path.name} cannot be used: {error}") from error


def _company(path: Path, given: object) -> str:
    """Return a company's id; a name would never be found, and every result of the vendor lost in silence."""
    try:
        return str(UUID(str(given)))
    except ValueError as error:
        raise InterviewSourceError(
            f"{path.name} has a company {given!r} that is no id: take one from the table `companies`, or leave it "
            "out for the company that the installation began with."
        ) from error
