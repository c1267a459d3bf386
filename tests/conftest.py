"""What all tests share: no sockets but loopback, real feeds when named, one Chromium.

Without Chromium the tests that need it are skipped with the reason, except where CI=true:
there its absence is a failure.
"""

from __future__ import annotations

import gc
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flushing import let_tests_empty_the_audit_trail
from lock_order import watch_the_order_of_locks, watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BROWSER = Path(__file__).parent / "browser"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

let_tests_empty_the_audit_trail()
watch_the_order_of_locks()
gc.disable()  # While thousands of tests are collected: nothing of that is let go of again.


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    with watched():
        return (yield)


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


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The browser's tests alone: other files are not even imported."""
    if config.option.markexpr != "browser" or collection_path.suffix != ".py":
        return None
    if collection_path.is_relative_to(BROWSER):
        return None
    return "mark.browser" not in collection_path.read_text() or None


def pytest_collection_finish() -> None:
    """What is there for good is not gone through again and again by the garbage collector, and
    the rest more seldom: it took a sixth of the time."""
    gc.enable()
    gc.set_threshold(20_000, 20, 20)
    gc.collect()
    gc.freeze()


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


@pytest.fixture(scope="session")
def chromium() -> str:
    names = ("chromium", "chromium-browser", "chrome", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    if found:
        return found
    reason = "no Chromium on this machine: install the package chromium"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One for the whole run: Playwright cannot be started twice in a process."""
    from playwright.sync_api import sync_playwright

    # Playwright leaves an event loop beside Django, which would refuse its database then.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        yield opened
        opened.close()
