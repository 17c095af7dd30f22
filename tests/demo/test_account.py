"""The account as somebody reads it."""

import io

from rich.console import Console

from kindregards.demo.account import Account
from kindregards.demo.narration import Narration
from kindregards.demo.report import report_on
from kindregards.domain.languages import Language
from kindregards.domain.tours import Scenario, Stop
from tests.demo.ways import a_reviewed_person, a_way


def account(width: int = 120) -> tuple[Account, io.StringIO]:
    written = io.StringIO()
    console = Console(file=written, width=width, highlight=False)
    return Account(console, Narration(language=Language.ENGLISH, reasons={}), "http://127.0.0.1:8080"), written


def test_a_way_is_told_with_times_quotations_and_links() -> None:
    teller, written = account()

    teller.tell(a_way(a_reviewed_person(), letter_link="http://127.0.0.1:8080/l/abc"))

    assert written.getvalue().splitlines()[1:] == [
        "Ada Park · Tester · score 48 · US",
        "Well below 60: the policy turns down by itself; the letter names what was good, with evidence.",
        "   +0.0 s application for “Tester” received",
        "   +0.5 s AI interview finished: score 48",
        "   +1.0 s a person is asked: the policy sends results like this one to a person",
        "   +7.0 s still unread → reminder by text message, which does not tell the outcome",
        "   +8.0 s opened on the candidate's own page",
        "   letter http://127.0.0.1:8080/l/abc",
        "  console http://127.0.0.1:8080/applications/application-1",
    ]


def test_long_sentences_go_on_beneath_their_beginning_and_links_are_never_cut() -> None:
    teller, written = account(width=50)

    teller.tell(a_way(a_reviewed_person(), letter_link=f"http://127.0.0.1:8080/l/{'a' * 60}"))

    lines = written.getvalue().splitlines()
    begin = next(number for number, line in enumerate(lines) if "still unread" in line)
    assert lines[begin + 1].startswith(" " * 10 + "which does not tell")
    assert f"   letter http://127.0.0.1:8080/l/{'a' * 60}" in lines


def test_a_shortcoming_is_shown_where_it_happened() -> None:
    teller, written = account()

    teller.tell(a_way(problems=["The application is held: channels_failed."], application={}))

    assert "✗ The application is held: channels_failed." in written.getvalue()


def test_the_report_fits_eighty_columns_and_names_every_number() -> None:
    teller, written = account(width=80)
    ways = [a_way(), a_way(a_reviewed_person())]

    teller.report(report_on(ways))

    text = written.getvalue()
    assert max(map(len, text.splitlines())) <= 80
    assert "…" not in text
    for words in ("told", "delivered", "opened", "confirmed", "reminded", "result → letter", "decided by"):
        assert words in text


def test_without_a_terminal_nothing_moves() -> None:
    teller, written = account()

    with teller.scenario(Scenario.OFFER, [a_reviewed_person()]) as watch:
        watch(a_way(a_reviewed_person()), Stop.REVIEW)

    assert written.getvalue().splitlines()[1].startswith("Offer: not selected, called first")
    assert len(written.getvalue().splitlines()) == 2
