"""Names of the search attributes by which Temporal lists applications; never a person's data."""

from typing import Final

STATE_ATTRIBUTE: Final = "KindRegardsState"
COMPANY_ATTRIBUTE: Final = "KindRegardsCompany"

KEYWORD_ATTRIBUTES: Final = (STATE_ATTRIBUTE, COMPANY_ATTRIBUTE)
"""Every attribute, all of type Keyword: registered before the first start, checked by `doctor`."""
