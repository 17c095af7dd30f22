"""Fault 13: ten thousand events at once; none is lost, answers stay quick, and memory stays where it was."""

from collections import Counter
from pathlib import Path

from tests.faults.command import Size, main
from tests.faults.event_stream import EventStream
from tests.faults.finding import Finding
from tests.faults.integrator import an_integrator
from tests.faults.patience import until
from tests.faults.settling import settle
from tests.faults.trial import Trial

_EVENTS_A_LETTER = ("processed", "delivered", *["open"] * 18)
_EVENTS_A_DELIVERY = 10
P99_MS = 500
GROWTH_MB = 100
_MB = 1024 * 1024


def event_burst(trial: Trial, size: Size) -> Finding:
    """Post twenty events about each letter, as fast as the system takes them."""
    with an_integrator(trial, f"f13s{size.seed}") as integrator:
        integrator.send(size.letters)
        until(lambda: not integrator.in_flight(), trial.patience_seconds)
        stream = EventStream(trial=trial)
        events = stream.about(list(integrator.taken_in.values()), *_EVENTS_A_LETTER)
        size.chance().shuffle(events)
        before = _resident_bytes(trial)
        stream.post(events, at_once=_EVENTS_A_DELIVERY)
        growth = (_resident_bytes(trial) - before) / _MB
        settlement = settle(integrator, trial.patience_seconds)
    kept = stream.kept(events)
    return Finding(
        account=settlement.account,
        figures={
            "events": len(events),
            "events_kept": kept,
            "events_a_delivery": _EVENTS_A_DELIVERY,
            "statuses": Counter(stream.statuses),
            "p99_ms": stream.p99_ms(),
            "events_per_s": round(len(events) / max(stream.seconds_in_all, 0.001)),
            "web_rss_growth_mb": round(growth, 1),
        },
        promises={
            "no event is lost": kept == len(events),
            f"p99 within {P99_MS} ms": stream.p99_ms() <= P99_MS,
            f"memory grows by less than {GROWTH_MB} MB": growth < GROWTH_MB,
        },
    )


def _resident_bytes(trial: Trial) -> int:
    status = Path(f"/proc/{trial.pid_of('web')}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    main("13", event_burst, letters=500, about=__doc__)
