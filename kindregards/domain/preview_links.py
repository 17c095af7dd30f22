"""Links of letters that are only shown: as long as real ones, and they open nothing."""

from kindregards.domain.letters import Link
from kindregards.domain.page_addresses import page_addresses
from kindregards.domain.ports.senders import LinkFactory

# Stands where an attempt would put a fresh token, so that segments of a short message are counted right.
NO_TOKEN = "preview-" + "0" * 35


def preview_links(links: LinkFactory) -> dict[Link, str]:
    """Return an address for every page that a letter can point at."""
    return page_addresses(links, NO_TOKEN)
