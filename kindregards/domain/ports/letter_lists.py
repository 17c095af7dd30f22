"""Letters in lists."""

from typing import Protocol

from kindregards.domain.letter_lists import LetterListPage, LetterListQuery


class LetterLists(Protocol):
    """Reads letters a page at a time."""

    async def page(self, company_id: str, query: LetterListQuery) -> LetterListPage:
        """Return a page: all letters and those in trouble newest first, waiting ones by when they leave."""
        ...
