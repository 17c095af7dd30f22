"""How sure we are that a person has read a letter."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from kindregards.domain.provider_events import EventKind, ProviderEvent

SCANNER_TIME = timedelta(seconds=10)
"""Mail scanners open and click within this time of delivery; people do not."""
CLICKS_AT_ONCE = timedelta(seconds=2)
"""Who follows several links within this time follows every link."""


class Evidence(StrEnum):
    """What shows that a letter was read, weakest first."""

    DELIVERED = "delivered"
    MACHINE_OPEN = "machine_open"
    HUMAN_OPEN = "human_open"
    VIEWED = "viewed"
    ACKNOWLEDGED = "acknowledged"

    @property
    def rank(self) -> int:
        """Return how strong this evidence is, from 0."""
        return list(Evidence).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """A look at the hosted letter; `machine` says whether software looked, None when nobody can tell."""

    at: datetime
    machine: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The strongest evidence and when it first appeared; both are None before anything is known."""

    evidence: Evidence | None = None
    at: datetime | None = None


def reading_of(
    *,
    events: Iterable[ProviderEvent],
    views: Iterable[PageView] = (),
    acknowledged_at: datetime | None = None,
    delivered_at: datetime | None = None,
) -> Reading:
    """Return the strongest evidence, whatever the order and repetition of events and views.

    `delivered_at` is the delivery, or the acceptance where a provider reports no delivery; without it the first
    `delivered` event counts. Opens and views count as human only when they are known not to be a machine's, come later
    than SCANNER_TIME after that, and not within SCANNER_TIME of a scanner at work: a view by a machine, or two clicks
    within CLICKS_AT_ONCE. Without any time of arrival none counts. An automatic reply is no acknowledgement, a
    person's reply is one.
    """
    reports = frozenset(events)
    arrivals = [event.occurred_at for event in reports if event.kind is EventKind.DELIVERED]
    arrived = delivered_at or min(arrivals, default=None)
    looks = tuple(views)
    scanned = _scanned_at(reports, looks)
    seen = [*_from_events(reports, arrived, scanned), *_from_views(looks, arrived, scanned)]
    if arrived is not None:
        seen.append((Evidence.DELIVERED, arrived))
    if acknowledged_at is not None:
        seen.append((Evidence.ACKNOWLEDGED, acknowledged_at))
    if not seen:
        return Reading()
    strongest = max((evidence for evidence, _ in seen), key=lambda evidence: evidence.rank)
    return Reading(evidence=strongest, at=min(at for evidence, at in seen if evidence is strongest))


def stops_reminders(reading: Reading) -> bool:
    """Say whether a person has surely seen the letter, so that reminding would only annoy."""
    return reading.evidence is not None and reading.evidence.rank >= Evidence.HUMAN_OPEN.rank


def _scanned_at(events: Iterable[ProviderEvent], views: Iterable[PageView]) -> tuple[datetime, ...]:
    """Return when a scanner was surely at work."""
    clicks = sorted(event.occurred_at for event in events if event.kind is EventKind.CLICKED)
    at_once = [later for earlier, later in pairwise(clicks) if later - earlier <= CLICKS_AT_ONCE]
    return (*at_once, *(view.at for view in views if view.machine is True))


def _from_events(
    events: Iterable[ProviderEvent], arrived: datetime | None, scanned: Collection[datetime]
) -> Iterator[tuple[Evidence, datetime]]:
    for event in events:
        if event.kind in {EventKind.OPENED, EventKind.CLICKED}:
            human = _is_human(machine=event.machine, at=event.occurred_at, arrived=arrived, scanned=scanned)
            yield (Evidence.HUMAN_OPEN if human else Evidence.MACHINE_OPEN), event.occurred_at
        elif event.kind is EventKind.REPLIED and event.machine is not True:
            yield Evidence.ACKNOWLEDGED, event.occurred_at


def _from_views(
    views: Iterable[PageView], arrived: datetime | None, scanned: Collection[datetime]
) -> Iterator[tuple[Evidence, datetime]]:
    for view in views:
        human = _is_human(machine=view.machine, at=view.at, arrived=arrived, scanned=scanned)
        yield (Evidence.VIEWED if human else Evidence.MACHINE_OPEN), view.at


def _is_human(*, machine: bool | None, at: datetime, arrived: datetime | None, scanned: Collection[datetime]) -> bool:
    if machine is not False or arrived is None or at - arrived <= SCANNER_TIME:
        return False
    return all(abs(at - each) > SCANNER_TIME for each in scanned)
