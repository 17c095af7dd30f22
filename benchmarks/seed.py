"""Fills a database with invented applications: encrypted, varied, with results, decisions, letters and timelines.

They are written by the store's own row functions in large batches. What is there already is not written again, so it
may be stopped and started again, or told to go on to a larger number. Seeded applications have no workflow: they fill
lists, queues and indexes, nothing happens to them. Never use it on a database that holds real people.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from benchmarks.figures import machine, parser, quotient, say, show
from benchmarks.seeding.author import Author
from benchmarks.seeding.correspondence import Correspondence
from benchmarks.seeding.invented import Inventor
from kindregards import clock
from kindregards.domain.composition import Brand
from kindregards.domain.intake import NewApplication
from kindregards.domain.journey import ApplicationRef
from kindregards.domain.ports.commands import OpenCommand
from kindregards.settings import Settings, load_settings
from kindregards.store.bootstrap import DEFAULT_POLICY_NAME, Bootstrap
from kindregards.store.database import Database
from kindregards.store.migrate import upgrade
from kindregards.store.rows import rows_together
from kindregards.store.tables import ApplicationTable
from kindregards.wiring import build_stores, open_database

_BATCH = 500
_SAY_EVERY_SECONDS = 5.0
_APART = timedelta(minutes=1)
_LONG_AGO, _TOLD_AGO = timedelta(days=40), timedelta(hours=12)

Write = Callable[[Session, NewApplication, datetime], ApplicationRef]


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """So many applications in one state, the newest of some age; results lie between two scores, None for none."""

    run: str
    count: int
    write: Write
    score: tuple[float, float] | None
    age: timedelta = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How many applications there shall be in each state."""

    applications: int = 0
    told: int = 0
    reviews: int = 0
    waiting: int = 0


def main(arguments: Sequence[str] | None = None) -> None:
    """Fill the database and print how long it took."""
    made = parser(
        "seed",
        __doc__,
        "--data-dir /tmp/full --applications 100000",
        "--url postgresql://kindregards@localhost/full --applications 1000000 --reviews 100000 --json",
    )
    made.add_argument("--url", help="database (default: as KINDREGARDS_DATABASE_URL or the data directory say)")
    made.add_argument("--data-dir", type=Path, help="whose secrets encrypt (default: as KINDREGARDS_DATA_DIR says)")
    made.add_argument("--applications", type=int, default=0, help="past ones: told, acknowledged, closed")
    made.add_argument("--told", type=int, default=0, help="told and not yet read")
    made.add_argument("--reviews", type=int, default=0, help="open ones, waiting for a reviewer")
    made.add_argument("--waiting", type=int, default=0, help="waiting for their interview")
    options = made.parse_args(arguments)
    wanted = Wanted(
        applications=options.applications, told=options.told, reviews=options.reviews, waiting=options.waiting
    )
    settings = load_settings(data_dir=options.data_dir, database_url=options.url)
    show({**fill(settings, wanted), **machine()}, only_json=options.json)


def fill(settings: Settings, wanted: Wanted) -> dict[str, object]:
    """Bring a database to the wanted numbers; return what was written and how fast."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    upgrade(settings.database_url.get_secret_value())
    begin, processor = time.monotonic(), time.process_time()
    with closing(open_database(settings)) as database:
        author = _author(settings, database)
        loads = (
            Load(run="closed", count=wanted.applications, write=author.closed, score=(20, 59.9), age=_LONG_AGO),
            Load(run="told", count=wanted.told, write=author.told, score=(20, 59.9), age=_TOLD_AGO),
            Load(run="review", count=wanted.reviews, write=author.in_review, score=(60, 74.9)),
            Load(run="waiting", count=wanted.waiting, write=author.waiting, score=None),
        )
        written = {load.run: _carry_out(database, author, load) for load in loads if load.count}
    seconds, total = time.monotonic() - begin, sum(written.values())
    return {
        "written": written,
        "seconds": round(seconds, 1),
        "per_s": quotient(total, seconds, 0),
        "cpu_ms_each": quotient(1000 * (time.process_time() - processor), total, 2),
    }


def _author(settings: Settings, database: Database) -> Author:
    stores = build_stores(settings, database, trigger=_nobody)
    bootstrap = Bootstrap(stores.accounts, stores.policies)
    brand = Brand(company_name=settings.company_name, sender_name=settings.sender_name)
    asyncio.run(bootstrap.run(brand, now=clock.now()))
    company_id = bootstrap.company_id
    active = asyncio.run(stores.policies.latest(company_id, DEFAULT_POLICY_NAME))
    return Author(
        candidates=stores.candidates,
        company_id=company_id,
        correspondence=Correspondence(brand=brand),
        policy=active.policy,
        policy_version=active.version,
    )


def _carry_out(database: Database, author: Author, load: Load) -> int:
    """Write what is missing of a load; return how many that were."""
    inventor = Inventor(load.run)
    first = database.read_sync(lambda session: _known(session, author.company_id, inventor))
    now, begin = clock.now(), time.monotonic()
    said = begin
    for start in range(first, load.count, _BATCH):
        numbers = range(start, min(start + _BATCH, load.count))
        database.write_sync(partial(_batch, author=author, load=load, numbers=numbers, now=now))
        if time.monotonic() - said > _SAY_EVERY_SECONDS:
            said = time.monotonic()
            left = (said - begin) / (numbers.stop - first) * (load.count - numbers.stop)
            say(f"{load.run}: {numbers.stop:,} of {load.count:,}, {left:.0f} s left")
    return max(0, load.count - first)


def _batch(session: Session, *, author: Author, load: Load, numbers: range, now: datetime) -> None:
    inventor = Inventor(load.run)
    moments = [now - load.age - (load.count - number) * _APART for number in numbers]
    applications = [
        inventor.application(number, score=load.score, at=at) for number, at in zip(numbers, moments, strict=True)
    ]
    author.add_jobs(session, applications, now)
    with rows_together(session):
        for new, at in zip(applications, moments, strict=True):
            load.write(session, new, at)


def _known(session: Session, company_id: str, inventor: Inventor) -> int:
    """Return how many of a load are there already; they are written in order, a batch at a time."""
    return session.execute(
        select(func.count())
        .select_from(ApplicationTable)
        .where(col(ApplicationTable.company_id) == company_id)
        .where(col(ApplicationTable.external_id).between(inventor.external_id(0), inventor.external_id(10**9 - 1)))
    ).scalar_one()


def _nobody(command: OpenCommand) -> None:
    """Carry no command: seeded applications have no workflow."""
    del command


if __name__ == "__main__":
    main()
