"""A whole system as a child of another program."""

import sys
from pathlib import Path

import pytest

from kindregards.supervision.whole_system import NotReadyError, running_url, whole_system

SAYS_WHY = (sys.executable, "-c", "import os; print('no room for', os.environ['KINDREGARDS_DATA_DIR'])")
SHOWS_SETTINGS = (
    sys.executable,
    "-c",
    "import os; print(sorted(name for name in os.environ if name.startswith('KINDREGARDS_')))",
)


def test_what_a_system_said_before_it_ended_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotReadyError, match=f"no room for {tmp_path}"), whole_system(tmp_path, command=SAYS_WHY):
        pass


def test_settings_of_this_process_do_not_reach_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KINDREGARDS_SENDGRID_API_KEY", "SG.real")

    with pytest.raises(NotReadyError) as raised, whole_system(tmp_path, command=SHOWS_SETTINGS):
        pass

    assert "['KINDREGARDS_DATA_DIR', 'KINDREGARDS_PORT']" in str(raised.value)


@pytest.mark.parametrize("content", [None, "", "{", '{"web": {}}'])
def test_a_run_file_that_is_missing_or_half_there_names_no_address(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "run.json").write_text(content)

    assert running_url(tmp_path / "run.json") is None
