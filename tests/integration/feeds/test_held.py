"""Readings that wait for a person: when, and what accepting them accepts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from integration.feeds.feed_files import AT, FileFeed, row
from stepwell.actions.feed_sync import SyncResult, sync_feed
from stepwell.domain.access.actor import COMMAND_LINE
from stepwell.records.directory.models import Feed, ListedMeeting

MakeFeed = Callable[..., FileFeed]


def sync(feed: FileFeed, **options: bool) -> SyncResult:
    return sync_feed(feed.slug, by=COMMAND_LINE, at=AT, **options)


def listed() -> set[str]:
    return set(ListedMeeting.objects.filter(removed_at=None).values_list("source_key", flat=True))


def rows(*numbers: int, **changes: str) -> list[dict[str, object]]:
    return [row(str(number), **changes) for number in numbers]


def test_sync_same_removals_are_accepted_though_the_source_said_more(file_feed: MakeFeed) -> None:
    feed = file_feed()
    feed.publish(rows(*range(20)))
    sync(feed)
    feed.publish(rows(*range(10)))
    assert sync(feed).outcome == "held"
    feed.publish([*rows(*range(10), notes="Bring a cup"), row("new")])

    accepted = sync(feed, accept_removals=True)

    assert (accepted.outcome, accepted.removed, accepted.added) == ("synced", 10, 1)


def test_sync_as_many_but_other_removals_are_held_again(file_feed: MakeFeed) -> None:
    feed = file_feed()
    feed.publish(rows(*range(20)))
    sync(feed)
    feed.publish(rows(*range(10)))
    sync(feed)
    feed.publish(rows(*range(10, 20)))

    assert sync(feed, accept_removals=True).outcome == "held"
    assert len(listed()) == 20
    assert sync(feed, accept_removals=True).outcome == "synced"
    assert listed() == {str(number) for number in range(10, 20)}


def test_sync_accepting_what_was_never_held_is_held(file_feed: MakeFeed) -> None:
    feed = file_feed()
    feed.publish(rows(*range(20)))
    sync(feed)
    feed.publish(rows(*range(10)))

    assert sync(feed, accept_removals=True).outcome == "held"


@pytest.mark.parametrize("size", [1, 9, 20])
@pytest.mark.parametrize("percent", [0, 25, 100])
def test_sync_that_would_leave_nothing_is_held(
    size: int, percent: int, file_feed: MakeFeed
) -> None:
    feed = file_feed(max_loss_percent=percent)
    feed.publish(rows(*range(size)))
    sync(feed)
    feed.publish(rows(*range(size), published="0"))

    held = sync(feed)

    assert (held.outcome, held.code) == ("held", "nothing_left")
    assert len(listed()) == size
    assert Feed.objects.get().held_removals == size
    assert sync(feed, accept_removals=True).removed == size
    assert listed() == set()


def test_sync_of_an_empty_list_that_never_had_meetings_waits_for_nobody(
    file_feed: MakeFeed,
) -> None:
    feed = file_feed()
    feed.publish(rows(1, published="0"))

    assert sync(feed).outcome == "synced"


def test_sync_small_list_may_lose_all_but_one(file_feed: MakeFeed) -> None:
    feed = file_feed(max_loss_percent=0)
    feed.publish(rows(*range(9)))
    sync(feed)
    feed.publish(rows(1))

    assert sync(feed).removed == 8
