"""Fault 11: every report comes five times, in any order, some before the provider's own answer."""

from collections import Counter

from kindregards.fake_providers.faults import Fault, Mode, Provider
from tests.faults.account import settled_account
from tests.faults.command import Size, main
from tests.faults.event_stream import EventStream
from tests.faults.finding import Finding
from tests.faults.integrator import Integrator, an_integrator
from tests.faults.patience import until
from tests.faults.trial import Trial

REPETITIONS = 5
STORIES = {
    ("processed",): "in_transit",
    ("processed", "delivered"): "delivered",
    ("processed", "deferred", "deferred", "delivered", "open", "click"): "delivered",
    ("processed", "deferred", "bounce"): "undeliverable_permanent",
    ("processed", "delivered", "open", "bounce"): "bounced_after_delivery",
    ("processed", "delivered", "spamreport", "unsubscribe"): "delivered",
}
_ANSWERS_AFTER_SECONDS = 3.0
_EVENTS_A_DELIVERY = 50


def reports_shuffled(trial: Trial, size: Size) -> Finding:
    """Let each person's letter have a story, tell all stories five times and mixed, and compare how they end."""
    stream = EventStream(trial=trial)
    # The second half of the letters is reported on before the answer to their request has come.
    slow = Fault(mode=Mode.SLOW, provider=Provider.SENDGRID, seconds=_ANSWERS_AFTER_SECONDS)
    with an_integrator(trial, f"f11s{size.seed}") as integrator:
        integrator.send(size.letters // 2)
        until(lambda: not integrator.in_flight(), trial.patience_seconds)
        trial.fake.misbehave(slow)
        integrator.send(size.letters - size.letters // 2)
        until(lambda: not integrator.in_flight(), trial.patience_seconds)
        stories = dict(zip(integrator.taken_in, list(STORIES) * size.letters, strict=False))
        told = _tell(stream, integrator, stories, size)
        trial.fake.misbehave()
        until(lambda: not _wrong(integrator, stories), trial.patience_seconds)
        wrong = _wrong(integrator, stories)
        account = settled_account(integrator, trial.patience_seconds)
    return Finding(
        account=account,
        figures={"events": told, "statuses": Counter(stream.statuses), "wrong_states": len(wrong), "wrong": wrong[:5]},
        promises={"no state is wrong": not wrong, "every report is taken": set(stream.statuses) == {200}},
    )


def _tell(stream: EventStream, integrator: Integrator, stories: dict[str, tuple[str, ...]], size: Size) -> int:
    events = [
        event
        for application_id, story in stories.items()
        for event in stream.about([integrator.taken_in[application_id]], *story)
    ] * REPETITIONS
    size.chance().shuffle(events)
    stream.post(events, at_once=_EVENTS_A_DELIVERY)
    return len(events)


def _wrong(integrator: Integrator, stories: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """Return what each wrong delivery should be and is."""
    rows = integrator.trial.query("SELECT application_id, state FROM deliveries")
    found = {application_id: state for application_id, state in rows if application_id in stories}
    ends = [(STORIES[story], found.get(application_id, "none")) for application_id, story in stories.items()]
    return [end for end in ends if end[0] != end[1]]


if __name__ == "__main__":
    main("11", reports_shuffled, letters=600, about=__doc__)
