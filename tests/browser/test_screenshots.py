"""Every page on a desk and on a phone, by day and by night, in both languages: nothing sticks out."""

from dataclasses import replace
from typing import Literal

import pytest

from kindregards.domain.languages import Language
from tests.approval_ui.office import AMARA, LIN
from tests.approval_ui.touring import OVER, UNDER_WAY, path_of
from tests.browser.conftest import OpenWindow
from tests.browser.system import System
from tests.candidate_ui.fakes import EXPIRED, TOKEN, a_hosted_letter, a_status

pytestmark = pytest.mark.slow

CONSOLE = {
    "today": "/",
    "queue": "/queue",
    "case": "/queue/review-1",
    "case-borderline": "/queue/review-2",
    "case-without-result": "/queue/review-6",
    "editor": "/queue/review-1/letter",
    "applications": "/applications",
    "application": "/applications/application-told",
    "application-held": "/applications/application-held-ambiguous_dispatch",
    "mailbox": "/mailbox",
    "doubts": "/doubts",
    "message": "/mailbox/message-2",
    "why": "/applications/application-told/why",
    "policies": "/policies",
    "policy": "/policies/default",
    "policy-version": "/policies/default/versions/2",
    "me": "/me",
    "demo": "/demo",
    "tour": path_of(UNDER_WAY),
    "tour-over": path_of(OVER),
    "not-found": "/nothing",
}
CANDIDATE = {
    "letter": f"/l/{TOKEN}",
    "status": f"/s/{TOKEN}",
    "withdraw": f"/s/{TOKEN}/withdraw",
    "decline": f"/s/{TOKEN}/decline-ai-interview",
    "unsubscribe": f"/u/{TOKEN}",
    "expired": f"/l/{EXPIRED}",
}
WINDOWS: tuple[tuple[Language, int, Literal["light", "dark"]], ...] = (
    (Language.ENGLISH, 1280, "light"),
    (Language.ENGLISH, 768, "light"),
    (Language.ENGLISH, 360, "dark"),
    (Language.CHINESE, 1280, "dark"),
)
NARROWEST = (Language.CHINESE, 360, "light")
MATRIX = (*(pytest.param(*window, marks=pytest.mark.proof) for window in WINDOWS), NARROWEST)


@pytest.mark.parametrize(("language", "width", "scheme"), MATRIX)
def test_no_page_of_the_console_is_wider_than_its_window(
    language: Language, width: int, scheme: Literal["light", "dark"], window: OpenWindow
) -> None:
    reader = window(language=language, width=width, scheme=scheme)
    reader.open("/login")
    reader.photograph("login")
    reader.sign_in(LIN if language is Language.CHINESE else AMARA)

    overflows = {}
    for name, path in CONSOLE.items():
        reader.open(path)
        overflows[name] = reader.overflow
        # A fixed bar would lie across a picture of the whole page.
        reader.photograph(name, whole=not name.startswith("case"))

    assert {name: pixels for name, pixels in overflows.items() if pixels > 0} == {}


@pytest.mark.parametrize(("language", "width", "scheme"), MATRIX)
def test_no_page_of_a_candidate_is_wider_than_its_window(
    language: Language, width: int, scheme: Literal["light", "dark"], window: OpenWindow, system: System
) -> None:
    names = {"company_name": "Dawn Technology", "candidate_name": "Daniel Okafor", "job_title": "Backend engineer"}
    system.pages.letter_shown = a_hosted_letter(language)
    system.pages.status_page = a_status(language=language, **(names if language is Language.ENGLISH else {}))
    reader = window(language=language, width=width, scheme=scheme)

    overflows = {}
    for name, path in CANDIDATE.items():
        reader.open(path)
        overflows[name] = reader.overflow
        reader.photograph(f"candidate-{name}")

    assert {name: pixels for name, pixels in overflows.items() if pixels > 0} == {}


def test_the_longest_names_break_no_page(window: OpenWindow, system: System) -> None:
    case = system.office.desk.cases["review-1"]
    name = "Maximiliane-Friederike von der Brüggen-Schwarzenbergerstraße"
    title = "Donaudampfschifffahrtsgesellschaftskapitänsanwärterinnenausbildungsleitung"
    review = replace(case.review, candidate_name=name, job_title=title)
    system.office.desk.cases["review-1"] = replace(case, review=review)
    reader = window(width=360)
    reader.sign_in(AMARA)

    overflows = []
    for path in ("/", "/queue", "/queue/review-1", "/queue/review-1/letter"):
        reader.open(path)
        overflows.append(reader.overflow)
        reader.photograph(f"long-names-{len(overflows)}", whole=False)

    assert overflows == [0, 0, 0, 0]
