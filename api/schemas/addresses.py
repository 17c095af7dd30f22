"""Addresses, places and languages that exist."""

import re
from functools import lru_cache
from typing import Annotated

import phonenumbers
from babel.core import Locale, UnknownLocaleError, parse_locale
from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from kindregards.domain.calendars import UnknownTimezoneError, zone_named
from kindregards.domain.countries import is_country

_DIALLED = re.compile(r"\+[0-9 ().\-]{5,30}")


def _email(address: str) -> str:
    try:
        return validate_email(address, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError as error:
        raise PydanticCustomError("email_invalid", "This is no e-mail address: {why}", {"why": str(error)}) from None


def _phone(number: str) -> str:
    """Return the number in E.164 (+8613800138000)."""
    try:
        if _DIALLED.fullmatch(number):
            parsed = phonenumbers.parse(number)
            if phonenumbers.is_valid_number(parsed):
                return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    except phonenumbers.NumberParseException:
        pass  # refused below, like any number that nobody has
    raise PydanticCustomError(
        "phone_invalid", "This is no phone number; write it with its country code, such as +8613800138000"
    )


@lru_cache(maxsize=512)
def _locale(tag: str) -> str:
    """Return the tag in its usual case (zh-Hant-TW), its language under its present name (`cmn` is `zh`)."""
    try:
        parsed = parse_locale(tag, sep="-")
        known = Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        raise _no_locale() from None
    territory, script = parsed[1], parsed[2]
    if known.language == "root" or territory not in {None, known.territory}:
        raise _no_locale()
    return "-".join(part for part in (known.language, script, territory) if part)


def _no_locale() -> PydanticCustomError:
    return PydanticCustomError("locale_unknown", "There is no such language; write a tag such as zh-CN or en")


@lru_cache(maxsize=1024)
def _timezone(name: str) -> str:
    try:
        return zone_named(name).key
    except UnknownTimezoneError:
        raise PydanticCustomError(
            "timezone_unknown", "There is no such time zone; use an IANA name such as Asia/Shanghai"
        ) from None


def _country(code: str) -> str:
    if not is_country(code):
        raise PydanticCustomError("country_unknown", "There is no such country; use ISO 3166-1 alpha-2, such as CN")
    return code


Email = Annotated[str, StringConstraints(max_length=254), AfterValidator(_email)]
Phone = Annotated[str, StringConstraints(max_length=40), AfterValidator(_phone)]
LocaleTag = Annotated[str, StringConstraints(max_length=35), AfterValidator(_locale)]
Timezone = Annotated[str, StringConstraints(max_length=64), AfterValidator(_timezone)]
Country = Annotated[str, StringConstraints(max_length=2), AfterValidator(_country)]
