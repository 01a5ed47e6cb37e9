"""Which addresses are public: by table, by oddly written numbers, and against Python's own list."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.fetcher import guard

NOT_PUBLIC = [
    "0.0.0.0",
    "0.1.2.3",
    "10.1.2.3",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.7",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "3fff::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%1",
    "fec0::1",
    "ff02::1",
]
PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "100.128.0.1",
    "172.32.0.1",
    "192.0.1.1",
    "::ffff:8.8.8.8",
    "2606:4700:4700::1111",
    "2a00:1450:4001::1",
    "2001:4860:4860::8888",
]


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_not_public(address: str) -> None:
    assert not guard.is_public(ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    assert guard.is_public(ip_address(address))


@given(st.ip_addresses(v=4) | st.ip_addresses(v=6))
def test_never_more_open_than_python(address: IPv4Address | IPv6Address) -> None:
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    plain = mapped or address
    if guard.is_public(address):
        assert plain.is_global
        assert not plain.is_multicast


@given(st.ip_addresses(v=4))
def test_mapped_is_judged_as_what_it_holds(address: IPv4Address) -> None:
    mapped = IPv6Address(f"::ffff:{address}")
    assert guard.is_public(mapped) == guard.is_public(address)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001"],
)
def test_every_way_to_write_loopback(host: str) -> None:
    assert guard.literal(host) == IPv4Address("127.0.0.1")
    assert guard.objection("http", host, None, private=False)
    assert guard.objection("http", host, None, private=True) is None


@pytest.mark.parametrize(("host", "address"), [("0", "0.0.0.0"), ("[::1]", "::1"), ("::1", "::1")])
def test_other_literals(host: str, address: str) -> None:
    assert guard.literal(host) == ip_address(address)


@pytest.mark.parametrize("host", ["boards.example", "localhost", "1.2.3.4.example", "", "a\0b"])
def test_names_are_no_literals(host: str) -> None:
    assert guard.literal(host) is None


def test_ports_and_schemes() -> None:
    assert guard.objection("https", "boards.example", None, private=False) is None
    assert guard.objection("http", "boards.example", 80, private=False) is None
    assert guard.objection("http", "boards.example", 443, private=False) is None
    assert "22" in (guard.objection("http", "boards.example", 22, private=False) or "")
    assert guard.objection("http", "boards.example", 22, private=True) is None
    for private in (False, True):
        assert guard.objection("ftp", "boards.example", None, private=private)
        assert guard.objection("file", "", None, private=private)
