"""What the administrator sees, the gallery of parts and the error pages, in every look."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from browser.conftest import (
    DESKTOP,
    PHONE,
    Visit,
    Visitor,
    assert_good,
    assert_good_in_looks,
    keep_shot,
)
from integration.feeds.feed_files import FileFeed, row
from stepwell.actions.feed_sync import sync_feed
from stepwell.domain.access.actor import COMMAND_LINE
from stepwell.records.accounts.models import User

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = {
    "lists": "/staff/feeds/",
    "list-add": "/staff/add-feed/",
    "list": "/staff/feeds/harbor/",
    "list-change": "/staff/feeds/harbor/change/",
}
OPEN_PAGES = {
    "parts": "/design/",
    "list-for-anyone": "/meetings/lists/harbor/",
}


@pytest.fixture
def feed(tmp_path: Path) -> None:
    """A list with a rejected row, a withheld one and a repair, whose last reading failed."""
    feed = FileFeed(tmp_path / "harbor.json", "harbor")
    rows = [row("a"), row("b", time="soon"), row("c", type="unpublished"), row("d", types=["QQ"])]
    feed.publish(rows)
    sync_feed("harbor", by=COMMAND_LINE, at=datetime.now(UTC))
    feed.path.write_text(json.dumps(rows)[:-9])
    sync_feed("harbor", by=COMMAND_LINE, at=datetime.now(UTC))


@pytest.fixture
def sign_in(settings: object) -> dict[str, str]:
    """The cookie of a signed-in administrator."""
    user = User.objects.create(username="abe", name="Abe", is_administrator=True)
    client = Client()
    client.force_login(user)
    return {"name": "session", "value": client.cookies["session"].value}


def enter(visitor: Visitor, cookie: dict[str, str]) -> None:
    visitor.context.add_cookies([{**cookie, "url": visitor.base}])  # type: ignore[typeddict-item]


@pytest.mark.parametrize("name", PAGES)
def test_staff_page_is_accessible_in_every_look(
    visit: Visit, feed: None, sign_in: dict[str, str], name: str
) -> None:
    visitor = visit(PHONE)
    enter(visitor, sign_in)

    visitor.go(PAGES[name])

    assert visitor.page.url.endswith(PAGES[name])
    assert_good_in_looks(visitor.page, f"staff-{name}")


@pytest.mark.parametrize("name", OPEN_PAGES)
def test_open_page_is_accessible_in_every_look(visit: Visit, feed: None, name: str) -> None:
    visitor = visit(PHONE)

    visitor.go(OPEN_PAGES[name])

    assert_good_in_looks(visitor.page, name)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("not-found", "/nowhere/"),
        ("gone", "/meetings/00000000-0000-7000-8000-00000000ffff/"),
        ("forbidden", "/staff/feeds/"),
    ],
)
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_error_page_is_accessible(
    visit: Visit, feed: None, name: str, path: str, size: dict[str, int]
) -> None:
    user = User.objects.create(username="vic", name="Vic")
    client = Client()
    client.force_login(user)
    visitor = visit(size)
    enter(visitor, {"name": "session", "value": client.cookies["session"].value})

    visitor.go(path)

    keep_shot(visitor.page, f"error-{name}-{size['width']}")
    assert_good(visitor.page)
    assert visitor.page.locator("main h1").count() == 1
    assert all("status of 4" in told for told in visitor.complaints)
    visitor.complaints.clear()


def test_change_a_list_by_keyboard_alone(visit: Visit, feed: None, sign_in: dict[str, str]) -> None:
    visitor = visit(DESKTOP)
    enter(visitor, sign_in)
    visitor.go(PAGES["list-change"])

    visitor.page.get_by_label("What is this list called?").focus()
    visitor.page.keyboard.press("Control+A")
    visitor.page.keyboard.type("District 9")
    visitor.page.keyboard.press("Enter")

    visitor.page.wait_for_url("**/staff/feeds/harbor/")
    assert visitor.page.locator("h1").inner_text() == "District 9"
