"""Names of the search attributes by which Temporal lists applications; never a person's data."""

from typing import Final

COMPANY: Final = "KindRegardsCompany"

KEYWORDS: Final = (COMPANY,)
"""Every attribute, all of type Keyword: registered before the first start, checked by `doctor`."""
