"""Where the pages are that a letter may point at."""

from kindregards.domain.letters import Link
from kindregards.domain.ports.senders import LinkFactory


def page_addresses(links: LinkFactory, token: str) -> dict[Link, str]:
    """Return the address of every page behind a token."""
    return {
        Link.LETTER: links.letter(token),
        Link.STATUS: links.status(token),
        Link.FEEDBACK: links.feedback(token),
        Link.TALENT_POOL: links.talent_pool(token),
        Link.HUMAN_REVIEW: links.human_review(token),
        Link.DATA: links.data(token),
    }
