"""Which addresses are public, and which URLs may be asked for at all.

Pure. Names are looked up in `network`, at the moment of connecting; what they lead to is judged
here. The tables follow IANA's special-purpose registries (RFC 6890 and its updates) and are our
own because `is_global` differs between releases of Python and calls NAT64 global.
"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

IPAddress = IPv4Address | IPv6Address

_NOT_PUBLIC_V4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this host
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT, and Alibaba's metadata
        "127.0.0.0/8",
        "168.63.129.16/32",  # Azure's host: public by number, answers only from inside
        "169.254.0.0/16",  # link-local, and most clouds' metadata
        "172.16.0.0/12",
        "192.0.0.0/24",  # protocol assignments, and Oracle's metadata
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)

_PUBLIC_V6 = IPv6Network("2000::/3")  # so neither loopback, ULA, link-local, multicast nor NAT64
_NOT_PUBLIC_V6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments: Teredo, ORCHID, benchmarks
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: leads to the IPv4 address inside
        "3fff::/20",  # documentation
    )
)


def literal(host: str) -> IPAddress | None:
    """The address that a host is by itself, or None where it is a name.

    Takes what the system's resolver would take for a number too: 127.1, 2130706433, 0x7f.1, 0177.1.
    """
    try:
        return ip_address(host.removeprefix("[").removesuffix("]"))
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return None


def is_public(address: IPAddress) -> bool:
    """Whether an address belongs to the public internet. An IPv4 address in IPv6 is judged as IPv4.

    NAT64 and 6to4 count as not public: through them every private IPv4 address can be reached.
    """
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        return address in _PUBLIC_V6 and not any(address in network for network in _NOT_PUBLIC_V6)
    return not any(address in network for network in _NOT_PUBLIC_V4)


def objection(scheme: str, host: str, port: int | None, *, private: bool) -> str | None:
    """Why a URL is not asked for, in words that follow the host's name, or None if it may be."""
    if scheme not in ("http", "https"):
        return "only http and https are fetched"
    if private:
        return None
    if port not in (None, 80, 443):
        return f"port {port} is not a public web server's; {_IF_MEANT}"
    address = literal(host)
    return None if address is None or is_public(address) else not_public(address)


def not_public(address: IPAddress) -> str:
    """The words for an address that is not public."""
    return f"its address {address} is not public; {_IF_MEANT}"


_IF_MEANT = "set `private: true` on the source if it is meant"
