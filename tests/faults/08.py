"""Fault 8: the provider answers 429 with Retry-After or 503 to three requests in ten."""

from kindregards.fake_providers.faults import Fault, Mode, Provider
from tests.faults.account import settled_account
from tests.faults.command import Size, main
from tests.faults.finding import Finding
from tests.faults.integrator import an_integrator
from tests.faults.settling import settle
from tests.faults.trial import Trial

_SHARE = 0.15
_RETRY_AFTER_SECONDS = 1


def provider_busy(trial: Trial, size: Size) -> Finding:
    """Send letters through a provider that is often busy, then let it recover."""
    trial.fake.misbehave(
        Fault(mode=Mode.STATUS, provider=Provider.SENDGRID, share=_SHARE, status=429, retry_after=_RETRY_AFTER_SECONDS),
        # Of what the first rule lets pass, so that 15 % of all meet each.
        Fault(mode=Mode.STATUS, provider=Provider.SENDGRID, share=_SHARE / (1 - _SHARE), status=503, accept=False),
    )
    with an_integrator(trial, f"f08s{size.seed}") as integrator:
        integrator.send(size.letters)
        settled_account(integrator, trial.patience_seconds)
        trial.fake.misbehave()
        settlement = settle(integrator, trial.patience_seconds)
    answered = trial.fake.ledger.counts()
    return Finding(
        account=settlement.account,
        figures={"requests": answered["received"], "accepted": answered["accepted"], **settlement.figures()},
        promises={
            "nobody is held after the reports": settlement.held_after_reports == 0,
            "an attempt is handed over once": answered["duplicates"] == 0,
        },
    )


if __name__ == "__main__":
    main("08", provider_busy, letters=300, about=__doc__)
