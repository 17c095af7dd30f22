"""Fault 9: the provider accepts, then resets the connection, falls silent, answers half, or takes a minute."""

from collections.abc import Sequence
from functools import partial
from itertools import cycle, islice

from kindregards.fake_providers.faults import Fault, Mode, Provider
from tests.faults.command import Size, main
from tests.faults.finding import Finding
from tests.faults.integrator import Integrator, an_integrator
from tests.faults.patience import until
from tests.faults.settling import settle
from tests.faults.trial import Trial

MODES = (
    Mode.ACCEPT_THEN_RESET,
    Mode.HALF_BODY,
    Mode.GARBAGE,
    Mode.ACCEPT_THEN_SILENCE,
    Mode.SLOW,
    Mode.DRIP,
)
SLOW_SECONDS = 60.0
_WAVE, _GOES_WRONG = 4, 3
"""Of each wave one goes well: five in a row that go wrong would stop the channel, which is another fault."""
_WAVE_SECONDS = 90.0


def answers_lost(trial: Trial, size: Size, modes: tuple[Mode, ...] = MODES) -> Finding:
    """Let answers go wrong in every way; what was accepted must never be sent again."""
    waves = max(1, size.letters // _WAVE)
    with an_integrator(trial, f"f09s{size.seed}") as integrator:
        for mode in islice(cycle(modes), waves):
            trial.fake.misbehave(Fault(mode=mode, provider=Provider.SENDGRID, seconds=SLOW_SECONDS, times=_GOES_WRONG))
            ids = integrator.send(_WAVE)
            until(partial(_have_been_tried, integrator, ids), _WAVE_SECONDS)
        trial.fake.misbehave()
        settlement = settle(integrator, trial.patience_seconds)
    return Finding(
        account=settlement.account,
        figures={
            "ways": [str(mode) for mode in modes],
            "answers_lost": waves * _GOES_WRONG,
            **settlement.figures(),
        },
        promises={
            "every lost answer is shown to a person": settlement.held_at_first == waves * _GOES_WRONG,
            "nobody is held after the reports": settlement.held_after_reports == 0,
        },
    )


def _have_been_tried(integrator: Integrator, application_ids: Sequence[str]) -> bool:
    states = (integrator.ask("GET", f"/v1/applications/{each}")["state"] for each in application_ids)
    return all(state in {"told", "held"} for state in states)


if __name__ == "__main__":
    main("09", answers_lost, letters=48, about=__doc__)
