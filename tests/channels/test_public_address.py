"""Where events may be sent."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindregards.channels.public_address import Address, PublicAddresses, is_public, resolve
from kindregards.domain.outgoing_events import UrlNotAllowedError

pytestmark = pytest.mark.anyio
NOT_PUBLIC = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.0.0/24",
    "192.0.2.0/24",
    "192.88.99.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/4",
    "240.0.0.0/4",
    "255.255.255.255/32",
    "::/128",
    "::1/128",
    "::/96",
    "::ffff:0:0/96",
    "::ffff:0:0:0/96",
    "64:ff9b::/96",
    "64:ff9b:1::/48",
    "100::/64",
    "2001::/32",
    "2001:10::/28",
    "2001:20::/28",
    "2001:db8::/32",
    "2002::/16",
    "3fff::/20",
    "5f00::/16",
    "fc00::/7",
    "fe80::/10",
    "fec0::/10",
    "ff00::/8",
]
METADATA = [
    "169.254.169.254",
    "169.254.170.2",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "fd00:ec2::254",
    "fd20:ce::254",
    "::ffff:169.254.169.254",
    "64:ff9b::169.254.169.254",
    "2002:a9fe:a9fe::",
]
PUBLIC = ["1.1.1.1", "8.8.8.8", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:4700:4700::1111", "2a00:1450::1"]


@pytest.mark.parametrize("network", NOT_PUBLIC)
def test_both_ends_of_a_special_network_are_not_public(network: str) -> None:
    ends = IPv6Network(network) if ":" in network else IPv4Network(network)

    assert not is_public(ends[0])
    assert not is_public(ends[-1])


@pytest.mark.parametrize("address", METADATA)
def test_where_clouds_keep_their_secrets_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_a_host_on_the_internet_is_public(address: str) -> None:
    assert is_public(ip_address(address))


@given(st.ip_addresses(v=4))
def test_nothing_that_python_knows_as_special_is_public(address: IPv4Address) -> None:
    special = address.is_private or address.is_multicast or address.is_reserved or not address.is_global

    assert not (special and is_public(address))


@given(st.one_of(st.ip_addresses(v=6), *(st.ip_addresses(network=network) for network in NOT_PUBLIC if ":" in network)))
def test_no_special_address_of_version_6_is_public(address: IPv6Address) -> None:
    special = any(address in IPv6Network(network) for network in NOT_PUBLIC if ":" in network)
    doubted_by_python = address.is_private or address.is_multicast or address.is_site_local or not address.is_global
    leads_elsewhere = address.ipv4_mapped or address.sixtofour or address.teredo

    assert not ((special or doubted_by_python or leads_elsewhere) and is_public(address))


@given(st.ip_addresses(v=4))
def test_an_address_inside_another_one_never_makes_it_public(inner: IPv4Address) -> None:
    wrapped = [IPv6Address(f"{prefix}{inner}") for prefix in ("::", "::ffff:", "::ffff:0:", "64:ff9b::", "64:ff9b:1::")]
    six_to_four = IPv6Address((0x2002 << 112) | (int(inner) << 80))

    assert not any(is_public(address) for address in (*wrapped, six_to_four))


def resolving_to(*addresses: str) -> PublicAddresses:
    async def resolver(host: str, port: int) -> Sequence[Address]:
        del host, port
        return tuple(ip_address(address) for address in addresses)

    return PublicAddresses(resolver=resolver)


@pytest.mark.parametrize(
    "url",
    [
        "http://ats.example.com/hook",
        "ftp://ats.example.com/hook",
        "ats.example.com",
        "https://",
        "https:///hook",
        "https://user:password@ats.example.com/hook",
        "https://user@ats.example.com/hook",
        "https://ats.example.com/hook#part",
        "https://ats.example.com:99999/hook",
        "https://ats.example.com:0/hook",
        "https://[::1/hook",
        "https://ats.example.com/" + "x" * 2000,
        "https://ats\n.example.com/",
        "file:///etc/passwd",
        "",
    ],
)
async def test_a_url_that_is_not_https_and_plain_is_refused(url: str) -> None:
    with pytest.raises(UrlNotAllowedError):
        await resolving_to("1.1.1.1").check(url)


@pytest.mark.parametrize("address", ["10.0.0.7", "127.0.0.1", "169.254.169.254", "::1", "fe80::1", "::ffff:10.0.0.7"])
async def test_a_name_that_leads_inside_is_refused(address: str) -> None:
    with pytest.raises(UrlNotAllowedError) as refused:
        await resolving_to(address).check("https://looks-public.example.com/hook")

    assert refused.value.code == "url_not_allowed"
    assert address not in refused.value.message


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "[::1]", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::ffff:127.0.0.1]", "0"],
)
async def test_this_machine_is_refused_however_it_is_written(host: str) -> None:
    with pytest.raises(UrlNotAllowedError):
        await PublicAddresses().check(f"https://{host}/hook")


async def test_a_public_name_is_allowed() -> None:
    await resolving_to("1.1.1.1").check("https://ats.example.com:8443/hook?tenant=1")


async def test_a_host_too_long_for_any_name_is_refused() -> None:
    with pytest.raises(UrlNotAllowedError):
        await PublicAddresses().check(f"https://{'x' * 64}.example.com/")


async def test_a_name_nobody_knows_today_may_be_written_down() -> None:
    async def nobody(host: str, port: int) -> Sequence[Address]:
        raise OSError(f"{host}:{port}")

    await PublicAddresses(resolver=nobody).check("https://soon.example.com/hook")


async def test_of_many_addresses_only_the_public_ones_are_kept() -> None:
    addresses = resolving_to("10.0.0.7", "1.1.1.1", "64:ff9b::1.1.1.1")

    allowed = await addresses.addresses(addresses.parse("https://ats.example.com/"))

    assert allowed == (IPv4Address("1.1.1.1"),)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/hook", "http://[::1]:9/hook", "https://localhost/hook"])
async def test_in_development_this_machine_is_allowed_too(url: str) -> None:
    await PublicAddresses(in_development=True).check(url)


@pytest.mark.parametrize("host", ["10.0.0.7", "192.168.1.1", "169.254.169.254", "[fd00::1]"])
async def test_in_development_other_machines_inside_are_still_refused(host: str) -> None:
    with pytest.raises(UrlNotAllowedError):
        await PublicAddresses(in_development=True).check(f"http://{host}/hook")


async def test_the_systems_resolver_names_each_address_once() -> None:
    found = await resolve("localhost", 443)

    assert found
    assert len(set(found)) == len(found)
    assert all(address.is_loopback for address in found)
