"""Reasons as a candidate would say them, and days as they would write them."""

from datetime import date

from babel.dates import format_date

from kindregards.domain.languages import Language
from kindregards.domain.reasons import Reasons
from kindregards.http.languages import format_locale, marked

_IN_FIRST_PERSON = {
    "unclear_job_description": marked("The job was not described clearly"),
    "better_offer": marked("I have a better offer"),
    "salary": marked("The salary does not suit me"),
    "relocation": marked("The place of work does not suit me"),
    "process_too_slow": marked("It takes too long"),
    "changed_mind": marked("I have changed my mind"),
}


SCORES = {
    5: marked("very well"),
    4: marked("well"),
    3: marked("middling"),
    2: marked("badly"),
    1: marked("very badly"),
}
"""The answers to how somebody found the way they were told."""


def day_in_words(day: date, language: Language) -> str:
    """Return a day with its year, so that nobody takes the month for the day."""
    return format_date(day, "long", locale=format_locale(language))


def reasons_to_choose(reasons: Reasons, language: Language) -> dict[str, str]:
    """Return messages by reason code; a reason that is new to the list shows its label."""
    return {code: _IN_FIRST_PERSON.get(code, reason.label(language)) for code, reason in reasons.items()}
