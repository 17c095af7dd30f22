"""What is known of those who were lost, for whoever looks for the reason."""

import json
import sys
from collections.abc import Collection

from tests.faults.integrator import Integrator


def tell_of_the_lost(integrator: Integrator, application_ids: Collection[str]) -> None:
    """Write everything the system and the stand-ins know of these applications to stderr, a line each."""
    for each in application_ids:
        application = integrator.ask("GET", f"/v1/applications/{each}")
        letter_id = application.get("letter_id")
        known = {
            "lost": application,
            "timeline": integrator.ask("GET", f"/v1/applications/{each}/timeline"),
            "letter": integrator.ask("GET", f"/v1/letters/{letter_id}") if letter_id else None,
            "handed_over": [
                f"{request.at.isoformat()} {request.attempt_id} accepted={request.accepted}"
                for request in integrator.trial.fake.ledger.requests()
                if request.address in integrator.addresses.get(each, ())
            ],
        }
        sys.stderr.write(json.dumps(known) + "\n")
