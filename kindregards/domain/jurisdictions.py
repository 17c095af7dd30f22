"""What the law of a candidate's place asks of software: engineering inputs, not legal advice."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from kindregards.domain.countries import KNOWN_COUNTRIES

DISCLAIMER = "Engineering inputs, not legal advice."


class DutyKind(StrEnum):
    """What a duty is about."""

    PERSON_FIRST = "person_first"
    CONTEST = "contest"
    ERASURE = "erasure"
    NO_EMOTION_DATA = "no_emotion_data"
    IMPACT_RATIOS = "impact_ratios"
    AI_CONSENT = "ai_consent"
    TELL_WITHIN = "tell_within"
    RECORDS = "records"
    STOP_WORDS = "stop_words"
    EXPLANATION = "explanation"
    HUMAN_RECORD = "human_record"
    NOTICE = "notice"
    IMPACT_ASSESSMENT = "impact_assessment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One duty, from a day on. `lasts` runs from the `counts_from` (`interview` or `decision`) where it has a time."""

    kind: DutyKind
    since: date
    says: str
    code: str
    test: str
    lasts: timedelta | None = None
    counts_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The duties of one law in one place; no regions means the whole countries."""

    code: str
    name_en: str
    name_zh: str
    countries: frozenset[str]
    regions: frozenset[str]
    duties: tuple[Duty, ...]

    def covers(self, country: str, region: str | None) -> bool:
        """Say whether somebody of this place is covered; a missing region of a country with regions is not."""
        return country in self.countries and (not self.regions or (region or "").upper() in self.regions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A day by which something must have been told, and which duty says so."""

    duty: str
    at: datetime


@cache
def packs() -> tuple[Pack, ...]:
    """Return every pack, read once from the data beside this module."""
    table = tomllib.loads((files("kindregards.domain") / "jurisdictions.toml").read_text(encoding="utf-8"))
    return tuple(_pack(each) for each in table["pack"])


def person_decides_first(country: str | None, *, on: date | None = None) -> bool:
    """Say whether a person must decide before a rejection.

    A missing or unknown country takes the safest branch; a known one without a rule of its own follows the policy.
    Without a day every duty that is known counts.
    """
    if country is None or country.upper() not in KNOWN_COUNTRIES:
        return True
    return any(duty.kind is DutyKind.PERSON_FIRST for _, duty in _duties(country, None, on))


def style_may_be_read(country: str | None) -> bool:
    """Say whether a letter's tone may follow the way a candidate speaks, their consent given.

    Not where traits read from an interview make a high-risk system (AI Act, Annex III 4) or the consent of somebody who
    wants a job is no free one (GDPR recital 43), and not where the country is unknown.
    """
    return not person_decides_first(country)


def needs_ai_consent(country: str | None, region: str | None, *, on: date | None = None) -> bool:
    """Say whether a score counts only with the candidate's consent to the AI interview."""
    return any(duty.kind is DutyKind.AI_CONSENT for _, duty in _duties(country, region, on))


def notice_before(country: str | None, region: str | None) -> timedelta | None:
    """Return how long before the interview a candidate must have known that software assesses it, or None."""
    lasts = [duty.lasts for _, duty in _duties(country, region, None) if duty.kind is DutyKind.NOTICE and duty.lasts]
    return max(lasts, default=None)


def tell_by(
    country: str | None, region: str | None, *, interviewed_at: datetime, decided_at: datetime
) -> Deadline | None:
    """Return the earliest day by which the candidate must have been told, or None where no law names one."""
    begins = {"interview": interviewed_at, "decision": decided_at}
    deadlines = [
        Deadline(duty=pack.code, at=begins[duty.counts_from or "decision"] + duty.lasts)
        for pack, duty in _duties(country, region, decided_at.date())
        if duty.kind is DutyKind.TELL_WITHIN and duty.lasts is not None
    ]
    return min(deadlines, key=lambda each: each.at, default=None)


def records_until(country: str | None, region: str | None, *, decided_at: datetime) -> datetime | None:
    """Return until when the record of a decision must stay, or None where no law wants it to.

    Where country or region is missing the longest duty that may apply counts: nobody can bring a record back.
    """
    place = country.upper() if country is not None and country.upper() in KNOWN_COUNTRIES else None
    lasts = [
        duty.lasts
        for pack in packs()
        if place is None or pack.covers(place, region) or (place in pack.countries and region is None)
        for duty in pack.duties
        if duty.kind is DutyKind.RECORDS and duty.lasts is not None and duty.since <= decided_at.date()
    ]
    return decided_at + max(lasts) if lasts else None


def _duties(country: str | None, region: str | None, on: date | None) -> Iterator[tuple[Pack, Duty]]:
    for pack in packs():
        if country is not None and pack.covers(country.upper(), region):
            yield from ((pack, duty) for duty in pack.duties if on is None or duty.since <= on)


def _pack(table: dict[str, Any]) -> Pack:  # Any: straight from tomllib
    return Pack(
        code=table["code"],
        name_en=table["name_en"],
        name_zh=table["name_zh"],
        countries=frozenset(table["countries"]),
        regions=frozenset(table.get("regions", ())),
        duties=tuple(_duty(each) for each in table["duty"]),
    )


def _duty(table: dict[str, Any]) -> Duty:  # Any: as above
    return Duty(
        kind=DutyKind(table["kind"]),
        since=table["from"],
        says=table["says"],
        code=table["code"],
        test=table["test"],
        lasts=timedelta(days=table["days"]) if "days" in table else None,
        counts_from=table.get("counts_from"),
    )


PERSON_FIRST_COUNTRIES = frozenset(
    country
    for pack in packs()
    for duty in pack.duties
    if duty.kind is DutyKind.PERSON_FIRST
    for country in pack.countries
)
"""Where GDPR Art. 22, or the UK's, wants a person to decide before somebody is turned down."""
