"""How the pages behind a candidate's links look: the company's colours, logo and small print."""

import base64
from dataclasses import dataclass

from kindregards.domain.looks import OUR_DARK_ACCENT, OUR_LIGHT_ACCENT

# A page stays below 25 KB with it; a larger logo is left to the mail, and the page shows the name alone.
LARGEST_PAGE_LOGO = 8 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLogo:
    """A picture that travels inside the page, so that opening it asks nobody for anything."""

    media_type: str
    content: bytes

    @property
    def address(self) -> str:
        """Return the picture as a `data:` address."""
        return f"data:{self.media_type};base64,{base64.b64encode(self.content).decode()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLook:
    """Accents as `#RRGGBB`, checked when they were saved; a line of small print in the page's language, or none."""

    light: str = OUR_LIGHT_ACCENT
    dark: str = OUR_DARK_ACCENT
    logo: PageLogo | None = None
    small_print: str = ""

    @property
    def colours(self) -> str | None:
        """Return both accents as an address may hold them, or None where they are ours."""
        if (self.light, self.dark) == (OUR_LIGHT_ACCENT, OUR_DARK_ACCENT):
            return None
        return f"{self.light[1:]}-{self.dark[1:]}"


OUR_LOOK = PageLook()
"""What pages look like while a company has set nothing."""
