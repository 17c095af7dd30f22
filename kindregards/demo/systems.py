"""Where the demo is played: a system that runs already, or one of its own for a while."""

import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from kindregards.demo.errors import DemoError
from kindregards.domain.languages import Language
from kindregards.settings.secret_files import FIRST_API_KEY, FIRST_SIGN_IN, secrets_folder
from kindregards.supervision.whole_system import is_ready, running_url, whole_system

_TEST_KEY: Final = "kr_test_"
_THIS_MACHINE: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_BRANDS: Final[Mapping[Language, Mapping[str, str]]] = {
    Language.CHINESE: {"KINDREGARDS_COMPANY_NAME": "示例公司", "KINDREGARDS_SENDER_NAME": "招聘团队"},
    Language.ENGLISH: {"KINDREGARDS_COMPANY_NAME": "Example Company", "KINDREGARDS_SENDER_NAME": "The hiring team"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A system to play on; `sign_in` opens its console, `ready_seconds` is known of one that was started here."""

    url: str
    api_key: str
    sign_in: str | None = None
    ready_seconds: float | None = None


def given_system(url: str, api_key: str | None) -> System:
    """Return the system somebody named; raise DemoError unless the play can do no harm there."""
    if api_key is None:
        raise DemoError("A system given by --url needs --api-key too.")
    if not api_key.startswith(_TEST_KEY) and urlsplit(url).hostname not in _THIS_MACHINE:
        raise DemoError(
            f"The demo writes to invented people. On another machine it plays only with a key that begins with "
            f"{_TEST_KEY}: then nothing leaves that system."
        )
    return System(url=url.rstrip("/"), api_key=api_key)


def running_system(data_dir: Path, api_key: str | None, *, sends_for_real: bool) -> System | None:
    """Return the system that runs on a data directory, or None; raise DemoError when it cannot be played on."""
    url = running_url(data_dir / "run.json")
    if url is None or not is_ready(url):
        return None
    key = api_key or _kept(data_dir, FIRST_API_KEY)
    if key is None:
        raise DemoError(f"A system runs at {url}, but its first API key was put away: give one by --api-key.")
    if sends_for_real and not key.startswith(_TEST_KEY):
        raise DemoError(
            f"The system at {url} sends real messages, and the demo's people are invented. Give a key that begins "
            f"with {_TEST_KEY} by --api-key: then nothing leaves it."
        )
    return System(url=url, api_key=key, sign_in=_sign_in(data_dir))


@contextmanager
def own_system(languages: Collection[Language]) -> Iterator[System]:
    """Start a system with mailbox channels in a temporary folder, yield it, stop it and remove everything.

    Its invented company has a name in the one language that is written in.
    """
    with tempfile.TemporaryDirectory(prefix="kindregards-demo-") as name:
        folder = Path(name)
        brand = _BRANDS[next(iter(languages))] if len(languages) == 1 else {}
        # Started in that folder, it reads no .env, so it cannot send for real.
        with whole_system(folder / "data", brand, folder=folder) as whole:
            key = _kept(whole.data_dir, FIRST_API_KEY)
            if key is None:
                raise DemoError("The demo's own system made no API key.")
            yield System(
                url=whole.url, api_key=key, sign_in=_sign_in(whole.data_dir), ready_seconds=whole.ready_seconds
            )


def _kept(data_dir: Path, name: str) -> str | None:
    try:
        return (secrets_folder(data_dir) / name).read_text(encoding="utf-8").strip() or None
    except OSError:
        return None


def _sign_in(data_dir: Path) -> str | None:
    kept = _kept(data_dir, FIRST_SIGN_IN)
    return " / ".join(kept.split(":", maxsplit=1)) if kept else None
