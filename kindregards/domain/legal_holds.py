"""Legal holds: a person says that the record of somebody's decisions must stay, whatever else is forgotten."""

from dataclasses import dataclass
from datetime import datetime

from kindregards.domain.errors import ConflictError


class NotOnHoldError(ConflictError):
    """There is no legal hold to lift."""

    code = "not_on_hold"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalHold:
    """Since when, by whom and why; `reason` is a short code, such as the number of a case."""

    since: datetime
    by: str
    reason: str
