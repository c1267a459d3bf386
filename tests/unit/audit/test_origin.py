from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain.audit.origin import Origin, check_origin, coarse_network
from stepwell.domain.audit.refusal import RedactionRefused
from stepwell.domain.audit.text import is_plain_line, plain_line


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.0.0/16"),
        ("2001:db8:1234::1", "2001:db8::/32"),
        ("::ffff:203.0.113.9", "203.0.0.0/16"),
        ("fe80::1%eth0", "fe80::/32"),
        ("", ""),
        ("unix:", ""),
        ("203.0.113.9, 10.0.0.1", ""),
    ],
)
def test_coarse_network_keeps_what_thousands_share(address: str, network: str) -> None:
    assert coarse_network(address) == network


@given(st.ip_addresses())
def test_coarse_network_is_always_accepted_and_never_finer(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    network = coarse_network(str(address))

    check_origin(Origin("web", network))
    assert ipaddress.ip_network(network).num_addresses >= 2**16


@pytest.mark.parametrize(
    "origin",
    [
        Origin("telepathy"),
        Origin("web", "203.0.113.9"),
        Origin("web", "203.0.113.0/24"),
        Origin("web", "somewhere"),
    ],
)
def test_origin_that_is_too_fine_or_unknown_is_refused(origin: Origin) -> None:
    with pytest.raises(RedactionRefused):
        check_origin(origin)


@given(st.text())
def test_plain_line_of_any_text_is_plain(text: str) -> None:
    assert is_plain_line(plain_line(text, 20), 20)


def test_plain_line_keeps_names() -> None:
    assert plain_line("Zoë O’Hara-Łuk", 120) == "Zoë O’Hara-Łuk"
