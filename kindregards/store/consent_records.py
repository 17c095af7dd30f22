"""Consents with their source and their end, as they are kept beside the plain yes."""

from datetime import datetime, timedelta

from kindregards.domain.applications import Consents
from kindregards.domain.talent_pool import CONSENT_LASTS

INTEGRATOR = "integrator"
"""The source of what comes in with an application."""

ConsentRecord = dict[str, str | None]


def consent_record(source: str, now: datetime, *, lasts: timedelta | None = None) -> ConsentRecord:
    """Return the record of a consent given now; without `lasts` it holds until it is taken back."""
    expires_at = None if lasts is None else (now + lasts).isoformat()
    return {"source": source, "given_at": now.isoformat(), "expires_at": expires_at}


def records_of(consents: Consents, *, source: str, now: datetime) -> dict[str, ConsentRecord]:
    """Return a record for each consent that was given; what was not agreed to has none."""
    given = {
        "sms": consents.sms,
        "wechat": consents.wechat,
        "ai_interview": consents.ai_interview,
        "style": consents.style,
    }
    records = {name: consent_record(source, now) for name, is_given in given.items() if is_given}
    if consents.talent_pool:
        records["talent_pool"] = consent_record(source, now, lasts=CONSENT_LASTS)
    return records
