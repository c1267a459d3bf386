"""Which addresses and spellings are let through."""

from __future__ import annotations

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.gateways.addresses import is_allowed_host, is_odd_spelling, special_kind

SPECIAL = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::1",
    "3fff::1",
    "4000::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "2606:4700::1%2",
]
PUBLIC = ["8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1"]
PUBLIC_6 = ["2606:4700::1111", "2a00:1450:4001::8a", "64:ff9b::808:808"]


@pytest.mark.parametrize("text", SPECIAL)
def test_special_kind_names_what_is_not_public(text: str) -> None:
    assert special_kind(ip_address(text))


@pytest.mark.parametrize("text", PUBLIC + PUBLIC_6)
def test_special_kind_is_empty_for_public_addresses(text: str) -> None:
    assert special_kind(ip_address(text)) == ""


@given(st.ip_addresses())
def test_special_kind_lets_nothing_through_that_the_library_calls_private(address: object) -> None:
    checked = ip_address(str(address))
    nat64 = str(checked).startswith("64:ff9b::")
    if checked.is_private or checked.is_multicast or checked.is_link_local or checked.is_reserved:
        assert special_kind(checked) or nat64


@pytest.mark.parametrize(
    "host",
    ["2130706433", "0x7f.1", "127.1", "0177.0.0.1", "0x7f000001", "127.0.0.01", "1.2.3.4.5", "0x"],
)
def test_odd_spelling_of_a_number_is_seen(host: str) -> None:
    assert is_odd_spelling(host)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "1.example", "0x7f.org", "a1", "x.1a"])
def test_odd_spelling_leaves_names_and_plain_addresses(host: str) -> None:
    assert not is_odd_spelling(host)


@pytest.mark.parametrize(
    ("allow", "allowed"),
    [
        ({"inside.example"}, True),
        ({"inside.example:8000"}, True),
        ({"inside.example:8001"}, False),
        ({"example"}, False),
        (set(), False),
    ],
)
def test_allowed_host_matches_host_or_host_and_port(allow: set[str], allowed: bool) -> None:
    assert is_allowed_host("inside.example", 8000, allow) is allowed


def test_allowed_host_takes_bracketed_ipv6() -> None:
    assert is_allowed_host("::1", 8000, {"[::1]:8000"})
    assert is_allowed_host("::1", 8000, {"[::1]"})
