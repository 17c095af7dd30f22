"""What the law of a candidate's country asks of software: engineering inputs, not legal advice."""

from kindregards.domain.countries import KNOWN_COUNTRIES

_EUROPEAN_UNION = frozenset(
    {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV"}
    | {"MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"}
)
# Åland and the French outermost regions have codes of their own but are EU territory (TFEU Art. 349, 355).
_EU_TERRITORIES = frozenset({"AX", "GF", "GP", "MF", "MQ", "RE", "YT"})
_EEA_BESIDES_EU = frozenset({"IS", "LI", "NO"})
_UNITED_KINGDOM = frozenset({"GB"})

PERSON_FIRST_COUNTRIES = _EUROPEAN_UNION | _EU_TERRITORIES | _EEA_BESIDES_EU | _UNITED_KINGDOM
"""Where GDPR Art. 22, or the UK's, wants a person to decide before somebody is turned down."""


def person_decides_first(country: str | None) -> bool:
    """Say whether a person must decide before a rejection.

    A missing or unknown country takes the safest branch; a known one without a rule of its own follows the policy.
    """
    if country is None:
        return True
    code = country.upper()
    return code in PERSON_FIRST_COUNTRIES or code not in KNOWN_COUNTRIES


def style_may_be_read(country: str | None) -> bool:
    """Say whether a letter's tone may follow the way a candidate speaks, their consent given.

    Not where traits read from an interview make a high-risk system (AI Act, Annex III 4) or the consent of somebody who
    wants a job is no free one (GDPR recital 43), and not where the country is unknown.
    """
    return not person_decides_first(country)
