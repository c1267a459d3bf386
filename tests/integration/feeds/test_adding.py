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
