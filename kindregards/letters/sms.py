"""A letter where there is no room for one: never the outcome, only that there is something to read, and where."""

from collections.abc import Mapping

from kindregards.domain.letters import BlockKind, Letter, Link
from kindregards.domain.placeholders import fill
from kindregards.letters.catalogue import built_in
from kindregards.letters.links import expanded

_ANY_OUTCOME = "outcome"


def sms_text(letter: Letter, links: Mapping[Link, str]) -> str:
    """Return one line from the company with the letter's first link."""
    phrases = built_in().phrasebooks[letter.language].sms
    wording = phrases.get(letter.kind, phrases[_ANY_OUTCOME])
    pointing = (block for block in letter.blocks if block.kind is not BlockKind.SMALL_PRINT)
    link = next((block.link for block in pointing if block.link is not None), None)
    # People know the company; the person who signs may be a stranger to them.
    company = letter.company_name or letter.sender_name
    if link is None:
        return fill(wording.without_link, {"company_name": company}).text
    return fill(wording.with_link, {"company_name": company, "link": expanded(link, links)}).text


def headline(letter: Letter) -> str:
    """Return the few words by which WeChat announces the letter; a test keeps them within its 20 characters."""
    phrases = built_in().phrasebooks[letter.language].headlines
    return phrases.get(letter.kind, phrases[_ANY_OUTCOME])
