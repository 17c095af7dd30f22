"""Charts: what is drawn, what is grey, and the same data as a table."""

import re

import pytest

from approval_ui.charts import Bar, Bars, Cell, Figure, Heatmap, HeatRow, Line, Point, Series, shortened
from approval_ui.console import console_pages
from kindregards.domain.languages import Language
from kindregards.http.moments import Moments, zone_of
from tests.builders import NOW

MOMENTS = Moments(language=Language.ENGLISH, zone=zone_of("UTC", "UTC"), now=NOW)
WORDS = {
    "id": "delivered",
    "title": "E-mail arrives most often",
    "definition": "Delivered of accepted",
    "period": "1–30 June",
    "label_heading": "Channel",
    "value_heading": "Delivered",
}


def some_bars(*bars: Bar, n: int = 240) -> Bars:
    return Bars(bars=bars, n=n, **WORDS)  # type: ignore[arg-type]  # words only


def a_bar(label: str = "E-mail", value: float = 0.5, n: int = 120, **changes: object) -> Bar:
    return Bar(label=label, value=value, shown=f"{value:.0%}", n=n, **changes)  # type: ignore[arg-type]  # dataclass checks the names


def drawn(figure: Figure) -> str:
    name = type(figure).__name__.lower()
    source = f'{{% from "charts.html" import {name} with context %}}{{{{ {name}(figure) }}}}'
    template = console_pages().environments[Language.ENGLISH].from_string(source)
    return template.render(figure=figure, moments=MOMENTS)


def test_a_chart_states_its_finding_its_number_period_and_definition_and_repeats_its_data_as_a_table() -> None:
    html = drawn(some_bars(a_bar(low=0.4, high=0.6, interval="40–60%"), a_bar("SMS", 0.25, href="/applications?x=1")))

    assert '<svg class="chart" role="img" aria-label="E-mail arrives most often"' in html
    assert re.search(r"n = 240</span> · <span>1–30 June</span> · <span>Delivered of accepted", html)
    assert '<th scope="row">E-mail</th><td class="number">50%</td><td class="number">40–60%</td>' in html
    assert '<a href="/applications?x=1">SMS</a>' in html
    assert "style=" not in html


def test_bars_reach_as_far_as_their_values_and_few_are_grey() -> None:
    figure = some_bars(a_bar(value=0.5, high=0.8, low=0.1), a_bar("SMS", 0.2, n=29), a_bar("WeChat", 2.0, n=30))

    html = drawn(figure)

    assert [figure.percent(bar.value) for bar in figure.bars] == [25.0, 10.0, 100.0]
    assert html.count('<g class="thin">') == 1
    assert 'class="figure"' in html
    assert 'class="figure thin"' in drawn(some_bars(a_bar(), n=29))


def test_steps_hold_a_value_until_the_next_point() -> None:
    points = tuple(Point(x=x, y=y, label=str(x), shown=str(y), n=50) for x, y in ((0, 1.0), (5, 0.5), (10, 0.5)))
    series = Series(name="Passing", points=points)
    line = Line(series=(series,), top_shown="100%", n=50, **WORDS)  # type: ignore[arg-type]  # words only

    assert line.path(series) == "M0.00 0.00 L50.00 50.00 L100.00 50.00"
    stepped = Line(series=(series,), top_shown="100%", is_step=True, mark=5, n=50, **WORDS)  # type: ignore[arg-type]  # words only
    assert stepped.path(series) == "M0.00 0.00 L50.00 0.00 L50.00 50.00 L100.00 50.00 L100.00 50.00"
    assert '<line class="mark" x1="50.0%"' in drawn(stepped)


def test_a_heat_map_is_darkest_where_most_is_and_empty_where_nothing_was() -> None:
    cells = (Cell(value=0.8, shown="80%", n=40), Cell(value=0.4, shown="40%", n=3), Cell(value=None, shown="–", n=0))
    figure = Heatmap(headings=("0", "1", "2"), rows=(HeatRow(label="Mon", cells=cells),), n=43, **WORDS)  # type: ignore[arg-type]  # words only

    html = drawn(figure)

    assert [(figure.shade(cell), cell.is_thin) for cell in cells] == [(1.0, False), (0.5, True), (0.08, True)]
    assert re.findall(r'<rect class="(\w+)"', html) == ["fill", "thin", "none"]
    assert "<title>Mon 1: 40%</title>" in html


@pytest.mark.parametrize("nothing", [some_bars(n=0), some_bars(a_bar(value=0.0, n=0), n=0)])
def test_nothing_counted_is_drawn_without_a_fault(nothing: Bars) -> None:
    assert 'class="figure thin"' in drawn(nothing)


def test_long_labels_are_cut_where_a_phone_ends_and_chinese_signs_count_twice() -> None:
    assert shortened("E-mail") == "E-mail"
    assert shortened("Donaudampfschifffahrtsgesellschaftskapitän", 20) == "Donaudampfschifffah…"
    assert shortened("面试表现低于要求很多很多", 10) == "面试表现…"
