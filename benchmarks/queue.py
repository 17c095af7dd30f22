"""How long the console's server takes over a queue of a hundred thousand cases beside a million past applications.

Fills a database first, unless it is full already, then asks for pages through the whole web application in this
process, one after the other, as a signed-in reviewer: what is measured is the server, not the network or the browser.
Deep pages are reached as a reader reaches them, from each page to the one that follows.
"""

import asyncio
import re
import secrets
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from benchmarks.figures import machine, milliseconds, parser, percentiles, say, show
from benchmarks.seed import Wanted, fill
from kindregards import clock
from kindregards.domain.accounts import Role
from kindregards.domain.ports.accounts import NewUser
from kindregards.domain.ports.commands import OpenCommand
from kindregards.doors import build_doors
from kindregards.http.browser_session import BrowserSession
from kindregards.settings import Settings, load_settings
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.database import Database
from kindregards.wiring import Stores, build_stores, open_database

_FOLLOWING = re.compile(r'rel="next" href="([^"]+)"')
_SHOWN = re.compile(r'class="cover"[^>]* href="(/queue/[0-9a-f-]+)')


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    made = parser(
        "queue",
        __doc__,
        "",
        "--open 1000 --past 1000 --rounds 20 --json",
        "--data-dir /tmp/full --url postgresql://kindregards@localhost/full",
    )
    made.add_argument("--data-dir", type=Path, help="a full one to use again (default: a fresh one)")
    made.add_argument("--url", help="database (default: SQLite in the data directory)")
    made.add_argument("--open", type=int, default=100_000, help="cases that wait (default: 100000)")
    made.add_argument("--past", type=int, default=1_000_000, help="past applications (default: 1000000)")
    made.add_argument("--rounds", type=int, default=100, help="requests of each kind (default: 100)")
    options = made.parse_args(arguments)
    with TemporaryDirectory(prefix="kindregards-queue-") as folder:
        settings = load_settings(data_dir=options.data_dir or Path(folder), database_url=options.url)
        seeded = fill(settings, Wanted(applications=options.past, reviews=options.open))
        with closing(open_database(settings)) as database:
            figures = asyncio.run(_measure(settings, database, options.rounds))
    show({**figures, "open": options.open, "past": options.past, "seeded": seeded, **machine()}, only_json=options.json)


async def _measure(settings: Settings, database: Database, rounds: int) -> dict[str, object]:
    stores = build_stores(settings, database, trigger=_nobody)
    app = build_doors(settings, stores, ())
    cookie = BrowserSession(settings.public_base_url).session_cookie
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app), base_url="http://inside", cookies={cookie: await _signed_in(stores)}
    ) as client:
        kinds = {
            "queue": ["/queue"] * rounds,
            "queue_late": ["/queue?view=late"] * rounds,
            "queue_deep": await _pages_from(client, "/queue", rounds),
            "case": await _cases_from(client, "/queue", rounds),
            "applications": ["/applications"] * rounds,
            "applications_deep": await _pages_from(client, "/applications", rounds),
            "applications_found": [f"/applications?q=review.{number}%40example.com" for number in range(rounds)],
            "letters": ["/letters"] * rounds,
            "today": ["/"] * rounds,
        }
        figures = {kind: await _times(client, kind, paths) for kind, paths in kinds.items()}
    stores.accounts.passwords.close()
    queue = [each for kind, each in figures.items() if kind.startswith("queue")]
    worst = {f"queue_{name}": max(each[name] or 0 for each in queue) for name in ("p95_ms", "cpu_p95_ms")}
    return {**worst, "pages": figures}


async def _signed_in(stores: Stores) -> str:
    """Return the session of a lead of the benchmark's own, who is made anew each time."""
    password = secrets.token_urlsafe(24)
    somebody = NewUser(
        email=f"queue-{secrets.token_hex(6)}@example.com", name="Queue benchmark", password=password, role=Role.LEAD
    )
    user = await stores.accounts.create(DEFAULT_COMPANY_ID, somebody, now=clock.now())
    return await stores.sessions.sign_in(user.email, password, now=clock.now())


async def _pages_from(client: httpx.AsyncClient, path: str, count: int) -> list[str]:
    """Return the paths of so many pages, each following the one before, as far as they go."""
    paths = [path]
    while len(paths) < count:
        following = _FOLLOWING.search((await client.get(paths[-1])).text)
        if following is None:
            break
        paths.append(following[1].replace("&amp;", "&"))
    return paths


async def _cases_from(client: httpx.AsyncClient, path: str, count: int) -> list[str]:
    """Return the paths of the first cases of a list."""
    return _SHOWN.findall((await client.get(path)).text)[:count]


async def _times(client: httpx.AsyncClient, kind: str, paths: Sequence[str]) -> dict[str, float | None]:
    """Return how long answers took by the clock and, untouched by whoever else is at work, by the processor."""
    say(f"{kind}: {len(paths)} requests")
    seconds, processor = [], []
    for path in paths:
        begin, worked = time.perf_counter(), time.process_time()
        answer = await client.get(path)
        seconds.append(time.perf_counter() - begin)
        processor.append(time.process_time() - worked)
        answer.raise_for_status()
    return {**percentiles(seconds), "cpu_p95_ms": milliseconds(processor, 95)}


def _nobody(command: OpenCommand) -> None:
    """Carry no command: nothing is decided here."""
    del command


if __name__ == "__main__":
    main()
