"""Figures to be drawn by templates/charts.html: values, intervals, and what is said about them in a reader's words."""

import unicodedata
from dataclasses import dataclass
from itertools import chain, pairwise

# Below this many a share says little; it is drawn in grey.
FEW = 30
_WIDEST_LABEL = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What stands around a drawing: `title` states the finding, `definition` says how it is counted, over which period.

    `id` is unique on the page; `label_heading` and `value_heading` head the table with the same data.
    """

    id: str
    title: str
    definition: str
    period: str
    n: int
    label_heading: str
    value_heading: str

    @property
    def is_thin(self) -> bool:
        """Say whether so few are counted that the whole figure is drawn in grey."""
        return self.n < FEW


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: `shown` is its value in words; `low` and `high` bound a 95 % interval; `href` shows the people."""

    label: str
    value: float
    shown: str
    n: int
    low: float | None = None
    high: float | None = None
    interval: str = ""
    href: str | None = None

    @property
    def is_thin(self) -> bool:
        """Say whether too few stand behind the bar to lean on it."""
        return self.n < FEW

    @property
    def short_label(self) -> str:
        """Return the label cut to what a phone can show; the table has all of it."""
        return shortened(self.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars(Figure):
    """Bars from zero to `top`, by default their highest value; `mark` draws an upright line, such as a limit."""

    bars: tuple[Bar, ...]
    top: float | None = None
    mark: float | None = None
    mark_shown: str = ""

    @property
    def scale(self) -> float:
        """Return the value at the right edge."""
        reached = chain((bar.value for bar in self.bars), (bar.high or 0 for bar in self.bars), (self.mark or 0,))
        return self.top or max(reached, default=0) or 1

    def percent(self, value: float) -> float:
        """Return where a value lies between the edges, in percent."""
        return _percent(value, 0, self.scale)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of a line; `label` and `shown` are its two values in words."""

    x: float
    y: float
    label: str
    shown: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Points from left to right."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Figure):
    """Up to three lines from zero to `top`; as steps, a value holds until the next point."""

    series: tuple[Series, ...]
    top: float | None = None
    top_shown: str
    is_step: bool = False
    mark: float | None = None
    mark_shown: str = ""

    @property
    def points(self) -> tuple[Point, ...]:
        """Return every point of every line."""
        return tuple(chain.from_iterable(each.points for each in self.series))

    @property
    def scale(self) -> float:
        """Return the value at the upper edge."""
        return self.top or max((point.y for point in self.points), default=0) or 1

    @property
    def marked_percent(self) -> float | None:
        """Return where the mark stands between left and right edge, in percent."""
        return None if self.mark is None else self._across(self.mark)

    def path(self, series: Series) -> str:
        """Return an SVG path in a box of 100 by 100."""
        places = [(self._across(point.x), 100 - _percent(point.y, 0, self.scale)) for point in series.points]
        if self.is_step:
            corners = [((after[0], before[1]), after) for before, after in pairwise(places)]
            places = [*places[:1], *chain.from_iterable(corners)]
        return " ".join(f"{'L' if number else 'M'}{x:.2f} {y:.2f}" for number, (x, y) in enumerate(places))

    def _across(self, x: float) -> float:
        values = [point.x for point in self.points]
        return _percent(x, min(values), max(values))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One field of a heat map; nothing was counted where `value` is None."""

    value: float | None
    shown: str
    n: int

    @property
    def is_thin(self) -> bool:
        """Say whether too few were counted to lean on it."""
        return self.n < FEW


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """One row of cells."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heatmap(Figure):
    """Rows of cells, darker where the value is nearer to `top`."""

    headings: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    top: float | None = None

    @property
    def scale(self) -> float:
        """Return the value of the darkest cell."""
        return self.top or max((cell.value or 0 for row in self.rows for cell in row.cells), default=0) or 1

    def shade(self, cell: Cell) -> float:
        """Return how dark a cell is, from 0.08 to 1."""
        return round(max((cell.value or 0) / self.scale, 0.08), 2)


def shortened(label: str, widest: int = _WIDEST_LABEL) -> str:
    """Return a label of at most so many columns; Chinese characters take two."""
    taken = 0
    for number, sign in enumerate(label):
        taken += 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        if taken > widest:
            return f"{label[: max(number - 1, 1)].rstrip()}…"
    return label


def _percent(value: float, low: float, high: float) -> float:
    """Return where a value lies between two others, kept within 0 and 100."""
    if high <= low:
        return 0.0
    return round(min(max((value - low) / (high - low), 0.0), 1.0) * 100, 2)
