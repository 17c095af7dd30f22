"""The whole demo, as somebody runs it who has nothing yet."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

PEOPLE = 23


def demo(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("KINDREGARDS_")}
    command = [sys.executable, "-m", "kindregards", "demo", *options]
    return subprocess.run(  # noqa: S603 -- our own command
        command, cwd=folder, env=own, capture_output=True, text=True, check=False, timeout=240
    )


def test_all_scenarios_in_both_languages_go_as_they_should_on_a_system_of_their_own(tmp_path: Path) -> None:
    ended = demo(tmp_path, "all")

    said = ended.stdout
    counts = {
        name: re.search(rf"^  {name} .*?(\d+)  $", said, re.MULTILINE)
        for name in ("people", "told", "letters", "with evidence", "delivered", "opened", "confirmed", "reminded")
    }
    assert ended.returncode == 0, said + ended.stderr
    assert {name: int(found.group(1)) for name, found in counts.items() if found} == {
        "people": PEOPLE,
        "told": PEOPLE,
        "letters": 19,
        "with evidence": 15,
        "delivered": 19,
        "opened": 17,
        "confirmed": 17,
        "reminded": 2,
    }
    assert re.search(rf"{PEOPLE} candidates in \d+\.\d s, every one as it should be", said)
    assert all(name in said for name in ("王梅", "Lena Hoffmann", "唐宇轩"))
    assert list(tmp_path.iterdir()) == []


def test_one_scenario_prints_an_object_for_programs_and_nothing_else(tmp_path: Path) -> None:
    ended = demo(tmp_path, "second-round", "--lang", "zh-CN", "--json")

    played = json.loads(ended.stdout)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert played["is_fine"]
    assert [(person["name"], person["reminded"]) for person in played["people"]] == [("林晓彤", ["sms"]), ("郑凯", [])]
    events = [step["event"] for step in played["people"][0]["steps"]]
    assert events == [
        "application_received",
        "result_received",
        "review_opened",
        "review_decided",
        "decided",
        "told",
        "reminded",
        "opened",
        "acknowledged",
    ]
