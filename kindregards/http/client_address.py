"""Where a request comes from, told by the connection, and by proxies only where they are ours."""

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from starlette.requests import HTTPConnection

Network = IPv4Network | IPv6Network
# One household or office has a whole network of this size to draw addresses from.
_IPV6_PREFIX = 64


def client_address(connection: HTTPConnection, trusted: Sequence[Network]) -> str | None:
    """Return the address of who asks, an IPv6 one as its network; None when the connection tells none.

    `X-Forwarded-For` is read from its end: each proxy of ours adds whom it heard from, and what stands before the first
    stranger is that stranger's own claim.
    """
    heard = connection.client.host if connection.client else None
    if heard is None or not _is_trusted(heard, trusted):
        return _grouped(heard)
    claims = [claim.strip() for line in connection.headers.getlist("x-forwarded-for") for claim in line.split(",")]
    for claim in reversed(claims):
        heard = claim
        if not _is_trusted(claim, trusted):
            break
    return _grouped(heard)


def _is_trusted(address: str, trusted: Sequence[Network]) -> bool:
    try:
        known = ip_address(address)
    except ValueError:
        return False
    return any(known in network for network in trusted)


def _grouped(address: str | None) -> str | None:
    """Return what counts as one client; a text that is no address is none."""
    try:
        known = ip_address(address or "")
    except ValueError:
        return None
    if isinstance(known, IPv6Address):
        mapped = known.ipv4_mapped
        return str(mapped) if mapped else str(ip_network((known, _IPV6_PREFIX), strict=False))
    return str(known)
