"""Times that integrators give, held against our clock."""

from datetime import datetime, timedelta

from api.schemas.results import InterviewResultBody
from kindregards.http.refusals import FieldProblem, RequestInvalidError

LARGEST_LEAD = timedelta(minutes=5)


def refuse_future(result: InterviewResultBody | None, *, at: str, now: datetime) -> None:
    """Raise RequestInvalidError for a result of an interview that is yet to end; `at` points to the result."""
    if result is None or result.completed_at <= now + LARGEST_LEAD:
        return
    sentence = f"An interview cannot have ended in the future; here it is {now.isoformat(timespec='seconds')}."
    problem = FieldProblem(pointer=f"{at}/completed_at", code="time_in_future", message=sentence)
    raise RequestInvalidError([problem])
