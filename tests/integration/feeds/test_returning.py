"""Meetings that come back, under their key or another, and meetings that swap keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from integration.feeds.feed_files import AT, FileFeed, row
from stepwell.actions.feed_sync import SyncResult, sync_feed
from stepwell.domain.access.actor import COMMAND_LINE
from stepwell.queries.feeds import meeting_by_source_key
from stepwell.records.directory.models import ListedMeeting, MeetingAlias, MeetingChange

MakeFeed = Callable[..., FileFeed]


def sync(feed: FileFeed, *rows: dict[str, object], day: int = 0) -> SyncResult:
    feed.publish([*rows, row("always", name="Always Here")])
    result = sync_feed(feed.slug, by=COMMAND_LINE, at=AT + timedelta(days=day))
    assert result.outcome == "synced"
    return result


def public_id(key: str) -> str | None:
    return meeting_by_source_key("sample", key)


def test_meeting_returns_at_another_time_under_its_identity(file_feed: MakeFeed) -> None:
    feed = file_feed()
    sync(feed, row("a"))
    before = public_id("a")
    sync(feed)

    sync(feed, row("a", time="20:00", end_time="21:00"))

    assert public_id("a") == before
    assert ListedMeeting.objects.count() == 2
    restored = MeetingChange.objects.get(kind="restored")
    assert restored.fields == {"schedule.start_minute": [1140, 1200]}


def test_meeting_returns_under_another_key_and_keeps_old_references(file_feed: MakeFeed) -> None:
    feed = file_feed()
    sync(feed, row("a"))
    before = public_id("a")
    sync(feed)

    result = sync(feed, row("z", name="Group a"))

    assert (result.added, result.renamed) == (1, 1)
    assert public_id("z") == public_id("a") == before
    assert MeetingAlias.objects.get().source_key == "a"


def test_two_meetings_that_had_one_key_leave_it_to_the_last(file_feed: MakeFeed) -> None:
    feed = file_feed()
    sync(feed, row("a", name="First"))
    sync(feed, row("a2", name="First"), row("a", name="Second"))
    sync(feed, row("a", name="Second"), day=1)
    sync(feed, day=2)
    assert ListedMeeting.objects.count() == 3
    ListedMeeting.objects.filter(source_key="a2").update(source_key="a")
    second = ListedMeeting.objects.get(document__contains="Second")

    result = sync(feed, row("x", name="First"), row("y", name="Second"), day=3)

    assert result.renamed == 2
    assert public_id("y") == str(second.pk)
    assert public_id("a") == str(second.pk)


def test_keys_that_go_round_stay_with_their_meetings(file_feed: MakeFeed) -> None:
    feed = file_feed()
    names = ["North", "East", "South", "West"]
    sync(feed, *(row(str(number), name=name) for number, name in enumerate(names)))
    before = {name: public_id(str(number)) for number, name in enumerate(names)}

    sync(feed, *(row(str((number + 1) % 4), name=name) for number, name in enumerate(names)))

    assert {name: public_id(str((number + 1) % 4)) for number, name in enumerate(names)} == before


def test_many_changed_meetings_are_each_written_whole(file_feed: MakeFeed) -> None:
    feed = file_feed()
    numbers = range(1200)  # more than one batch
    sync(feed, *(row(str(number)) for number in numbers))
    first_seen = dict(ListedMeeting.objects.values_list("pk", "first_seen_at"))

    result = sync(feed, *(row(str(number), types=["C"]) for number in numbers), day=1)

    assert (result.changed, result.unchanged) == (1200, 1)
    assert dict(ListedMeeting.objects.values_list("pk", "first_seen_at")) == first_seen
    assert ListedMeeting.objects.filter(document__contains='"types":["C"]').count() == 1200
    assert MeetingChange.objects.filter(kind="changed").count() == 1200
