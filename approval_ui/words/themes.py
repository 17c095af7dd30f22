"""By day, by night, or as the reader's own screen prefers."""

from kindregards.http.languages import marked

THEMES = {"": marked("As my device"), "light": marked("Light"), "dark": marked("Dark")}
"""By what the page is told; an empty one leaves it to the device."""


def theme_in(kept: str | None) -> str:
    """Return the theme that a browser keeps, or that of the device."""
    return kept if kept is not None and kept in THEMES else ""
