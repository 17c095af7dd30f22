"""Phone numbers that a text message may go to."""

from dataclasses import dataclass

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

# "+1900…" is a valid number, and an expensive one.
_NO_ROAD = frozenset(
    {
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.UAN,
        PhoneNumberType.PAGER,
        PhoneNumberType.VOICEMAIL,
    }
)


class UnfitNumberError(Exception):
    """No text message may go to this number; `code` says why without repeating it."""

    def __init__(self, code: str) -> None:
        super().__init__(f"This number takes no text message: {code}")
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsLimits:
    """Where text messages may go, and how many segments one may cost; no countries means everywhere."""

    countries: frozenset[str] = frozenset()
    most_segments: int = 4


def country_of(number: str, limits: SmsLimits) -> str:
    """Return the country of an E.164 number; raise UnfitNumberError for one that is none, or that is not allowed."""
    try:
        parsed = phonenumbers.parse(number)
    except NumberParseException as error:
        raise UnfitNumberError("bad_number") from error
    if not phonenumbers.is_possible_number(parsed):
        raise UnfitNumberError("bad_number")
    kind = phonenumbers.number_type(parsed)
    if kind in _NO_ROAD:
        raise UnfitNumberError("costly_number")
    if kind == PhoneNumberType.FIXED_LINE:
        raise UnfitNumberError("landline")
    # A number that is not in use (yet) belongs to the main country of its code.
    country: str = phonenumbers.region_code_for_number(parsed) or phonenumbers.region_code_for_country_code(
        parsed.country_code or 0
    )
    if limits.countries and country not in limits.countries:
        raise UnfitNumberError("country_not_allowed")
    return country
