"""Whatever is sent in: never a failure of ours, and nothing half-written."""

import asyncio
import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from tests.api.bodies import Json, a_policy_body, a_result, an_application
from tests.api.steps import reviewed
from tests.api.system import System, a_system

# Signs that have broken parsers before: controls, surrogates' neighbours, overrides, joiners, formats of spreadsheets.
ALPHABET = st.characters() | st.sampled_from("\x00\x1b\x7f\x85\u200d\u2028\u202e\u2066\ufeff\uffff=+-@王é😀")
TEXT = st.text(ALPHABET, max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
PLACES: list[tuple[str, ...]] = [
    *((name,) for name in an_application()),
    *(("candidate", name) for name in an_application()["candidate"]),
    *(("candidate", "consents", name) for name in an_application()["candidate"]["consents"]),
    *(("job", name) for name in an_application()["job"]),
    *(("interview", name) for name in an_application()["interview"]),
    *(("interview_result", name) for name in a_result()),
    ("interview_result", "competencies", "0"),
    ("interview_result", "facts", "pm_years"),
]
TABLES = ("applications", "candidates", "jobs", "workflow_commands", "timeline", "interview_results")


@st.composite
def nearly_valid(draw: st.DrawFn) -> bytes:
    """Return the documentation's application with something else in one or two places."""
    body = an_application(interview_result=a_result(), external_id=draw(TEXT))
    for path in draw(st.lists(st.sampled_from(PLACES), min_size=1, max_size=2)):
        put(body, path, draw(JSON))
    return json.dumps(body, ensure_ascii=draw(st.booleans())).encode(errors="surrogatepass")


def put(body: Json, path: tuple[str, ...], value: object) -> None:
    place: object = body
    for step in path[:-1]:
        place = place.get(step) if isinstance(place, dict) else None
    if isinstance(place, dict):
        place[path[-1]] = value


BODIES = nearly_valid() | st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode())


def counts(system: System) -> list[int]:
    return system.stores.database.read_sync(
        lambda session: [session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in TABLES]  # noqa: S608 -- our own names
    )


def check(system: System, response: httpx.Response, before: list[int]) -> None:
    """A taken application wrote all its rows, a refused one none."""
    after = counts(system)
    assert response.status_code in {200, 201, 400, 409, 422}
    if response.status_code == 201:
        assert (after[0], after[3]) == (before[0] + 1, before[3] + 1)
        assert after[4] > before[4]
    else:
        assert response.status_code == 200 or response.json()["code"]
        assert after == before


@dataclass(frozen=True, slots=True)
class Trial:
    """A running system for a test that is not asynchronous itself, as hypothesis wants it."""

    system: System
    loop: asyncio.AbstractEventLoop

    def send(self, method: str, path: str, raw: bytes) -> httpx.Response:
        """Send one body."""
        headers = {"content-type": "application/json"}
        return self.loop.run_until_complete(self.system.client.request(method, path, content=raw, headers=headers))


@pytest.fixture
def trial(sqlite_url: str) -> Iterator[Trial]:
    """Yield a fresh system, which lives as long as the test."""
    loop = asyncio.new_event_loop()
    running = a_system(sqlite_url)
    yield Trial(loop.run_until_complete(running.__aenter__()), loop)
    loop.run_until_complete(running.__aexit__(None, None, None))
    loop.close()


@given(raw=BODIES)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_junk_is_refused_or_taken_whole(trial: Trial, raw: bytes) -> None:
    before = counts(trial.system)

    response = trial.send("POST", "/v1/applications", raw)

    check(trial.system, response, before)


OTHER_WRITES: list[tuple[str, str, Json]] = [
    ("PUT", "/v1/policies/x", a_policy_body()),
    ("POST", "/v1/applications/{application}/interview-result", a_result()),
    ("POST", "/v1/applications/{application}/withdraw", {"reason": "salary", "comment": "x"}),
    ("POST", "/v1/applications/{application}/undo", {"reason": "mistake"}),
    ("POST", "/v1/applications/{application}/release", {"instruction": "retry"}),
    (
        "POST",
        "/v1/reviews/{review}/decision",
        {"outcome": "reject", "reason": "no_show", "version": 9, "letter": {"body": "x", "subject": "x"}},
    ),
]


@st.composite
def nearly_valid_elsewhere(draw: st.DrawFn) -> tuple[str, str, bytes]:
    """Return another write with something else in one place."""
    method, path, body = deepcopy(draw(st.sampled_from(OTHER_WRITES)))
    field = draw(st.sampled_from(sorted(body)))
    inner = body[field] if isinstance(body[field], dict) else {}
    put(body, (field, draw(st.sampled_from(sorted(inner)))) if inner else (field,), draw(JSON))
    return method, path, json.dumps(body).encode()


@given(request_sent=nearly_valid_elsewhere())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_junk_elsewhere_is_no_failure_of_ours(trial: Trial, request_sent: tuple[str, str, bytes]) -> None:
    method, path, raw = request_sent
    if not trial.system.heard.commands:
        trial.loop.run_until_complete(reviewed(trial.system))
    application = trial.system.heard.first_ref
    view = trial.loop.run_until_complete(trial.system.services.applications.get(application))

    response = trial.send(method, path.format(application=view.id, review=view.review_id), raw)

    assert response.status_code in {200, 202, 400, 409, 422}
