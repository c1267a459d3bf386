"""What a new feed may be called and where it may come from."""

from __future__ import annotations

import pytest

from integration.feeds.feed_files import AT
from stepwell.actions.feeds import FeedRefused, NewFeed, add_feed
from stepwell.domain.access.actor import COMMAND_LINE
from stepwell.records.directory.models import Feed

pytestmark = pytest.mark.django_db
ADDRESS = "https://example.org/"


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (NewFeed("x" * 201, ADDRESS, "aa"), "name has 201 characters; give one of 200 at most"),
        (NewFeed("X", ADDRESS + "x" * 1981, "aa"), "address has 2,001 characters"),
        (NewFeed("X", ADDRESS, "aa", allowed_host="x" * 256), "allowed host has 256 characters"),
    ],
)
def test_add_feed_longer_than_can_be_kept_is_refused(new: NewFeed, told: str) -> None:
    with pytest.raises(FeedRefused, match=told):
        add_feed(new, by=COMMAND_LINE, at=AT)

    assert Feed.objects.count() == 0


def test_add_feed_as_long_as_can_be_kept_is_kept() -> None:
    host = "x" * 255

    add_feed(
        NewFeed("x" * 200, ADDRESS + "x" * 1980, "aa", allowed_host=host), by=COMMAND_LINE, at=AT
    )

    assert Feed.objects.get().allowed_host == host


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (NewFeed("X", "https://joe:pw@example.org/", "aa"), "user name or password"),
        (NewFeed("X", "https://example.org:22/", "aa"), "uses port 22"),
        (NewFeed("X", "https://exa mple.org/", "aa"), "spaces or control characters"),
        (NewFeed("X", "https:///feed.json", "aa"), "not a web address"),
        (NewFeed("X\0", ADDRESS, "aa"), "a character in it that can't be stored"),
        (NewFeed("  ", ADDRESS, "aa", slug="x"), "needs a name"),
    ],
)
def test_add_feed_that_could_never_be_read_is_refused(new: NewFeed, told: str) -> None:
    with pytest.raises(FeedRefused, match=told) as refused:
        add_feed(new, by=COMMAND_LINE, at=AT)

    assert "pw" not in str(refused.value)
    assert Feed.objects.count() == 0


def test_add_feed_with_a_name_in_another_script_is_numbered() -> None:
    slugs = [
        add_feed(NewFeed(name, ADDRESS, "aa"), by=COMMAND_LINE, at=AT)
        for name in ("Собрания", "集会", "-- Nord --")
    ]

    assert slugs == ["list-1", "list-2", "nord"]
