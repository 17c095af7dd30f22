"""Days as they are written in a letter."""

from datetime import date

from kindregards.domain.languages import Language

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_in_words(day: date, language: Language) -> str:
    """Return a day with its year: “4 March 2026”, “2026年3月4日”; no reader takes the month for the day."""
    match language:
        case Language.ENGLISH:
            return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        case Language.CHINESE:
            return f"{day.year}年{day.month}月{day.day}日"
