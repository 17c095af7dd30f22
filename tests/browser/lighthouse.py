"""Lighthouse's scores of the console's and the candidates' pages: `make lighthouse`.

The npm package drives Debian's Chromium against the pages of tests/browser, which are served with ports in memory: what
is scored is the pages, not a database.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from kindregards.http.browser_session import BrowserSession
from tests.approval_ui.browser import hidden_fields
from tests.approval_ui.office import AMARA, PASSWORD
from tests.browser.chromium import EXECUTABLE
from tests.browser.serving import free_address, served
from tests.browser.system import System, a_system
from tests.candidate_ui.fakes import TOKEN

PAGES = ("/login", "/", "/queue", "/queue/review-1", "/applications", "/letters/letter-told", "/reports/delivery",
         f"/l/{TOKEN}", f"/s/{TOKEN}")  # fmt: skip
LEAST = {"performance": 98, "accessibility": 100}
PROGRAM = Path(".tools/lighthouse/node_modules/.bin/lighthouse")


def main() -> None:
    """Print a score for each page and category; fail below the least ones."""
    with _serving() as system:
        cookies = _signed_in(system.origin)
        scores = {path: _scores(f"{system.origin}{path}", cookies) for path in PAGES}
    for path, found in scores.items():
        sys.stdout.write(f"{path:<48} {'  '.join(f'{name} {score}' for name, score in found.items())}\n")
    low = [path for path, found in scores.items() if any(found[name] < least for name, least in LEAST.items())]
    sys.exit(f"below {LEAST}: {', '.join(low)}" if low else 0)


@contextmanager
def _serving() -> Iterator[System]:
    with free_address() as (listener, origin):
        system = a_system(origin)
        with served(system.app, listener):
            yield system


def _signed_in(origin: str) -> str:
    """Return the cookies of a signed-in browser."""
    with httpx.Client(base_url=origin) as client:
        fields = hidden_fields(client.get("/login").text, "/login")
        typed = fields | {"email": AMARA.email, "password": PASSWORD}
        client.post("/login", data=typed, headers={"sec-fetch-site": "same-origin"})
        name = BrowserSession(origin).session_cookie
        return f"{name}={client.cookies[name]}"


def _scores(url: str, cookies: str) -> dict[str, int]:
    command = [
        str(PROGRAM), url, "--output=json", "--quiet", "--only-categories=performance,accessibility,best-practices",
        "--chrome-flags=--headless --no-sandbox --disable-gpu",
        f"--extra-headers={json.dumps({'Cookie': cookies})}",
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": EXECUTABLE}
    done = subprocess.run(  # noqa: S603 -- our own arguments
        command, capture_output=True, text=True, timeout=180, check=True, env=environment
    )
    categories = json.loads(done.stdout)["categories"]
    return {name: round(100 * (category["score"] or 0)) for name, category in categories.items()}


if __name__ == "__main__":
    main()
