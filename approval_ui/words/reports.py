"""What reports are called, what they teach, and how their figures are counted."""

from collections.abc import Mapping
from dataclasses import dataclass

from kindregards.http.languages import marked


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWords:
    """A report's name, the question it answers, and what to do with the answer."""

    name: str
    question: str
    lesson: str


REPORTS: Mapping[str, ReportWords] = {
    "rejection-reasons": ReportWords(
        name=marked("Reasons"),
        question=marked("Why do applications end?"),
        lesson=marked(
            "One reason far ahead of all others is either a truth about the market or a habit of your rules. "
            "Open a few of the people behind it and see which."
        ),
    ),
    "telling": ReportWords(
        name=marked("Telling times"),
        question=marked("How long do people wait for their answer?"),
        lesson=marked(
            "The median is what most people feel; the slowest tenth is what they tell their friends. "
            "Cooling-off and send windows are part of the wait, and so is a queue."
        ),
    ),
    "delivery": ReportWords(
        name=marked("Delivery and reading"),
        question=marked("Do letters arrive, and are they read?"),
        lesson=marked(
            "Read means that a person pressed the button or wrote back; an opened mail proves nothing. "
            "Move the send window to the hours that are dark on the map."
        ),
    ),
    "reviews": ReportWords(
        name=marked("Reviews"),
        question=marked("Do reviewers keep up, and do they really decide?"),
        lesson=marked(
            "Nobody ever advancing anyone against the draft is a warning: then nobody reads. "
            "Late cases belong to a larger group or a narrower rule."
        ),
    ),
    "satisfaction": ReportWords(
        name=marked("Satisfaction"),
        question=marked("How do people find the way they were told?"),
        lesson=marked(
            "Who was turned down and still gives four or five may well apply again. Few answers say little: look at "
            "the interval, and at the words people leave on their applications."
        ),
    ),
    "talent-pool": ReportWords(
        name=marked("Talent pool"),
        question=marked("Who stays in touch after a no, and who comes back?"),
        lesson=marked(
            "The share that applies again is the best measure of a kind no. "
            "An invitation to everybody wears the pool out."
        ),
    ),
}
HEADINGS: Mapping[str, str] = {
    "party": marked("Whose reason"),
    "group": marked("Group"),
    "reason": marked("Reason"),
    "count": marked("Count"),
    "n": marked("Of"),
    "share": marked("Share"),
    "share_low": marked("Interval from"),
    "share_high": marked("Interval to"),
    "section": marked("Section"),
    "key": marked("Key"),
    "median_hours": marked("Median, hours"),
    "p90_hours": marked("Nine of ten within, hours"),
    "sent": marked("Sent"),
    "delivered": marked("Delivered"),
    "delivered_share": marked("Share delivered"),
    "read": marked("Read"),
    "read_share": marked("Share read"),
    "waiting": marked("Waiting"),
    "due_within_a_day": marked("Due within a day"),
    "late": marked("Late"),
    "held": marked("Out of time"),
    "decided": marked("Decided"),
    "overridden": marked("Advanced instead"),
    "override_share": marked("Share advanced instead"),
    "on_time": marked("On time"),
    "on_time_share": marked("Share on time"),
    "told": marked("Told"),
    "given": marked("Answers"),
    "given_share": marked("Share that answered"),
    "mean": marked("Mean"),
    "content": marked("Four or five"),
    "content_share": marked("Share four or five"),
    "figure": marked("Figure"),
    **{str(score): str(score) for score in range(1, 6)},
}
GROUPINGS: Mapping[str, str] = {"stage": marked("by stage"), "job": marked("by job")}
