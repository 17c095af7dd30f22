"""Expanding a letter's links to addresses."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from kindregards.domain.errors import InvalidError
from kindregards.domain.letters import Link


class LinkError(InvalidError):
    """A letter points at a page whose address is not known, or is no web address."""

    code = "letter_link_invalid"


def expanded(link: Link, links: Mapping[Link, str]) -> str:
    """Return the address of a link; raise LinkError when there is none or it is not http(s)."""
    address = links.get(link)
    if address is None:
        raise LinkError(f"The letter points at its {link} page, but no address was given for it.")
    if urlsplit(address).scheme not in {"http", "https"}:
        raise LinkError(f"The address of the {link} page is not a web address; it must start with http:// or https://.")
    return address
