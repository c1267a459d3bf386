"""How long wrong passwords hold somebody up."""

from __future__ import annotations

from datetime import timedelta

import pytest

from stepwell.domain.access.sign_in_delays import LONGEST_DELAY, delay_after, network_of


def test_delay_after_grows_and_ends_growing() -> None:
    delays = [delay_after(tries, 5).total_seconds() for tries in range(1, 16)]

    assert delays == [0, 0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]
    assert delay_after(10**9, 5) == LONGEST_DELAY == timedelta(minutes=15)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.0/24"),
        (" ::ffff:203.0.113.77 ", "203.0.113.0/24"),
        ("2001:db8:7:1:2:3:4:5", "2001:db8:7::/48"),
        ("fe80::1%eth0", "fe80::/48"),
        ("unknown", ""),
        ("", ""),
    ],
)
def test_network_of_is_what_neighbors_share(address: str, network: str) -> None:
    assert network_of(address) == network
