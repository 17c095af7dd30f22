"""Fault 9: the provider accepts, then resets the connection, falls silent, answers half, or takes a minute."""

from kindregards.fake_providers.faults import Fault, Mode, Provider
from tests.faults.command import Size, main
from tests.faults.finding import Finding
from tests.faults.integrator import an_integrator
from tests.faults.settling import settle
from tests.faults.trial import Trial

MODES = (
    Mode.OK,
    Mode.ACCEPT_THEN_RESET,
    Mode.HALF_BODY,
    Mode.GARBAGE,
    Mode.ACCEPT_THEN_SILENCE,
    Mode.SLOW,
    Mode.DRIP,
)
SLOW_SECONDS = 60.0


def answers_lost(trial: Trial, size: Size, modes: tuple[Mode, ...] = MODES) -> Finding:
    """Let answers go wrong in every way; what was accepted must never be sent again."""
    trial.fake.misbehave(*_evenly(modes))
    with an_integrator(trial, f"f09s{size.seed}") as integrator:
        integrator.send(size.letters)
        settlement = settle(integrator, trial.patience_seconds)
    trial.fake.misbehave()
    return Finding(
        account=settlement.account,
        figures={"ways": [str(mode) for mode in modes], **settlement.figures()},
        promises={
            "doubt is shown to a person": settlement.held_at_first > 0,
            "nobody is held after the reports": settlement.held_after_reports == 0,
        },
    )


def _evenly(modes: tuple[Mode, ...]) -> list[Fault]:
    """Return one rule for each mode; a rule decides about what those before it let pass."""
    return [
        Fault(mode=mode, provider=Provider.SENDGRID, seconds=SLOW_SECONDS, share=1 / (len(modes) - place))
        for place, mode in enumerate(modes)
    ]


if __name__ == "__main__":
    main("09", answers_lost, letters=140, about=__doc__)
