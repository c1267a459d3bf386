"""From where, coarsely: which face of the software, and a network that thousands share."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from stepwell.domain.audit.refusal import RedactionRefused

KINDS = frozenset({"web", "api", "command_line", "worker"})
_IPV4_BITS = 16
_IPV6_BITS = 32


@dataclass(frozen=True, slots=True)
class Origin:
    """network: as `coarse_network` gives it, or "" where none is kept."""

    kind: str
    network: str = ""


WEB = Origin("web")
COMMAND_LINE = Origin("command_line")
WORKER = Origin("worker")


def coarse_network(address: str) -> str:
    """`203.0.113.9` -> `203.0.0.0/16`, an IPv6 address -> its /32; "" for what is no address."""
    try:
        ip = ipaddress.ip_address(address.strip().partition("%")[0])
    except ValueError:
        return ""
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    bits = _IPV4_BITS if ip.version == 4 else _IPV6_BITS
    return str(ipaddress.ip_network(f"{ip}/{bits}", strict=False))


def check_origin(origin: Origin) -> None:
    """
    Raises:
        RedactionRefused: the kind is unknown, or the network tells more than a coarse one.
    """
    if origin.kind not in KINDS:
        raise RedactionRefused(f"The origin must be one of: {', '.join(sorted(KINDS))}.")
    if origin.network and coarse_network(origin.network.partition("/")[0]) != origin.network:
        raise RedactionRefused("The origin's network must be one that coarse_network gave.")
