"""What visitors read about what changed in the lists."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from integration.feeds.feed_files import AT, FileFeed, row
from stepwell.actions.feed_sync import sync_feed
from stepwell.domain.access.actor import COMMAND_LINE


def test_changes_page_tells_of_a_first_reading_and_of_no_old_words(
    client: Client, file_feed: Callable[..., FileFeed]
) -> None:
    feed = file_feed()
    feed.publish([row("a", notes="Ring at number 7"), row("b")])
    sync_feed(feed.slug, by=COMMAND_LINE, at=AT)
    feed.publish([row("a", notes="Use the side door", time="20:00", end_time="21:00"), row("b")])
    sync_feed(feed.slug, by=COMMAND_LINE, at=AT)

    page = client.get("/meetings/changes/").content.decode()

    assert "First reading: 2 meetings" in page
    assert "<del>1140</del> <ins>1200</ins>" in page
    assert "<dt>notes</dt><dd>changed</dd>" in page
    assert "number 7" not in page
    assert "side door" not in page
    assert "/meetings/None/" not in page
