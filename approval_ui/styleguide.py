"""The style guide: every component in every state, for whoever changes how the console looks."""

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from approval_ui import vocabulary as v
from approval_ui.charts import Bar, Bars, Cell, Heatmap, HeatRow, Line, Point, Series
from approval_ui.visits import SignedIn
from kindregards.domain.errors import NotFoundError
from kindregards.http.languages import marked

TOKENS = (
    "bg", "surface", "sunken", "line", "line-strong", "text", "muted", "accent", "accent-soft",
    "danger", "danger-soft", "warning", "warning-soft", "positive", "positive-soft",
)  # fmt: skip
ICONS = ("clock", "eye", "send", "check", "hand", "alert", "question", "mail", "phone", "chat", "undo", "edit", "chart")
KINDS = (
    (marked("Chips of a case"), (*v.REVIEW_STATES.values(), v.LATE, *v.OUTCOMES.values())),
    (marked("Chips of an application"), tuple(v.APPLICATION_STATES.values())),
    (marked("Chips of a delivery"), (*v.CHANNELS.values(), *v.DELIVERY_STATES.values())),
    (marked("Chips of a letter"), tuple(v.LETTER_STATES.values())),
)

router = APIRouter()


class StyleGuideHiddenError(NotFoundError):
    """It is shown in development only."""

    code = "not_found"


@router.get("/styleguide")
async def show_style_guide(visit: SignedIn) -> Response:
    """Show everything there is to look at."""
    if not visit.services.in_development:
        raise StyleGuideHiddenError("The style guide is shown in development only.")
    return visit.page("styleguide.html", tokens=TOKENS, icons=ICONS, kinds=KINDS, **_figures())


def _figures() -> dict[str, Any]:  # Any: the names of the figures
    """Return one chart of each kind, of invented figures."""
    words: dict[str, Any] = {  # Any: what every figure is given, by name
        "title": "Title states the finding",
        "definition": "How it is counted",
        "period": "2026",
        "label_heading": "Label",
        "value_heading": "Value",
    }
    several = tuple(
        Bar(label=label, value=value, shown=f"{value:.0%}", n=n, low=value - 0.08, high=value + 0.08, interval="± 8")
        for label, value, n in (("A", 0.82, 120), ("B", 0.55, 60), ("C", 0.3, 12))
    )
    points = tuple(Point(x=x, y=1 - x / 100, label=str(x), shown=f"{100 - x}%", n=90) for x in range(0, 101, 10))
    cells = tuple(Cell(value=hour / 24, shown=f"{hour / 24:.0%}", n=10 + 5 * hour) for hour in range(24))
    rows = tuple(HeatRow(label=str(day), cells=cells) for day in range(1, 8))
    return {
        "figure": Bars(id="bars", bars=several, n=192, top=1, **words),
        "thin": Bars(id="thin", bars=several[2:], n=12, top=1, **words),
        "steps": Line(
            id="steps", series=(Series(name="A", points=points),), n=90, is_step=True, mark=60, mark_shown="60",
            top_shown="100%", **words,
        ),
        "heat": Heatmap(id="heat", headings=tuple(map(str, range(24))), rows=rows, n=11_000, **words),
    }  # fmt: skip
