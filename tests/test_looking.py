"""Opening any address of any door, whoever opens it, decides nothing and changes nobody's case."""

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from sqlalchemy import select
from sqlalchemy.orm import Session

from kindregards.clock import now
from kindregards.domain.accounts import Role
from kindregards.domain.ports.accounts import NewUser
from kindregards.doors import build_doors
from kindregards.serving import ByPrefix
from kindregards.settings import load_settings
from kindregards.store.companies import DEFAULT_COMPANY_ID
from kindregards.store.database import Database
from kindregards.store.schema import METADATA
from tests.approval_ui.browser import hidden_fields
from tests.store.company import PASSWORD
from tests.store.office import Office, an_office, founded

pytestmark = pytest.mark.anyio
ADMIN = "ada@example.com"
# What somebody declared of themselves: for reports of groups, never for whoever decides.
DECLARED = "declared-by-themselves"
# What looking leaves behind: that somebody looked. All else is what was decided, written, or is to be told.
TRACES = {"sessions", "sign_in_attempts", "review_openings", "page_views", "api_keys"}
TRACING_COLUMNS = {"claimed_by", "lease_until"}

Rows = dict[str, list[dict[str, object]]]


def kept(session: Session) -> Rows:
    """Return every row of every table but those of traces."""
    tables = [table for table in METADATA.sorted_tables if table.name not in TRACES]
    return {
        table.name: [
            {name: value for name, value in row.items() if name not in TRACING_COLUMNS}
            for row in session.execute(select(table).order_by(*table.primary_key)).mappings()
        ]
        for table in tables
    }


def looks(app: FastAPI) -> Iterator[str]:
    """Yield every address that can be opened, with its parameters still in braces."""
    for route in iter_route_contexts(app.routes):
        if route.path is not None and "GET" in (route.methods or set()):
            yield route.path


async def a_full_office(database: Database, folder: Path) -> tuple[Office, Mapping[str, str]]:
    """Return a company in which something of everything waits, and how to name it in an address."""
    office = founded(an_office(load_settings(data_dir=folder), database))
    stores = office.stores
    admin = NewUser(email=ADMIN, name="Ada", password=PASSWORD, role=Role.ADMIN)
    user = await stores.accounts.create(DEFAULT_COMPANY_ID, admin, now=now())
    case = await office.ask(await office.submit(1, self_declared={"origin": DECLARED}))
    letter, _ = await office.told(2)
    waiting = await office.rejected(3)
    token = await stores.pages.mint(DEFAULT_COMPANY_ID, letter.application_id, now=now())
    await stores.voice.join_pool(token, now=now())
    return office, {
        "review_id": case.review.id,
        "application_id": case.application.id,
        "letter_id": waiting.letter_id,
        "token": token,
        "name": "default",
        "version": "1",
        "number": "1",
        "user_id": user.id,
    }


@asynccontextmanager
async def signed_in(app: ByPrefix, key: str) -> AsyncIterator[httpx.AsyncClient]:
    """Yield a browser of the administrator that also shows an integrator's key."""
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8080") as client:
        form = hidden_fields((await client.get("/login")).text, "/login") | {"email": ADMIN, "password": PASSWORD}
        entered = await client.post("/login", data=form, headers={"sec-fetch-site": "same-origin"})
        assert entered.status_code == 303
        client.headers["authorization"] = f"Bearer {key}"
        yield client


async def test_opening_every_address_decides_nothing_and_changes_nobodys_case(sqlite_url: str, tmp_path: Path) -> None:
    database = Database(sqlite_url)
    office, named = await a_full_office(database, tmp_path)
    key = await office.stores.api_keys.create(DEFAULT_COMPANY_ID, "integrator", is_test=False, now=now())
    doors = build_doors(load_settings(data_dir=tmp_path), office.stores, ())
    assert isinstance(doors, ByPrefix)
    apps = [*doors._applications, ((), doors._otherwise)]
    paths = sorted({path for _, app in apps if isinstance(app, FastAPI) for path in looks(app)})
    before = await database.read(kept)

    answers, telling = {}, []
    async with signed_in(doors, key) as client:
        for path in paths:
            address = re.sub(r"\{(\w+)[^}]*\}", lambda part: named.get(part[1], "1"), path)
            answer = await client.get(address)
            answers[path] = answer.status_code
            if DECLARED in answer.text:
                telling.append(path)

    after = await database.read(kept)
    assert {name for name, rows in after.items() if rows != before[name]} == set()
    assert telling == []
    assert len(paths) > 80
    assert not {path: status for path, status in answers.items() if status >= 500}
    opened = [path for path, status in answers.items() if status == 200]
    assert len(opened) > 60, sorted(set(paths) - set(opened))
