"""Until when a case may be put off: a few moments to choose from, in the reader's own zone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kindregards.domain.errors import InvalidError
from kindregards.http.languages import marked
from kindregards.http.moments import Moments

_MORNING = 9
_MONDAY = 7


class MomentUnknownError(InvalidError):
    """What was typed is no moment."""

    code = "invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class SnoozeChoice:
    """A moment to come back at; `word` is a message."""

    word: str
    until: datetime

    @property
    def value(self) -> str:
        """Return it as a form sends it."""
        return self.until.isoformat()


def snooze_choices(moments: Moments, due_at: datetime) -> tuple[SnoozeChoice, ...]:
    """Return the moments offered; none later than the case is due, and none for what is due already."""
    here = moments.now.astimezone(moments.zone)
    morning = here.replace(hour=_MORNING, minute=0, second=0, microsecond=0)
    offered = (
        SnoozeChoice(word=marked("In two hours"), until=moments.now + timedelta(hours=2)),
        SnoozeChoice(word=marked("Tomorrow morning"), until=morning + timedelta(days=1)),
        SnoozeChoice(word=marked("Monday morning"), until=morning + timedelta(days=_MONDAY - here.weekday())),
        SnoozeChoice(word=marked("When it is due"), until=due_at),
    )
    return tuple(each for each in offered if moments.now < each.until <= due_at)


def moment_of(text: str | None, moments: Moments) -> datetime:
    """Return the moment a form names; without a zone it is the reader's."""
    try:
        at = datetime.fromisoformat(text or "")
    except ValueError:
        raise MomentUnknownError("Choose one of the moments offered, or type day and time.") from None
    return at if at.tzinfo else at.replace(tzinfo=moments.zone)
