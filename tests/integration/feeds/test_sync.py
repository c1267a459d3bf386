"""What a reading does to the directory, on whatever engine the settings name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from integration.feeds.feed_files import AT, FileFeed, row
from stepwell.actions.feed_sync import SyncResult, sync_feed
from stepwell.domain.access.actor import COMMAND_LINE, Actor
from stepwell.domain.access.policies import AccessDenied
from stepwell.queries.feeds import (
    all_row_reports,
    directory_version,
    meeting_by_source_key,
    recent_changes,
    removed_meeting,
)
from stepwell.records.directory.models import Feed, FeedSync, ListedMeeting, MeetingChange

MakeFeed = Callable[..., FileFeed]


def sync(feed: FileFeed, **options: bool) -> SyncResult:
    return sync_feed(feed.slug, by=COMMAND_LINE, at=AT, **options)


def test_sync_first_reading_lists_every_row(file_feed: MakeFeed) -> None:
    feed = file_feed()
    feed.publish([row("a"), row("b"), row("c", published="0"), row("d", day=9)])

    result = sync(feed)

    assert (result.outcome, result.read, result.added) == ("synced", 4, 2)
    assert (result.withheld, result.rejected) == (1, 1)
    assert result.read == result.meetings + result.withheld + result.rejected
    assert [one.kind for one in all_row_reports("sample")] == ["withheld", "rejected"]


def test_sync_second_reading_changes_nothing(file_feed: MakeFeed) -> None:
    feed = file_feed()
    feed.publish([row("a"), row("b", day=[1, 3])])
    sync(feed)
    version = directory_version()

    again = sync(feed)
    forced = sync(feed, force=True)

    assert again.outcome == "unchanged"
    assert (forced.outcome, forced.unchanged) == ("synced", 3)
    assert (forced.added, forced.changed, forced.removed) == (0, 0, 0)
    assert directory_version() == version


def test_sync_change_is_kept_field_by_field(file_feed: MakeFeed) -> None:
    feed = file_feed()
    feed.publish([row("a"), row("b")])
    sync(feed)
    feed.publish([row("a", time="20:00", end_time="21:00"), row("b")])

    result = sync(feed)

    assert (result.added, result.changed, result.unchanged, result.removed) == (0, 1, 1, 0)
    change, first = recent_changes().rows
    assert change.fields == (("schedule.start_minute", "1140", "1200"),)
    assert (first.kind, first.added, first.meeting_id) == ("first_reading", 2, "")


def test_sync_values_of_words_links_and_numbers_are_not_kept(file_feed: MakeFeed) -> None:
    feed = file_feed()
    secrets = {
        "notes": "Ring twice at number 7, ask for Una",
        "conference_url": "https://zoom.us/j/5550177?pwd=planted",
        "conference_phone": "+18605550177",
        "group": "Quentin's Group",
    }
    feed.publish([row("a", **secrets)])
    sync(feed)
    feed.publish([row("a", time="20:00", end_time="21:00")])

    sync(feed)

    (change,) = MeetingChange.objects.filter(kind="changed")
    assert change.fields["schedule.start_minute"] == [1140, 1200]
    assert {name for name, values in change.fields.items() if values == ["changed"]} == {
        "notes",
        "online.url",
        "online.phone",
        "online.provider",
        "group",
    }
    assert ("notes", "", "") in recent_changes().rows[0].fields


def test_sync_first_reading_is_one_line_of_history(file_feed: MakeFeed) -> None:
    feed = file_feed()
    feed.publish([row("a"), row("b")])
    sync(feed)
    feed.publish([row("a"), row("b"), row("c")])

    sync(feed)

    assert [one.kind for one in recent_changes().rows] == ["added", "first_reading"]


def test_sync_removed_meeting_stays_findable_and_can_return(file_feed: MakeFeed) -> None:
    feed = file_feed()
    feed.publish([row("a"), row("b")])
    sync(feed)
    public_id = meeting_by_source_key("sample", "a")
    assert public_id
    feed.publish([row("b")])

    gone = sync(feed)

    assert gone.removed == 1
    assert removed_meeting(public_id)
    feed.publish([row("a"), row("b")])
    assert sync(feed).added == 1
    assert meeting_by_source_key("sample", "a") == public_id
    assert removed_meeting(public_id) is None


def test_sync_renamed_keys_keep_identity_and_old_references(file_feed: MakeFeed) -> None:
    feed = file_feed()
    feed.publish([row("a"), row("b")])
    sync(feed)
    before = {key: meeting_by_source_key("sample", key) for key in "ab"}
    feed.publish([row("a2", name="Group a"), row("b")])

    result = sync(feed)

    assert (result.added, result.removed, result.renamed) == (1, 1, 1)
    assert meeting_by_source_key("sample", "a2") == before["a"]
    assert meeting_by_source_key("sample", "a") == before["a"]


def test_sync_swapped_keys_follow_the_meetings(file_feed: MakeFeed) -> None:
    feed = file_feed()
    feed.publish([row("1", name="North"), row("2", name="South")])
    sync(feed)
    north = meeting_by_source_key("sample", "1")
    feed.publish([row("1", name="South"), row("2", name="North")])

    result = sync(feed)

    assert result.outcome == "synced"
    assert meeting_by_source_key("sample", "2") == north


def test_sync_great_loss_is_held_until_accepted(file_feed: MakeFeed) -> None:
    feed = file_feed()
    feed.publish([row(str(number)) for number in range(20)])
    sync(feed)
    feed.publish([row(str(number)) for number in range(10)])

    held = sync(feed)

    assert (held.outcome, held.code) == ("held", "great_loss")
    assert ListedMeeting.objects.filter(removed_at=None).count() == 20
    accepted = sync(feed, accept_removals=True)
    assert (accepted.outcome, accepted.removed) == ("synced", 10)
    assert Feed.objects.get(slug="sample").held_removals == 0


def test_sync_held_reading_that_changed_meanwhile_is_held_again(file_feed: MakeFeed) -> None:
    feed = file_feed()
    feed.publish([row(str(number)) for number in range(20)])
    sync(feed)
    feed.publish([row(str(number)) for number in range(10)])
    sync(feed)
    feed.publish([row("0")])

    assert sync(feed, accept_removals=True).outcome == "held"
    assert ListedMeeting.objects.filter(removed_at=None).count() == 20


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "empty"),
        ("<!doctype html><title>Our meetings</title>", "html"),
        ("<!doctype html><title>Just a moment…</title>", "challenge"),
        ('[{"name": "a", "slug": "a", "da', "truncated"),
        ('{"error": "no"}', "error_answer"),
    ],
)
def test_sync_unreadable_source_keeps_what_was_listed(
    content: str, code: str, file_feed: MakeFeed
) -> None:
    feed = file_feed()
    feed.publish([row("a")])
    sync(feed)
    version = directory_version()
    feed.path.write_text(content)

    result = sync(feed)

    assert (result.outcome, result.code) == ("failed", code)
    assert result.message
    assert ListedMeeting.objects.filter(removed_at=None).count() == 1
    assert directory_version() == version
    stored = Feed.objects.get(slug="sample")
    assert stored.consecutive_failures == 1
    assert stored.next_sync_at == AT + timedelta(minutes=15)


def test_sync_one_dead_feed_does_not_touch_another(file_feed: MakeFeed) -> None:
    dead, alive = file_feed("dead"), file_feed("alive")
    dead.path.unlink()
    alive.publish([row("a")])

    results = {one.slug: sync(one) for one in (dead, alive)}

    assert (results["dead"].outcome, results["dead"].code) == ("failed", "file_missing")
    assert results["alive"].added == 1


def test_sync_failure_half_way_changes_nothing_and_is_recorded(
    file_feed: MakeFeed, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    feed = file_feed()
    feed.publish([row("a")])

    def break_off(*_: object) -> None:
        raise RuntimeError("planted secret")

    monkeypatch.setattr("stepwell.actions.feed_sync.keep_row_outcomes", break_off)

    result = sync(feed)

    assert (result.outcome, result.code) == ("failed", "internal")
    assert ListedMeeting.objects.count() == 0
    (recorded,) = FeedSync.objects.all()
    assert (recorded.outcome, recorded.added) == ("failed", 0)
    assert "secret" not in recorded.message
    assert any(one.exc_info and one.levelname == "ERROR" for one in caplog.records)
    stored = Feed.objects.get(slug="sample")
    assert (stored.consecutive_failures, stored.claimed_until) == (1, None)
    assert stored.next_sync_at == AT + timedelta(minutes=15)


@pytest.mark.parametrize("day", [1, 9])
@pytest.mark.parametrize("field", ["slug", "name", "notes", "day", "types", "a\x00field"])
@pytest.mark.parametrize("text", ["a\x00b", "\x00", "\x1f\x7f\x85", "x" * 3000])
def test_sync_texts_no_database_would_take_are_mended(
    text: str, field: str, day: int, file_feed: MakeFeed
) -> None:
    feed = file_feed()
    feed.publish([row(str(number), day=day) | {field: text} for number in range(2)])

    assert sync(feed).outcome == "synced"


def test_sync_longest_keys_that_are_alike_get_a_suffix(file_feed: MakeFeed) -> None:
    feed = file_feed()
    feed.publish([row("x" * 300 + str(number), name=str(number)) for number in range(12)])

    assert sync(feed).added == 12
    keys = ListedMeeting.objects.values_list("source_key", flat=True)
    assert max(len(key) for key in keys) <= 255


def test_sync_stores_nobodys_contact(file_feed: MakeFeed) -> None:
    feed = file_feed()
    private = {
        "contact_1_name": "Quentin Z",
        "contact_1_email": "quentin@example.org",
        "contact_1_phone": "860-555-0123",
        "email": "group@example.org",
        "phone": "860-555-0199",
        "notes": "Call Quentin at 860-555-0177 or write quentin@example.org",
    }
    feed.publish([row("a", **private), row("b", day=9, **private)])

    sync(feed)

    stored = "".join(ListedMeeting.objects.values_list("document", flat=True))
    stored += "".join(one.original + one.message for one in all_row_reports("sample"))
    for secret in ("Quentin Z", "quentin@", "555-0123", "555-0199", "555-0177", "group@"):
        assert secret not in stored


def test_sync_actor_without_the_right_is_refused(file_feed: MakeFeed) -> None:
    feed = file_feed()

    with pytest.raises(AccessDenied, match="administrator"):
        sync_feed(
            feed.slug,
            by=replace(Actor("x", "Vic"), is_administrator=False),
            at=AT,
        )
