"""What all tests share: no sockets but loopback, one data folder, real feeds when named."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True, scope="session")
def _no_foreign_sockets() -> Iterator[None]:
    """A test that reaches for the network fails, whatever library it goes through."""
    original = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            host = address[0]  # type: ignore[index]
            if host not in {"127.0.0.1", "::1", "localhost"}:
                raise AssertionError(f"a test tried to reach {host}")
        original(self, address)  # type: ignore[arg-type]

    socket.socket.connect = guarded  # type: ignore[method-assign,assignment]
    yield
    socket.socket.connect = original  # type: ignore[method-assign]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if os.environ.get("STEPWELL_TEST_DATA"):
        return
    skip = pytest.mark.skip(reason="STEPWELL_TEST_DATA names no folder of real data")
    for item in items:
        if item.get_closest_marker("real_feeds"):
            item.add_marker(skip)


@pytest.fixture
def real_feeds() -> Path:
    """The folder of real meeting feeds."""
    return Path(os.environ["STEPWELL_TEST_DATA"]) / "meetings" / "meeting-guide"
