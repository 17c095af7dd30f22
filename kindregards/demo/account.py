"""What the person at the terminal sees: a live account of every way, and the report at the end."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from rich import box
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from kindregards.demo.expectations import shortcomings
from kindregards.demo.narration import Narration
from kindregards.demo.people import Person
from kindregards.demo.report import Report, Row
from kindregards.demo.walk import Watcher
from kindregards.demo.way import Way
from kindregards.domain.tours import Scenario, Stop

_PLAIN_WIDTH = 120
_MARGIN = 9
_COUNTS = ("people", "told", "letters", "personal", "delivered", "opened", "acknowledged", "reminded")
_STYLES = {"reminded": "yellow", "called": "yellow", "review_opened": "yellow", "acknowledged": "green"}


def terminal(*, is_silent: bool = False) -> Console:
    """Return a console: coloured on a terminal, plain lines of a fixed width elsewhere, or silent."""
    console = Console(highlight=False, quiet=is_silent)
    if not console.is_terminal:
        console.width = _PLAIN_WIDTH
    return console


class Account:
    """Tells the story of one play."""

    def __init__(self, console: Console, narration: Narration, url: str) -> None:
        """Write to this console; `url` is where the system's own console is."""
        self._console = console
        self._narration = narration
        self._url = url

    @contextmanager
    def scenario(self, scenario: Scenario, people: Sequence[Person]) -> Iterator[Watcher]:
        """Announce a scenario and show, on a terminal, what each of its people is at."""
        self._console.print()
        self._console.rule(Text(self._narration.say("scenario", scenario.value), style="bold"), align="left")
        columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
        with Progress(*columns, console=self._console, transient=True, disable=not self._console.is_terminal) as shown:
            tasks = {person.key: shown.add_task(person.name) for person in people}

            def watch(way: Way, stop: Stop) -> None:
                description = f"{way.person.name}  {self._narration.say('now', stop)}"
                shown.update(tasks[way.person.key], description=description, visible=stop is not Stop.DONE)

            yield watch

    def tell(self, way: Way) -> None:
        """Tell one candidate's way, step by step."""
        person = way.person
        score = self._narration.say("label", "score", score=f"{person.result['score']:g}")
        facts = f" · {person.job['title']} · {score} · {person.candidate['country']}"
        self._console.print()
        self._console.print(Text.assemble((person.name, "bold"), (facts, "dim")))
        self._console.print(Text(self._narration.say("shows", person.shows), style="italic"))
        self._steps(way)
        self._links(way)
        for sentence in shortcomings(way):
            self._console.print(Text(self._narration.say("label", "problem", sentence=sentence), style="bold red"))

    def report(self, report: Report) -> None:
        """Show the numbers."""
        self._console.print()
        self._console.print(self._numbers(report))
        self._console.print(self._endings(report))
        self._console.print(Text(self._narration.say("report", "median_note"), style="dim"))

    def _steps(self, way: Way) -> None:
        steps = way.steps
        for step in steps:
            sentence = self._narration.step(step, way)
            if sentence is not None:
                self._line(_after(steps[0].at, step.at), Text(sentence, style=_STYLES.get(step.event, "")))
            if step.event == "told":
                for words in self._narration.quotations(way):
                    self._line("", Text(words, style="cyan"))

    def _line(self, margin: str, words: Text) -> None:
        """Print words beside a margin, every line of them beneath the first."""
        lines = words.wrap(self._console, max(20, self._console.width - _MARGIN - 1))
        for number, line in enumerate(lines):
            line.rstrip()
            before = margin if number == 0 else ""
            self._console.print(Text.assemble((f"{before:>{_MARGIN}} ", "dim"), line), no_wrap=True)

    def _links(self, way: Way) -> None:
        links = {"console": f"{self._url}/applications/{way.application['id']}"} if way.application else {}
        if way.letter_link is not None:
            links = {"letter": way.letter_link, **links}
        for name, link in links.items():
            label = self._narration.say("label", name)
            self._console.print(Text.assemble((f"{label:>{_MARGIN}} ", "dim"), (link, "blue")), soft_wrap=True)

    def _numbers(self, report: Report) -> Table:
        """Return a table with a column for each scenario and language, which fits a terminal of 80 columns."""
        table = Table(title=self._word("title"), title_justify="left", box=box.SIMPLE_HEAD)
        table.add_column()
        for row in report.rows:
            table.add_column(self._heading(row), justify="right")
        table.add_column(self._word("all"), justify="right", style="bold")
        rows = (*report.rows, report.all)
        for name in _COUNTS:
            table.add_row(self._word(name), *(str(getattr(row, name)) for row in rows))
        table.add_row(self._word("median"), *(self._median(row) for row in rows))
        return table

    def _endings(self, report: Report) -> Table:
        table = Table(title=self._word("outcomes_title"), title_justify="left", box=box.SIMPLE_HEAD)
        for name in ("outcome", "reason", "decided_by"):
            table.add_column(self._word(name))
        table.add_column(self._word("number"), justify="right")
        for ending in report.endings:
            table.add_row(
                self._narration.say("outcome", ending.outcome),
                self._narration.reason(ending.reason),
                self._word(ending.decided_by),
                str(ending.people),
            )
        return table

    def _word(self, name: str) -> str:
        return self._narration.say("report", name)

    def _heading(self, row: Row) -> str:
        scenario = self._narration.say("name", str(row.scenario))
        return f"{scenario} {self._narration.say('label', f'language_{row.language}')}"

    def _median(self, row: Row) -> str:
        if row.median_seconds is None:
            return self._word("nothing")
        return self._narration.say("report", "seconds", seconds=f"{row.median_seconds:.1f}")


def _after(begin: datetime, at: datetime) -> str:
    return f"+{(at - begin).total_seconds():.1f} s"
