"""Where events may be sent: public addresses only, checked after the name is resolved.

`is_private` and `is_global` each miss some, so the ranges are named here, from IANA's registries of special-purpose
addresses (https://www.iana.org/assignments/iana-ipv4-special-registry, …/iana-ipv6-special-registry).
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

import httpx

from kindregards.domain.outgoing_events import UrlNotAllowedError

Address = IPv4Address | IPv6Address
Resolver = Callable[[str, int], Awaitable[Sequence[Address]]]
"""Returns every address of a host, in the order to try them; raises OSError when it has none."""

_LONGEST_URL = 2000
_HIGHEST_PORT = 65535
_RESOLVE_SECONDS = 5.0

_NOT_PUBLIC_V4: Final = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # carriers' NAT, and metadata of some clouds
        "127.0.0.0/8",
        "168.63.129.16/32",  # a host agent inside one cloud, on an address that looks public
        "169.254.0.0/16",  # link-local, and metadata of most clouds
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",  # AS112: swallows questions about private addresses
        "192.52.193.0/24",
        "192.88.99.0/24",  # relays to 6to4
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_PUBLIC_V6: Final = IPv6Network("2000::/3")
"""All that IANA has given out for use on the internet; mapped, translated, local and multicast lie outside."""
_NOT_PUBLIC_V6: Final = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # Teredo, benchmarks, ORCHID and other protocols
        "2001:db8::/32",
        "2002::/16",  # 6to4 leads to any IPv4 address
        "2620:4f:8000::/48",
        "3fff::/20",
    )
)


def is_public(address: Address) -> bool:
    """Say whether an address is a plain host's on the internet."""
    match address:
        case IPv4Address():
            return not any(address in network for network in _NOT_PUBLIC_V4)
        case IPv6Address():
            return address in _PUBLIC_V6 and not any(address in network for network in _NOT_PUBLIC_V6)


async def resolve(host: str, port: int) -> Sequence[Address]:
    """Ask the system's resolver, once."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(ip_address(place[0]) for *_, place in found))


@dataclass(frozen=True, slots=True)
class PublicAddresses:
    """Decides where events may go. In development plain http and this very machine are allowed too."""

    in_development: bool = False
    resolver: Resolver = resolve

    async def check(self, url: str) -> None:
        """Raise UrlNotAllowedError; a name that cannot be resolved today may be one tomorrow."""
        parsed = self.parse(url)
        try:
            await self.addresses(parsed)
        except OSError:
            return

    def parse(self, url: str) -> httpx.URL:
        """Return a URL that may be written down; raise UrlNotAllowedError."""
        try:
            parsed = httpx.URL(url)
        except (httpx.InvalidURL, ValueError) as error:
            raise UrlNotAllowedError(
                "The URL cannot be read. Write it like https://ats.example.com/kind-regards."
            ) from error
        if parsed.scheme != "https" and not (self.in_development and parsed.scheme == "http"):
            raise UrlNotAllowedError("Events are sent over https only. Write a URL that begins with https://.")
        if not _is_plain(parsed):
            raise UrlNotAllowedError(
                f"A webhook URL has a host, no password, no fragment, a port up to {_HIGHEST_PORT} if any, "
                f"and at most {_LONGEST_URL} characters."
            )
        return parsed

    async def addresses(self, url: httpx.URL) -> Sequence[Address]:
        """Resolve the host once and return the addresses that may be connected to.

        Raise UrlNotAllowedError when none of them may be, OSError when there is none.
        """
        port = url.port or (443 if url.scheme == "https" else 80)
        try:
            async with asyncio.timeout(_RESOLVE_SECONDS):
                found = await self.resolver(url.raw_host.decode("ascii"), port)
        except UnicodeError as error:
            raise UrlNotAllowedError("The URL's host is no name that can be looked up.") from error
        allowed = tuple(address for address in found if self._may_be_reached(address))
        if found and not allowed:
            raise UrlNotAllowedError(
                f"{url.host} is not on the public internet. Events are sent to public addresses only.",
            )
        return allowed

    def _may_be_reached(self, address: Address) -> bool:
        return is_public(address) or (self.in_development and address.is_loopback)


def _is_plain(url: httpx.URL) -> bool:
    is_port = url.port is None or 0 < url.port <= _HIGHEST_PORT
    return bool(url.host) and is_port and not (url.userinfo or url.fragment) and len(str(url)) <= _LONGEST_URL
