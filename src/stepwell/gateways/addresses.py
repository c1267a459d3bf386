"""Which hosts may be reached: the public internet, and what an administrator allowed."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from ipaddress import (
    AddressValueError,
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
)
from typing import TypeAlias

AllowedHosts: TypeAlias = AbstractSet[str]
"""Lower-case "host" or "host:port" ("[::1]:8000" for IPv6) that may be private."""

IPAddress: TypeAlias = IPv4Address | IPv6Address

# Source: IANA IPv4 and IPv6 Special-Purpose Address Registries. Written out because
# ipaddress.is_global differs between the Python versions we run on.
IPV4_KINDS = {
    IPv4Network("0.0.0.0/8"): "unspecified",
    IPv4Network("10.0.0.0/8"): "private",
    IPv4Network("100.64.0.0/10"): "a provider's shared address",
    IPv4Network("127.0.0.0/8"): "this machine itself",
    IPv4Network("169.254.0.0/16"): "link-local",
    IPv4Network("172.16.0.0/12"): "private",
    IPv4Network("192.0.0.0/24"): "reserved",
    IPv4Network("192.0.2.0/24"): "reserved for examples",
    IPv4Network("192.88.99.0/24"): "reserved",
    IPv4Network("192.168.0.0/16"): "private",
    IPv4Network("198.18.0.0/15"): "reserved for testing",
    IPv4Network("198.51.100.0/24"): "reserved for examples",
    IPv4Network("203.0.113.0/24"): "reserved for examples",
    IPv4Network("224.0.0.0/4"): "multicast",
    IPv4Network("240.0.0.0/4"): "reserved",
}
IPV6_KINDS = {
    IPv6Network("::/128"): "unspecified",
    IPv6Network("::1/128"): "this machine itself",
    IPv6Network("::ffff:0:0/96"): "an IPv4 address in disguise",
    IPv6Network("64:ff9b:1::/48"): "a local translation address",
    IPv6Network("2001::/23"): "reserved",
    IPv6Network("2001:db8::/32"): "reserved for examples",
    IPv6Network("2002::/16"): "an IPv4 address in disguise",
    IPv6Network("3fff::/20"): "reserved for examples",
    IPv6Network("fc00::/7"): "private",
    IPv6Network("fe80::/10"): "link-local",
    IPv6Network("ff00::/8"): "multicast",
}
IPV6_PUBLIC = IPv6Network("2000::/3")
NAT64 = IPv6Network("64:ff9b::/96")
"""Networks without IPv4 reach public IPv4 hosts through this prefix: judged by the
IPv4 address in the last 32 bits."""

_NUMERIC_LABEL = re.compile(r"(0x[0-9a-f]*|[0-9]+)", re.ASCII)


def special_kind(address: IPAddress) -> str:
    """What makes `address` not a public host, in words; "" when it is one."""
    if isinstance(address, IPv4Address):
        return next((kind for net, kind in IPV4_KINDS.items() if address in net), "")
    if address.scope_id:
        return "link-local"
    if address in NAT64:
        return special_kind(IPv4Address(int(address) & 0xFFFF_FFFF))
    kind = next((kind for net, kind in IPV6_KINDS.items() if address in net), "")
    return kind or ("" if address in IPV6_PUBLIC else "reserved")


def parse_address(host: str) -> IPAddress | None:
    """The address that `host` writes in its one plain form, or None for a name."""
    try:
        return ip_address(host)
    except (AddressValueError, ValueError):
        return None


def is_odd_spelling(host: str) -> bool:
    """Whether resolvers may read `host` as a number in disguise: 2130706433, 0x7f.1, 127.1.

    Like browsers, we call a host numeric when its last label is.
    """
    return parse_address(host) is None and bool(_NUMERIC_LABEL.fullmatch(host.rpartition(".")[2]))


def host_and_port(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def is_allowed_host(host: str, port: int, allow: AllowedHosts) -> bool:
    bare = f"[{host}]" if ":" in host else host
    return bool({host, bare, host_and_port(host, port)} & allow)


def is_allowed_port(host: str, port: int, allow: AllowedHosts) -> bool:
    return host_and_port(host, port) in allow
