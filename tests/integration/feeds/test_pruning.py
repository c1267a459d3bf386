"""What is let go of after a while, and what stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from integration.feeds.feed_files import AT, FileFeed, row
from stepwell.actions import directory_pruning
from stepwell.actions.directory_pruning import (
    CHANGES_KEPT,
    DETAILS_KEPT,
    OUTCOMES_KEPT,
    SYNCS_KEPT,
    PruneReport,
    prune_directory,
)
from stepwell.actions.feed_sync import SyncResult, sync_feed
from stepwell.domain.access.actor import COMMAND_LINE, SCHEDULE, Actor
from stepwell.domain.access.policies import AccessDenied
from stepwell.jobs import worker
from stepwell.queries.feeds import meeting_by_source_key, removed_meeting
from stepwell.records.directory.models import (
    FeedSync,
    JobRun,
    ListedMeeting,
    MeetingChange,
    RowOutcome,
)

MakeFeed = Callable[..., FileFeed]
SECOND = timedelta(seconds=1)
NOTES = "Ring at number 7"


def sync(feed: FileFeed, *rows: dict[str, Any], after: timedelta = timedelta(0)) -> SyncResult:
    feed.publish(list(rows))
    return sync_feed(feed.slug, by=COMMAND_LINE, at=AT + after)


def prune(after: timedelta) -> PruneReport:
    return prune_directory(by=SCHEDULE, at=AT + after)


@pytest.fixture
def feed(file_feed: MakeFeed) -> FileFeed:
    """Lists "b"; "a" was removed a second after it was first read. One row is rejected."""
    feed = file_feed()
    sync(feed, row("a", notes=NOTES), row("b", notes=NOTES), row("c", day=9))
    sync(feed, row("b", notes=NOTES), row("c", day=9), after=SECOND)
    return feed


def test_prune_soon_after_keeps_everything(feed: FileFeed) -> None:
    assert prune(timedelta(days=1)) == PruneReport(0, 0, 0, 0)
    assert (FeedSync.objects.count(), MeetingChange.objects.count()) == (2, 2)


def test_prune_changes_go_when_their_time_is_over(feed: FileFeed) -> None:
    assert prune(CHANGES_KEPT).changes == 0
    assert prune(CHANGES_KEPT + SECOND).changes == 1
    assert prune(CHANGES_KEPT + 2 * SECOND).changes == 1
    assert FeedSync.objects.count() == 2


def test_prune_keeps_the_latest_and_the_latest_good_reading(feed: FileFeed) -> None:
    feed.path.unlink()
    for number in range(2, 5):
        sync_feed(feed.slug, by=COMMAND_LINE, at=AT + number * SECOND)

    assert prune(SYNCS_KEPT + timedelta(days=1)).syncs == 3

    kept = FeedSync.objects.order_by("started_at").values_list("outcome", "started_at")
    assert list(kept) == [("synced", AT + SECOND), ("failed", AT + 4 * SECOND)]


def test_prune_old_readings_of_a_list_that_was_never_good(file_feed: MakeFeed) -> None:
    feed = file_feed()
    feed.path.unlink()
    for number in range(3):
        sync_feed(feed.slug, by=COMMAND_LINE, at=AT + number * SECOND)

    assert prune(SYNCS_KEPT + timedelta(days=1)).syncs == 2


def test_prune_row_outcomes_stay_while_their_list_is_read(feed: FileFeed) -> None:
    sync(feed, row("b", notes=NOTES), row("c", day=9), after=OUTCOMES_KEPT)

    assert prune(OUTCOMES_KEPT + timedelta(days=2)).outcomes == 0
    assert prune(2 * OUTCOMES_KEPT + SECOND).outcomes == 1
    assert RowOutcome.objects.count() == 0


def test_prune_cuts_the_documents_of_long_removed_meetings(feed: FileFeed) -> None:
    gone = meeting_by_source_key("sample", "a")
    assert gone
    assert prune(DETAILS_KEPT).documents == 0

    assert prune(DETAILS_KEPT + 2 * SECOND).documents == 1
    assert prune(DETAILS_KEPT + 2 * SECOND).documents == 0

    removed = removed_meeting(gone)
    assert removed
    assert NOTES not in removed.document
    assert "Group a" in removed.document
    assert NOTES in ListedMeeting.objects.get(source_key="b").document


def test_meeting_whose_document_was_cut_returns_whole_and_without_made_up_changes(
    feed: FileFeed,
) -> None:
    gone = meeting_by_source_key("sample", "a")
    prune(DETAILS_KEPT + 2 * SECOND)

    sync(feed, row("a", notes=NOTES), row("b", notes=NOTES), after=DETAILS_KEPT + 3 * SECOND)

    assert meeting_by_source_key("sample", "a") == gone
    assert NOTES in ListedMeeting.objects.get(source_key="a").document
    assert MeetingChange.objects.get(kind="restored").fields == {}


def test_prune_goes_on_past_one_batch(feed: FileFeed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory_pruning, "BATCH", 1)
    sync(feed, row("d"), after=2 * SECOND)

    report = prune(SYNCS_KEPT)

    assert (report.changes, report.documents) == (4, 2)


@pytest.mark.django_db(transaction=True)
def test_worker_prunes_once_a_day(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SNAPSHOT_PATH = tmp_path / "meetings.snapshot"
    times: list[datetime] = []

    def note(*, by: Actor, at: datetime) -> PruneReport:
        times.append(at)
        return prune_directory(by=by, at=at)

    monkeypatch.setattr(worker, "prune_directory", note)

    for _ in range(3):
        worker._round({})

    assert len(times) == 1
    JobRun.objects.filter(name=worker.PRUNE).update(at=times[0] - timedelta(days=1))
    worker._round({})
    assert len(times) == 2


def test_prune_actor_without_the_right_is_refused(db: None) -> None:
    with pytest.raises(AccessDenied):
        prune_directory(by=Actor("x", "Vic"), at=AT)
