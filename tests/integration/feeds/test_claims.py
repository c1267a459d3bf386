"""Two readings of one feed at once, and what may happen to a feed while it is read."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, connections

from integration.feeds.feed_files import AT, FileFeed, row
from stepwell.actions import feed_sync
from stepwell.actions.feed_schedule import CLAIM, claim_due_feeds, claim_feed, release_claim
from stepwell.actions.feed_sync import SyncResult, sync_feed
from stepwell.actions.feeds import FeedRefused, remove_feed
from stepwell.domain.access.actor import COMMAND_LINE
from stepwell.records.directory.models import Feed, FeedSync, ListedMeeting, MeetingChange

MakeFeed = Callable[..., FileFeed]
LATER = AT + CLAIM + timedelta(minutes=1)


def sync(feed: FileFeed, **options: Any) -> SyncResult:
    return sync_feed(feed.slug, by=COMMAND_LINE, **({"at": AT} | options))


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Does something while the next reading has fetched its source but not compared it yet."""

    def arrange(happen: Callable[[], object]) -> None:
        parse = feed_sync.parse_feed

        def parse_later(*arguments: Any) -> Any:
            monkeypatch.setattr(feed_sync, "parse_feed", parse)
            happen()
            return parse(*arguments)

        monkeypatch.setattr(feed_sync, "parse_feed", parse_later)

    return arrange


def test_sync_of_a_feed_that_is_being_read_does_nothing(
    file_feed: MakeFeed, meanwhile: Callable[..., None]
) -> None:
    feed = file_feed()
    feed.publish([row("a"), row("b")])
    second: list[SyncResult] = []
    meanwhile(lambda: second.append(sync(feed)))

    first = sync(feed)

    assert (first.outcome, first.added) == ("synced", 2)
    assert [(one.outcome, one.code) for one in second] == [("busy", "busy")]
    assert FeedSync.objects.count() == MeetingChange.objects.count() == 1
    assert ListedMeeting.objects.count() == 2


def test_sync_that_outlasts_its_claim_leaves_the_other_reading_alone(
    file_feed: MakeFeed, meanwhile: Callable[..., None]
) -> None:
    feed = file_feed()
    feed.publish([row("a"), row("b")])
    sync(feed)
    feed.publish([row("a")])

    def read_by_another() -> None:
        feed.publish([row("a"), row("b"), row("c")])
        assert sync(feed, at=LATER).added == 1

    meanwhile(read_by_another)

    late = sync(feed)

    assert (late.outcome, late.added, late.removed) == ("busy", 0, 0)
    keys = ListedMeeting.objects.filter(removed_at=None).values_list("source_key", flat=True)
    assert sorted(keys) == ["a", "b", "c"]
    assert sync(feed, at=LATER).outcome == "unchanged"


def test_sync_failure_of_a_reading_that_outlasted_its_claim_is_not_recorded(
    file_feed: MakeFeed, meanwhile: Callable[..., None]
) -> None:
    feed = file_feed()
    feed.publish([row("a")])

    def read_by_another_and_break_off() -> None:
        sync(feed, at=LATER)
        raise RuntimeError("planted")

    meanwhile(read_by_another_and_break_off)

    assert sync(feed).outcome == "busy"
    assert [one.outcome for one in FeedSync.objects.all()] == ["synced"]
    assert Feed.objects.get().consecutive_failures == 0


def test_sync_leaves_a_claim_that_another_took_over(
    file_feed: MakeFeed, meanwhile: Callable[..., None]
) -> None:
    feed = file_feed()
    meanwhile(lambda: claim_feed(feed.slug, at=LATER))
    feed.publish([row("a")])

    assert sync(feed).outcome == "busy"
    assert claim_feed(feed.slug, at=LATER) is None


def test_sync_does_not_bring_back_a_feed_that_was_removed_meanwhile(
    file_feed: MakeFeed, meanwhile: Callable[..., None]
) -> None:
    feed = file_feed()
    feed.publish([row("a")])
    meanwhile(lambda: remove_feed(feed.slug, by=COMMAND_LINE, at=AT))

    with pytest.raises(FeedRefused, match="'sample' was removed while it was read"):
        sync(feed)

    assert Feed.objects.count() == ListedMeeting.objects.count() == FeedSync.objects.count() == 0


def test_sync_keeps_what_an_administrator_set_meanwhile(
    file_feed: MakeFeed, meanwhile: Callable[..., None]
) -> None:
    feed = file_feed()
    feed.publish([row("a")])
    meanwhile(lambda: Feed.objects.update(name="Renamed", max_loss_percent=5))

    sync(feed)

    stored = Feed.objects.get()
    assert (stored.name, stored.max_loss_percent) == ("Renamed", 5)


def test_sync_with_the_claim_of_the_worker_reads_and_releases_it(file_feed: MakeFeed) -> None:
    feed = file_feed()
    feed.publish([row("a")])
    (claim,) = claim_due_feeds(at=AT, limit=1)

    assert sync(feed, claim=claim).outcome == "synced"
    assert claim_feed(feed.slug, at=AT)


@pytest.mark.parametrize("content", [None, "", "[", "<!doctype html>"])
def test_sync_releases_its_claim_however_it_ends(content: str | None, file_feed: MakeFeed) -> None:
    feed = file_feed()
    if content is None:
        feed.path.unlink()
    else:
        feed.path.write_text(content)

    assert sync(feed).outcome == "failed"
    assert claim_feed(feed.slug, at=AT)


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit])
def test_sync_releases_its_claim_when_it_is_broken_off(
    error: type[BaseException], file_feed: MakeFeed, meanwhile: Callable[..., None]
) -> None:
    feed = file_feed()
    feed.publish([row("a")])

    def break_off() -> None:
        raise error

    meanwhile(break_off)
    with pytest.raises(error):
        sync(feed)

    assert claim_feed(feed.slug, at=AT)


def test_claim_is_released_only_by_who_holds_it(file_feed: MakeFeed) -> None:
    feed = file_feed()
    lost = claim_feed(feed.slug, at=AT)
    assert lost
    assert claim_feed(feed.slug, at=AT) is None
    assert claim_feed(feed.slug, at=LATER)

    release_claim(lost)

    assert claim_feed(feed.slug, at=LATER) is None


def test_claim_does_not_tell_its_token_when_printed(file_feed: MakeFeed) -> None:
    claim = claim_feed(file_feed().slug, at=AT)

    assert claim
    assert claim.token not in repr(claim)


def test_sync_finished_at_is_the_end_and_not_the_start(
    file_feed: MakeFeed, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = file_feed()
    feed.publish([row("a")])
    clock = iter(range(0, 10_000, 7))
    slow = SimpleNamespace(monotonic=lambda: float(next(clock)))
    monkeypatch.setattr(feed_sync, "time", slow)

    sync(feed)

    recorded = FeedSync.objects.get()
    assert recorded.started_at == AT
    assert recorded.finished_at >= AT + timedelta(seconds=7)


@pytest.mark.django_db(transaction=True)
def test_readings_side_by_side_wait_for_each_other_to_write_however_long_it_takes(
    transactional_db: None, file_feed: MakeFeed, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare, apply = feed_sync.prepare_reading, feed_sync.apply_reading
    both_prepared = threading.Barrier(2, timeout=20)
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], *SHORTEST_WAIT[connection.vendor])

    def prepare_both(*arguments: Any, **named: Any) -> Any:
        prepared = prepare(*arguments, **named)
        both_prepared.wait()
        return prepared

    def apply_slowly(*arguments: Any, **named: Any) -> None:
        apply(*arguments, **named)
        time.sleep(1)  # longer than the database lets anyone wait

    monkeypatch.setattr(feed_sync, "prepare_reading", prepare_both)
    monkeypatch.setattr(feed_sync, "apply_reading", apply_slowly)
    feeds = [file_feed("one"), file_feed("two")]
    for feed in feeds:
        feed.publish([row("a")])

    def read(feed: FileFeed) -> str:
        try:
            return sync(feed).outcome
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(read, feeds)) == ["synced", "synced"]


SHORTEST_WAIT: dict[str, tuple[str, object]] = {
    "sqlite": ("timeout", 0.2),
    "postgresql": ("options", "-c lock_timeout=200"),
}
