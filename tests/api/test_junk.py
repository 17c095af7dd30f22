"""Whatever is sent in: never a failure of ours, and nothing half-written."""

import asyncio
import json
from collections.abc import Callable, Iterator

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from tests.api.bodies import Json, a_result, an_application
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


@pytest.fixture
def try_out(sqlite_url: str) -> Iterator[Callable[[bytes], None]]:
    """Return what sends one body to a fresh system, which lives as long as the test."""
    loop = asyncio.new_event_loop()
    running = a_system(sqlite_url)
    system = loop.run_until_complete(running.__aenter__())

    def send(raw: bytes) -> None:
        before = counts(system)
        headers = {"content-type": "application/json"}
        response = loop.run_until_complete(system.client.post("/v1/applications", content=raw, headers=headers))
        check(system, response, before)

    yield send
    loop.run_until_complete(running.__aexit__(None, None, None))
    loop.close()


@given(raw=BODIES)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_junk_is_refused_or_taken_whole(try_out: Callable[[bytes], None], raw: bytes) -> None:
    try_out(raw)
