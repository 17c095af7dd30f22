"""How late reminders are when a thousand fall due in one second, beside as many bare timers with one activity each.

Fills a fresh system with candidates who were told, takes their journeys up where they listen (as a journey that
continues as new is), each with a reminder due within the same second, and waits until the stand-ins for SMS and e-mail
have accepted all of them. `ratio` is the p99 lateness of reminders by that of the bare workflows, both counted from the
moment each was due: a bare one until its activity runs, a reminder until a provider has it. `composed_p99_ms` tells how
late the first of a reminder's two steps was.
"""

import asyncio
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from benchmarks.bare_engine import TASK_QUEUE, BareReminder
from benchmarks.due_second import Lateness, start_for_one_second
from benchmarks.figures import machine, milliseconds, parser, quotient, say, show
from benchmarks.processor_time import read, spent
from benchmarks.rounds import Course, course
from benchmarks.running_system import AT_ONCE_POLICY
from benchmarks.seed import Wanted, fill
from benchmarks.seeding.invented import Inventor
from kindregards.domain.journey import Journey, Listening, Step
from kindregards.settings import Settings, load_settings
from kindregards.store.companies import DEFAULT_COMPANY_ID
from workflows.candidate import CandidateJourney
from workflows.client import workflow_id

_POLICY = {**AT_ONCE_POLICY, "reminders": [{"after": "PT1S", "channel": "sms"}]}
_TRIAL = 40
_PATIENCE_SECONDS = 600.0
_MONTH = timedelta(days=30)
_PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Somebody who was told and has not read, and where a reminder will go."""

    application_id: str
    letter_id: str
    address: str


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    made = parser("reminders", __doc__, "", "--json --count 100")
    made.add_argument("--count", type=int, default=1000, help="reminders due in one second (default: 1000)")
    options = made.parse_args(arguments)
    show(asyncio.run(_measure(options.count)), only_json=options.json)
    os._exit(0)  # a process that used a Temporal client may crash while the interpreter tears down


async def _measure(count: int) -> dict[str, object]:
    say("starting a whole system")
    async with course() as prepared:
        prepared.system.put_policy(_POLICY)
        settings = load_settings(data_dir=prepared.system.data_dir)
        say(f"{count:,} candidates who were told")
        await asyncio.to_thread(fill, settings, Wanted(told=count + _TRIAL))
        people = _told(prepared)
        say("bare timers")
        bare = await _bare(prepared, count)
        say("reminders")
        ours, composed = await _ours(prepared, settings, people, count)
        return {
            "reminders": count,
            "ratio": quotient(milliseconds(ours.seconds, 99) or 0, milliseconds(bare.seconds, 99) or 0),
            **ours.figures(),
            "composed_p99_ms": milliseconds(composed, 99),
            **bare.figures("bare_"),
            "others_share": round(max(bare.spent.others, ours.spent.others), 2),
            **machine(),
        }


async def _bare(prepared: Course, count: int) -> Lateness:
    """Return how late bare activities ran after their timers."""
    parts = {"temporal": prepared.system.parts()["temporal"], "worker": prepared.bare_pid, "bench": os.getpid()}
    client = prepared.client

    async def start(number: int, due_at: float) -> None:
        await client.start_workflow(BareReminder.run, due_at, id=_bare_id(number), task_queue=TASK_QUEUE)

    due = await start_for_one_second(prepared, parts, count, start, trial=_TRIAL)
    # Asking for results meanwhile would be work that reminders do not cause.
    await prepared.quiet(parts, patience=_PATIENCE_SECONDS)
    used = spent(due.before, read(parts))
    handles = [client.get_workflow_handle(_bare_id(number), result_type=float) for number in range(count)]
    return Lateness(seconds=[float(await handle.result()) for handle in handles], spent=used)


def _bare_id(number: int) -> str:
    return f"bare-reminder-{number}"


async def _ours(
    prepared: Course, settings: Settings, people: Sequence[Told], count: int
) -> tuple[Lateness, Sequence[float]]:
    """Return how late reminders were accepted, and how late they were composed."""
    parts = prepared.parts()

    async def start(number: int, due_at: float) -> None:
        person, due = people[number], datetime.fromtimestamp(due_at, UTC)
        await prepared.client.start_workflow(
            CandidateJourney.run,
            Journey(
                company_id=DEFAULT_COMPANY_ID,
                application_id=person.application_id,
                step=Step.LISTEN,
                last_sequence=1,
                letter_id=person.letter_id,
                listening=Listening(remind_at=due, until=due + _MONTH),
                assesses_locally=True,
                reminds_locally=True,
            ),
            id=workflow_id(person.application_id),
            task_queue=settings.temporal_task_queue,
        )

    due = await start_for_one_second(prepared, parts, count, start, trial=_TRIAL)
    moments = dict(zip(people, due.moments, strict=False))
    accepts = prepared.providers.accepts
    accepted = await asyncio.gather(*(accepts(each.address, patience=_PATIENCE_SECONDS) for each in moments))
    await prepared.quiet(parts)
    used = spent(due.before, read(parts))
    late = [at - moment for at, moment in zip(accepted, moments.values(), strict=True)]
    written = _composed(settings)
    composed = [written[person.application_id] - moment for person, moment in moments.items()]
    return Lateness(seconds=late, spent=used), composed


def _told(prepared: Course) -> list[Told]:
    """Return the seeded people, as the API lists them."""
    inventor, found = Inventor("told"), {each["external_id"]: each for each in _pages(prepared)}
    numbers = (number for number in range(len(found)) if inventor.external_id(number) in found)
    return [_person(inventor, number, found[inventor.external_id(number)]) for number in numbers]


def _pages(prepared: Course) -> Iterator[dict[str, str]]:
    """Yield every application that was told."""
    cursor = ""
    with prepared.system.client() as http:
        while cursor is not None:
            query = f"state=told&limit={_PAGE}" + (f"&cursor={cursor}" if cursor else "")
            page = http.get(f"/v1/applications?{query}").raise_for_status().json()
            yield from page["data"]
            cursor = page["next_cursor"]


def _person(inventor: Inventor, number: int, listed: Mapping[str, str]) -> Told:
    candidate = inventor.person(number)
    address = candidate.phone or candidate.email or ""
    return Told(application_id=listed["id"], letter_id=listed["letter_id"], address=address)


def _composed(settings: Settings) -> dict[str, float]:
    """Return the wall-clock second at which each application's reminder was written, read from SQLite itself."""
    path = settings.data_dir / "kindregards.db"
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        rows = database.execute("SELECT application_id, created_at FROM letters WHERE purpose = 'reminder'").fetchall()
    return {application: datetime.fromisoformat(at).replace(tzinfo=UTC).timestamp() for application, at in rows}


if __name__ == "__main__":
    main()
