"""One letter on its whole way: what a reviewer saw is what leaves and what the page shows; looking changes nothing."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from html import unescape

import httpx
import pytest

from benchmarks.running_system import ADMIN
from tests.approval_ui.browser import hidden_fields
from tests.end_to_end.conftest import EndToEnd, link_in

pytestmark = pytest.mark.slow

TOKEN = re.compile(r"(?<=/[lsu]/)[\w-]{43}")
LINK = re.compile(r'href="([^"]+)"')
SCANNERS = (
    {"user-agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36"},
    {"user-agent": "Barracuda Sentinel (EE)"},
    {"user-agent": "Mozilla/5.0 Chrome/141.0", "purpose": "prefetch", "sec-purpose": "prefetch;prerender"},
)
# Every opening of a link is written down, graded, and counts for nothing by itself.
WRITTEN_BY_LOOKING = {"page_views"}


@contextmanager
def console(end_to_end: EndToEnd) -> Iterator[httpx.Client]:
    """Yield a client that is signed in."""
    origin = end_to_end.system.url
    with httpx.Client(base_url=origin, headers={"origin": origin, "sec-fetch-site": "same-origin"}) as client:
        email, password = ADMIN
        fields = hidden_fields(client.get("/login").text, "/login") | {"email": email, "password": password}
        assert client.post("/login", data=fields).status_code == httpx.codes.SEE_OTHER
        yield client


def masked(html: str) -> str:
    """Return a letter without what tells one attempt from another."""
    return TOKEN.sub("token", html.replace('<base target="_blank">', ""))


def words_of(html: str) -> str:
    """Return what is read of a page, spaces evened out."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_preview_sent_and_hosted_letter_are_one(end_to_end: EndToEnd) -> None:
    application = end_to_end.submit(score=65, phone=None)
    review_id = end_to_end.until(application["id"], "awaiting_review")["review_id"]
    with console(end_to_end) as client:
        case = client.get(f"/queue/{review_id}").text
        preview = client.get(f"/queue/{review_id}/preview").text
        decision = f"/queue/{review_id}/decision"
        fields = hidden_fields(case, decision) | {"outcome": "reject", "reason": "interview_performance"}
        assert client.post(decision, data=fields).status_code == httpx.codes.SEE_OTHER
        mail = end_to_end.letter_to(application["email"])
        told = end_to_end.until(application["id"], "told")
        kept = client.get(f"/letters/{told['letter_id']}/html").text
    sent = {part["type"]: part["value"] for part in json.loads(mail.body)["content"]}
    letter = end_to_end.client.get(f"/v1/letters/{told['letter_id']}").raise_for_status().json()
    hosted = words_of(httpx.get(end_to_end.system.url + link_in(mail.text, "l")).text)

    assert masked(preview) == masked(sent["text/html"]) == masked(kept)
    assert fields["letter_hash"] == letter["content_hash"]
    assert len(letter["text"]) > 100
    for paragraph in letter["text"].split("\n\n"):
        said = " ".join(paragraph.split())
        assert said in hosted
        assert said in " ".join(sent["text/plain"].split())
        assert said in words_of(sent["text/html"])


def test_scanners_that_open_every_link_change_nothing(end_to_end: EndToEnd) -> None:
    application = end_to_end.submit(score=48, phone=None)
    mail = end_to_end.letter_to(application["email"])
    end_to_end.until(application["id"], "told")
    origin = end_to_end.system.url
    links = {unescape(link) for link in re.findall(rf"{re.escape(origin)}/[\w/-]+", mail.body.decode())}
    before = everything_about(end_to_end, application["id"])

    seen = walked(origin, links)

    after = everything_about(end_to_end, application["id"])
    changed = {table for table in before if after[table] != before[table]}
    assert {path.split("/")[1] for path in seen} == {"l", "s"}
    assert len(seen) >= 6
    assert sum(map(len, before.values())) > 10
    assert changed == WRITTEN_BY_LOOKING
    assert end_to_end.client.get(f"/v1/applications/{application['id']}").json()["acknowledged_at"] is None


def walked(origin: str, links: set[str]) -> set[str]:
    """Open every link, and every link on the pages behind them, as scanners do; return their paths without token."""
    seen: set[str] = set()
    waiting = set(links)
    while waiting:
        link = waiting.pop()
        seen.add(link)
        for headers in SCANNERS:
            httpx.head(link, headers=headers)
            page = httpx.get(link, headers=headers)
            assert page.status_code < httpx.codes.INTERNAL_SERVER_ERROR
        found = {origin + unescape(path) for path in LINK.findall(page.text) if re.match(r"/[lsu]/", path)}
        waiting |= found - seen
    return {TOKEN.sub("token", link.removeprefix(origin)) for link in seen}


def everything_about(end_to_end: EndToEnd, application_id: str) -> dict[str, list[tuple[object, ...]]]:
    """Return every row that belongs to an application, and all that stop messages to an address."""
    path = end_to_end.system.data_dir / "kindregards.db"
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {name: database.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall() for name in tables}  # noqa: S608 -- names of our own tables
        [(person,)] = database.execute(
            "SELECT candidate_id FROM applications WHERE id = ?", [application_id]
        ).fetchall()
    about = {name: [row for row in found if {application_id, person} & set(row)] for name, found in rows.items()}
    return about | {"suppressions": rows["suppressions"]}
