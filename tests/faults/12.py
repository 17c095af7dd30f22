"""Fault 12: webhooks that no provider signed, and junk that one did."""

from collections import Counter
from random import Random

import httpx

from tests.faults.command import Size, main
from tests.faults.event_stream import PATH, EventStream
from tests.faults.finding import Finding
from tests.faults.trial import Trial

PATHS = (PATH, "/webhooks/twilio/status/01a205d2-e720-7162-864e-f97c6352dc05", "/webhooks/twilio/inbound")
_FORGED_HEADERS: tuple[dict[str, str], ...] = (
    {},
    {"X-Twilio-Email-Event-Webhook-Signature": "", "X-Twilio-Email-Event-Webhook-Timestamp": ""},
    {"X-Twilio-Email-Event-Webhook-Signature": "MEUCIQ==", "X-Twilio-Email-Event-Webhook-Timestamp": "1700000000"},
    {"X-Twilio-Email-Event-Webhook-Signature": "\xff", "X-Twilio-Email-Event-Webhook-Timestamp": "soon"},
    {"X-Twilio-Signature": "AAAA"},
    {"X-Twilio-Signature": ""},
)
_TYPES = ("application/json", "application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x")
_OVERSIZED = 3 * 1024 * 1024


def forged_and_junk(trial: Trial, size: Size) -> Finding:
    """Post that many forged deliveries and as many signed ones that say nothing."""
    chance = size.chance()
    before = _events(trial)
    with httpx.Client(base_url=trial.system.url, timeout=60, trust_env=False) as client:
        forged = [_post_forged(client, chance) for _ in range(size.letters)]
        taken_in = _events(trial) - before
        stream = EventStream(trial=trial)
        for _ in range(size.letters):
            stream.post_body(client, _junk(chance))
    return Finding(
        figures={"forged": Counter(forged), "signed_junk": Counter(stream.statuses), "forged_taken_in": taken_in},
        promises={
            "nothing forged is accepted": taken_in == 0 and not any(map(httpx.codes.is_success, forged)),
            "nothing is answered by 5xx": not any(map(httpx.codes.is_server_error, forged + stream.statuses)),
        },
    )


def _post_forged(client: httpx.Client, chance: Random) -> int:
    given = chance.choice(_FORGED_HEADERS) | {"Content-Type": chance.choice(_TYPES)}
    headers = {name.encode(): value.encode("latin-1") for name, value in given.items()}
    return client.post(chance.choice(PATHS), content=_junk(chance), headers=headers).status_code


def _junk(chance: Random) -> bytes:
    """Return a body that is no list of events: truncated, oversized, not UTF-8, or of another shape."""
    bodies = (
        b"",
        b"[",
        b'[{"event":"delivered","sg_event_id":"x"',
        b"\xff\xfe[\x00]\x00",
        b"null",
        b"[[[[]]]]",
        b'{"event":"delivered"}',
        b'[1,"two",null]',
        b'[{"event":7,"sg_event_id":{"a":1}}]',
        b"[" * 20_000,
        chance.randbytes(200),
        b'["' + b"x" * _OVERSIZED + b'"]' if chance.random() < 0.1 else b"[]",
    )
    return chance.choice(bodies)


def _events(trial: Trial) -> int:
    return int(trial.query("SELECT count(*) FROM provider_events")[0][0])


if __name__ == "__main__":
    main("12", forged_and_junk, letters=500, about=__doc__)
