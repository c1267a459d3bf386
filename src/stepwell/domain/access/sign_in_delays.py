"""How long to wait after wrong passwords: longer each time, but never for good.

All figures are our own choice (basis: design). Against a password of 15 characters a few tries
an hour come to nothing, and whoever mistypes waits seconds.
"""

from __future__ import annotations

import ipaddress
from datetime import timedelta
from typing import Final

TRIES_BY_NAME: Final = 5
TRIES_BY_NETWORK: Final = 30
"""Many people sign in from one clinic, so a network has more tries than a name."""

FIRST_DELAY: Final = timedelta(seconds=2)
LONGEST_DELAY: Final = timedelta(minutes=15)
FORGOTTEN_AFTER: Final = timedelta(days=1)
KNOWN_FOR: Final = timedelta(days=90)
"""So long after somebody last signed in from a network, they are not held up there by others."""

_IPV4_BITS: Final = 24
_IPV6_BITS: Final = 48
_MOST_DOUBLINGS: Final = 20


def delay_after(tries: int, free: int) -> timedelta:
    """The wait after so many tries in a row, of which `free` - 1 cost nothing."""
    if tries < free:
        return timedelta()
    return min(FIRST_DELAY * (1 << min(tries - free, _MOST_DOUBLINGS)), LONGEST_DELAY)


def network_of(address: str) -> str:
    """`203.0.113.9` -> `203.0.113.0/24`, an IPv6 address -> its /48; "" for what is none.

    Whoever has one address of such a network commonly has the others too.
    """
    try:
        ip = ipaddress.ip_address(address.strip().partition("%")[0])
    except ValueError:
        return ""
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    bits = _IPV4_BITS if ip.version == 4 else _IPV6_BITS
    return str(ipaddress.ip_network(f"{ip}/{bits}", strict=False))
