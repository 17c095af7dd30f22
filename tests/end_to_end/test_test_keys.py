"""Letters of test keys: by the real libraries to the stand-ins on this machine, and nowhere else."""

import os
import subprocess
import sys

import httpx
import pytest

from benchmarks.people import an_application
from kindregards.fake_providers.faults import Provider
from tests.end_to_end.conftest import EndToEnd

pytestmark = pytest.mark.slow


def a_test_key(end_to_end: EndToEnd) -> str:
    command = [sys.executable, "-m", "kindregards", "api-key", "create", "trials", "--test"]
    environment = os.environ | {"KINDREGARDS_DATA_DIR": str(end_to_end.system.data_dir)}
    made = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603 -- our own
    return made.stdout.split()[-1]


def test_a_test_keys_letter_goes_to_the_stand_in_from_an_address_for_trials(end_to_end: EndToEnd) -> None:
    key = a_test_key(end_to_end)
    body = an_application(0, score=48, run="trial")

    answer = httpx.post(
        f"{end_to_end.system.url}/v1/applications", json=body, headers={"Authorization": f"Bearer {key}"}
    )

    letter = end_to_end.letter_to(body["candidate"]["email"])
    assert key.startswith("kr_test_")
    assert answer.status_code == httpx.codes.CREATED
    assert letter.provider is Provider.SENDGRID
    assert b"trials@example.com" in letter.body
