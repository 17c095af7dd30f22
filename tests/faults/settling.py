"""How doubt ends after a trial: by providers' reports, and by a person where no provider was ever handed the letter."""

import time
from dataclasses import dataclass

from tests.faults.account import Account, held_in_doubt, settled_account
from tests.faults.integrator import Integrator
from tests.faults.lost import tell_of_the_lost
from tests.faults.reports import report_accepted

_LOOK_EVERY_SECONDS = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """Who was held at each step, and the account at the end."""

    held_at_first: int
    held_after_reports: int
    """Held although a provider has the letter and has said so."""
    held_never_handed_over: int
    """In doubt, and no provider ever had the letter: a person says so, and it is sent."""
    account: Account

    def figures(self) -> dict[str, int]:
        """Return the steps as figures."""
        return {
            "held_at_first": self.held_at_first,
            "held_after_reports": self.held_after_reports,
            "held_never_handed_over": self.held_never_handed_over,
        }

    def promises(self, in_flight_at_kills: int) -> dict[str, bool]:
        """Return what must be true of doubt."""
        return {
            "held at first at most what was in flight at the kills": self.held_at_first <= in_flight_at_kills,
            "nobody is held after the reports": self.held_after_reports == 0,
        }


def settle(integrator: Integrator, patience_seconds: float) -> Settlement:
    """Wait until nothing is pending, let providers report, then let a person settle what they know nothing of."""
    settled_account(integrator, patience_seconds)
    held_at_first = len(held_in_doubt(integrator))
    report_accepted(integrator.trial, list(integrator.taken_in.values()))
    held_after_reports = _held_until_none_of(integrator, patience_seconds, handed_over=True)
    never_handed_over = _held(integrator, handed_over=False)
    for application_id in never_handed_over:
        release = {"instruction": "not_sent"}
        integrator.client.post(f"/v1/applications/{application_id}/release", json=release).raise_for_status()
    _held_until_none_of(integrator, patience_seconds, handed_over=False)
    account = settled_account(integrator, patience_seconds)
    tell_of_the_lost(integrator, account.lost_ids)
    return Settlement(
        held_at_first=held_at_first,
        held_after_reports=held_after_reports,
        held_never_handed_over=len(never_handed_over),
        account=account,
    )


def _held_until_none_of(integrator: Integrator, patience_seconds: float, *, handed_over: bool) -> int:
    give_up_at = time.monotonic() + patience_seconds
    while (held := len(_held(integrator, handed_over=handed_over))) and time.monotonic() < give_up_at:
        time.sleep(_LOOK_EVERY_SECONDS)
    return held


def _held(integrator: Integrator, *, handed_over: bool) -> list[str]:
    letters = integrator.letters()
    held = [str(each["id"]) for each in held_in_doubt(integrator)]
    return [each for each in held if (each in letters) is handed_over]
