"""What comes in while Temporal is away is safe, and starts when it is back."""

import json
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from tests.end_to_end.conftest import EndToEnd

pytestmark = pytest.mark.slow


@contextmanager
def temporal_away(end_to_end: EndToEnd) -> Iterator[None]:
    """Stop Temporal's process without ending it, so that the supervisor does not start another, and let it go on."""
    run = json.loads((end_to_end.system.data_dir / "run.json").read_text())
    os.kill(run["temporal"]["pid"], signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(run["temporal"]["pid"], signal.SIGCONT)


def test_intake_answers_while_temporal_is_away_and_everything_starts_when_it_returns(end_to_end: EndToEnd) -> None:
    with temporal_away(end_to_end):
        with_result = end_to_end.submit(score=48)
        without = end_to_end.submit(score=None)
        path = f"/v1/applications/{without['id']}/interview-result"
        result = {"result_id": "r-1", "score": 30, "completed_at": "2026-11-20T09:00:00Z"}
        pushed = end_to_end.client.post(path, json=result)

    told = [end_to_end.until(each["id"], "told", "acknowledged") for each in (with_result, without)]
    assert pushed.status_code == httpx.codes.ACCEPTED
    assert [each["outcome"] for each in told] == ["reject", "reject"]
