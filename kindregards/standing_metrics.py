"""What waits, is stopped or in doubt, as Prometheus metrics read from the database: no restart forgets it."""

from collections.abc import Iterator
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Metric, generate_latest
from prometheus_client.core import GaugeMetricFamily

from kindregards.domain.channels import Channel
from kindregards.domain.overview import Overview
from kindregards.domain.ports.clock import Clock
from kindregards.store.commands import Commands
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.overview import Overviews
from kindregards.store.pauses import Pauses
from kindregards.telemetry import metrics_page


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingMetrics:
    """Reads the counts that the console's first page shows."""

    overviews: Overviews
    commands: Commands
    pauses: Pauses
    clock: Clock

    async def page(self) -> tuple[bytes, str]:
        """Return the process's metrics and the standing ones, with their content type."""
        now = self.clock()
        overview = await self.overviews.overview(DEFAULT_COMPANY_ID, letters=0, now=now)
        is_paused = await self.pauses.current(DEFAULT_COMPANY_ID) is not None
        lag = await self.commands.lag_seconds(now)
        registry = CollectorRegistry(auto_describe=False)
        registry.register(_Standing(overview, is_paused=is_paused, lag_seconds=lag))
        own, content_type = metrics_page()
        return own + generate_latest(registry), content_type


@dataclass(frozen=True, slots=True)
class _Standing:
    """One look, in the form that Prometheus' library collects."""

    overview: Overview
    is_paused: bool
    lag_seconds: float

    def collect(self) -> Iterator[Metric]:
        """Return every standing metric."""
        seen = self.overview
        yield _gauge("reviews_waiting", "Reviews nobody has decided yet.", seen.waiting)
        yield _gauge("reviews_late", "Reviews past their due time.", seen.late)
        yield _gauge("applications_held", "Applications that wait for a person before anything is sent.", seen.held)
        yield _gauge("letters_leaving", "Applications whose letter waits for its time.", seen.leaving)
        yield _gauge("letters_in_doubt", "Letters of which nobody knows whether they left.", seen.doubts)
        yield _gauge("replies_waiting", "Candidates' replies nobody has dealt with.", seen.replies)
        yield _gauge("commands_lag_seconds", "How long the oldest command has waited.", self.lag_seconds)
        yield _gauge("sending_paused", "1 while all sending is paused by a person.", int(self.is_paused))
        stopped = GaugeMetricFamily(
            "kindregards_sender_stopped",
            "1 while a sender is not used because it refuses or fails.",
            labels=("channel",),
        )
        for channel in Channel:
            stopped.add_metric((channel,), int(channel in {each.channel for each in seen.stopped}))
        yield stopped


def _gauge(name: str, meaning: str, value: float) -> Metric:
    return GaugeMetricFamily(f"kindregards_{name}", meaning, value=value)
