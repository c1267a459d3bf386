"""The real feeds, where STEPWELL_TEST_DATA names them: read, synced twice, snapshot pairs."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from integration.feeds.feed_files import AT, FileFeed
from stepwell.actions.feed_sync import SyncResult, sync_feed
from stepwell.domain.access.actor import COMMAND_LINE

pytestmark = [pytest.mark.real_feeds, pytest.mark.django_db]
MakeFeed = Callable[..., FileFeed]


def sync(feed: FileFeed, path: Path, **options: bool) -> SyncResult:
    shutil.copy(path, feed.path)
    return sync_feed(feed.slug, by=COMMAND_LINE, at=AT, **options)


@pytest.mark.parametrize(
    ("first", "second", "added", "removed", "changed"),
    [
        ("aa-san-jose-2021-06", "aa-san-jose-2021-08", 59, 24, 611),
        ("aa-philadelphia-2021-05", "aa-philadelphia-2021-10", 174, 101, 584),
    ],
)
def test_real_snapshot_pair_reports_what_came_and_went(
    first: str,
    second: str,
    added: int,
    removed: int,
    changed: int,
    real_feeds: Path,
    file_feed: MakeFeed,
) -> None:
    feed = file_feed()
    before = sync(feed, real_feeds / f"{first}.json")

    after = sync(feed, real_feeds / f"{second}.json")

    assert (after.added, after.removed) == (added, removed)
    assert after.unchanged + after.changed == before.added - removed
    assert after.changed == changed


@pytest.mark.parametrize("name", ["aa-edmonton", "aa-sf-marin", "al-anon-massachusetts"])
def test_real_feed_second_sync_changes_nothing(
    name: str, real_feeds: Path, file_feed: MakeFeed
) -> None:
    feed = file_feed()
    first = sync(feed, real_feeds / f"{name}.json")

    again = sync(feed, real_feeds / f"{name}.json", force=True)

    assert first.added > 300
    assert (again.added, again.changed, again.removed) == (0, 0, 0)
    assert again.unchanged == first.added
