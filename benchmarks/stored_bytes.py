"""What an application leaves in the databases: bytes while it waits, events in its history."""

import sqlite3
from contextlib import closing
from pathlib import Path

from benchmarks.people import an_application
from benchmarks.posting import post_all
from benchmarks.rounds import Course


async def bytes_per_waiting(course: Course, count: int) -> int | None:
    """Return how much both databases grow for each application that waits for its interview."""
    posts = []
    for number in range(count):
        body = an_application(number, run="waiting")
        del body["interview_result"]
        posts.append(course.post(body))
    before = _stored(course.system.data_dir)
    await post_all(course.system.url, posts, connections=8)
    await course.quiet(course.parts())
    return round((_stored(course.system.data_dir) - before) / count) if count else None


async def history_events(course: Course) -> int:
    """Return how many events the history of a told candidate has."""
    with course.system.client() as http:
        told = http.get("/v1/applications", params={"state": "told", "limit": 1}).raise_for_status().json()["data"][0]
    handle = course.client.get_workflow_handle(f"application/{told['id']}")
    return len((await handle.fetch_history()).events)


def _stored(folder: Path) -> int:
    """Return the bytes in use; a file's size says less, because the write-ahead log grows by leaps."""
    return sum(_used(path) for path in folder.glob("*.db"))


def _used(path: Path) -> int:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        pages, free, size = (
            database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
        )
        return int((pages - free) * size)
