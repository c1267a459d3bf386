"""The socket goes to an address that was checked, whatever the name says later."""

from __future__ import annotations

from typing import Any

import httpcore
import pytest

from stepwell.gateways.connections import CheckedBackend
from stepwell.gateways.failures import FetchFailed, FetchRefused
from stepwell.gateways.feed_urls import parse_feed_url
from stepwell.gateways.limits import Deadline, FetchLimits


class Dialed(httpcore.NetworkBackend):
    """Notes where it was asked to connect; connects nowhere but to `works`."""

    def __init__(self, works: str = "") -> None:
        self.addresses: list[tuple[str, int]] = []
        self._works = works

    def connect_tcp(self, host: str, port: int, **_: Any) -> httpcore.NetworkStream:
        self.addresses.append((host, port))
        if host != self._works:
            raise httpcore.ConnectError
        return httpcore.NetworkStream()


def connect(
    answers: list[list[str]], inner: Dialed, allow: frozenset[str] = frozenset(), seconds: float = 5
) -> httpcore.NetworkStream:
    url = parse_feed_url("https://feeds.example/", allow)
    backend = CheckedBackend(
        url,
        allow,
        FetchLimits(),
        Deadline(seconds),
        resolve=lambda _name, _port: answers.pop(0),
        inner=inner,
    )
    return backend.connect_tcp("feeds.example", 443)


def test_connection_goes_to_the_address_checked_when_the_name_rebinds() -> None:
    answers = [["93.184.216.34"], ["127.0.0.1"]]
    inner = Dialed(works="93.184.216.34")

    connect(answers, inner)

    assert inner.addresses == [("93.184.216.34", 443)]
    assert answers == [["127.0.0.1"]]  # asked once


@pytest.mark.parametrize("private", ["127.0.0.1", "::1", "fe80::1%eth0", "not-an-address"])
def test_connection_is_refused_when_one_of_many_addresses_is_private(private: str) -> None:
    inner = Dialed()

    with pytest.raises(FetchRefused) as caught:
        connect([["93.184.216.34", private]], inner)

    assert caught.value.code == "private_address"
    assert inner.addresses == []


def test_connection_to_an_allowed_private_host_is_made() -> None:
    inner = Dialed(works="10.0.0.7")

    connect([["10.0.0.7"]], inner, allow=frozenset({"feeds.example"}))

    assert inner.addresses == [("10.0.0.7", 443)]


def test_connection_tries_the_next_address() -> None:
    inner = Dialed(works="93.184.216.35")

    connect([["2606:4700::1", "93.184.216.35"]], inner)

    assert [address for address, _ in inner.addresses] == ["2606:4700::1", "93.184.216.35"]


def test_connection_gives_up_after_a_few_addresses() -> None:
    inner = Dialed()

    with pytest.raises(httpcore.ConnectError):
        connect([[f"93.184.216.{number}" for number in range(50)]], inner)

    assert len(inner.addresses) == 4


def test_connection_of_a_name_without_addresses_fails() -> None:
    with pytest.raises(FetchFailed) as caught:
        connect([[]], Dialed())

    assert caught.value.code == "name_not_found"


def test_connection_after_the_deadline_is_not_tried() -> None:
    inner = Dialed(works="93.184.216.34")
    url = parse_feed_url("https://93.184.216.34/", frozenset())
    clock = iter([0.0, 10.0])
    deadline = Deadline(5, clock=lambda: next(clock))
    backend = CheckedBackend(url, frozenset(), FetchLimits(), deadline, inner=inner)

    with pytest.raises(FetchFailed) as caught:
        backend.connect_tcp("93.184.216.34", 443)

    assert caught.value.code == "deadline"
    assert inner.addresses == []
