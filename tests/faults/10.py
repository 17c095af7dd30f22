"""Fault 10: addresses that the provider refuses for good, and credentials that it refuses altogether."""

from collections.abc import Mapping
from typing import Any

from kindregards.fake_providers.faults import Fault, Mode, Provider
from tests.faults.account import settled_account, take_account
from tests.faults.command import Size, main
from tests.faults.finding import Finding
from tests.faults.integrator import Integrator, an_integrator
from tests.faults.patience import until
from tests.faults.trial import Trial

_FIELD = "personalizations.0.to.0.email"
_HAS_MOBILE: Mapping[str, Any] = {"consents": {"sms": True}, "channels": ["email", "sms"]}  # Any: JSON


def refused(trial: Trial, size: Size) -> Finding:
    """Refuse some addresses, and everybody while the key is wrong; then let the operator put the key right."""
    third = max(1, size.letters // 3)
    with an_integrator(trial, f"f10s{size.seed}") as integrator:
        refuse_addresses(integrator, third)
        trial.fake.misbehave(Fault(mode=Mode.STATUS, provider=Provider.SENDGRID, status=401))
        asked = len(trial.fake.ledger.requests())
        integrator.send(third)
        until(lambda: len(trial.fake.ledger.requests()) > asked, trial.patience_seconds)
        while_wrong = take_account(integrator)
        trial.fake.misbehave()
        account = settled_account(integrator, trial.patience_seconds)
    return Finding(
        account=account,
        figures={"pending_while_the_key_was_wrong": while_wrong.pending},
        promises={
            **refused_addresses_promises(account.failed, third, trial),
            "a wrong key is nobody's failure": while_wrong.pending == third,
        },
    )


def addresses_refused(trial: Trial, size: Size) -> Finding:
    """Refuse addresses only: half of the people have a mobile phone, and half have no other channel."""
    half = max(1, size.letters // 2)
    with an_integrator(trial, f"f10a{size.seed}") as integrator:
        refuse_addresses(integrator, half)
        account = settled_account(integrator, trial.patience_seconds)
    trial.fake.misbehave()
    return Finding(account=account, promises=refused_addresses_promises(account.failed, half, trial))


def refuse_addresses(integrator: Integrator, each: int) -> None:
    """Refuse every mail address, of people without and with another channel."""
    trial = integrator.trial
    trial.fake.misbehave(Fault(mode=Mode.STATUS, provider=Provider.SENDGRID, status=400, field=_FIELD))
    integrator.send(each)
    integrator.send(each, **_HAS_MOBILE)
    settled_account(integrator, trial.patience_seconds)


def refused_addresses_promises(failed: int, each: int, trial: Trial) -> dict[str, bool]:
    """Return what must become of people whose address is refused."""
    by_sms = len(trial.fake.ledger.requests(provider=Provider.TWILIO, accepted=True))
    return {
        "whoever has no other channel is shown to a person": failed == each,
        "whoever has one is told there": by_sms == each,
    }


if __name__ == "__main__":
    main("10", refused, letters=60, about=__doc__)
