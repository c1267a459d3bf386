"""`stepwell feeds sync` over several lists: side by side, and each on its own."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from factories.feed_server import FeedServer, answer
from integration.feeds.feed_files import AT, FileFeed, row
from stepwell.actions import feed_sync
from stepwell.actions.feed_sync import SyncResult, sync_feed
from stepwell.actions.feeds import FeedRefused, NewFeed, add_feed
from stepwell.cli.main import main
from stepwell.domain.access.actor import COMMAND_LINE
from stepwell.queries.installation import snapshot_lag
from stepwell.records.directory.models import FeedSync, ListedMeeting

pytestmark = pytest.mark.django_db(transaction=True)
MakeFeed = Callable[..., FileFeed]


@pytest.fixture(autouse=True)
def _snapshot_path(settings: Any, tmp_path: Path) -> None:
    settings.SNAPSHOT_PATH = tmp_path / "meetings.snapshot"


@pytest.fixture
def three(transactional_db: None, file_feed: MakeFeed) -> list[FileFeed]:
    feeds = [file_feed(slug) for slug in ("one", "two", "three")]
    for feed in feeds:
        feed.publish([row("a")])
    return feeds


def failing_for(slug: str, error: BaseException) -> Callable[..., SyncResult]:
    def read(wanted: str, **options: Any) -> SyncResult:
        if wanted == slug:
            raise error
        return sync_feed(wanted, **options)

    return read


def test_feeds_sync_with_an_unknown_name_reads_nothing(
    three: list[FileFeed], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["feeds", "sync", "one", "unknown", "two"]) == 1

    assert "no feed 'unknown'" in capsys.readouterr().err
    assert FeedSync.objects.count() == 0


def test_feeds_sync_reads_a_list_named_twice_once(three: list[FileFeed]) -> None:
    assert main(["feeds", "sync", "one", "one"]) == 0

    assert FeedSync.objects.count() == 1


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (FeedRefused("The feed 'two' was removed."), "two: The feed 'two' was removed."),
        (RuntimeError("planted"), "two: Something went wrong inside Stepwell"),
    ],
)
def test_feeds_sync_goes_on_after_a_list_that_fails(
    error: Exception,
    told: str,
    three: list[FileFeed],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(feed_sync, "sync_feed", failing_for("two", error))

    assert main(["feeds", "sync", "one", "two", "three"]) == 1

    printed = capsys.readouterr().out
    assert told in printed
    assert "planted" not in printed
    assert ListedMeeting.objects.count() == 2
    assert snapshot_lag() == 0


def test_feeds_sync_tells_of_every_list_in_the_order_asked(
    three: list[FileFeed], capsys: pytest.CaptureFixture[str]
) -> None:
    three[1].path.unlink()

    assert main(["feeds", "sync", "three", "two", "one", "--json"]) == 1

    told = json.loads(capsys.readouterr().out)["feeds"]
    assert [(one["feed"], one["outcome"]) for one in told] == [
        ("three", "synced"),
        ("two", "failed"),
        ("one", "synced"),
    ]


def test_feeds_sync_that_is_broken_off_publishes_what_was_read(
    three: list[FileFeed], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_sync, "sync_feed", failing_for("three", KeyboardInterrupt()))

    assert main(["feeds", "sync", "one", "three"]) == 130

    assert ListedMeeting.objects.count() == 1
    assert snapshot_lag() == 0


def test_feeds_sync_reads_side_by_side() -> None:
    both_asked = threading.Barrier(2, timeout=20)

    def reply(request: str) -> list[bytes]:
        both_asked.wait()
        return [answer(json.dumps([row("a")]).encode())]

    with FeedServer(reply) as server:
        for slug in ("left", "right"):
            new = NewFeed(slug, server.url(f"/{slug}"), "aa", allowed_host=server.host)
            add_feed(new, by=COMMAND_LINE, at=AT)

        assert main(["feeds", "sync"]) == 0

    assert ListedMeeting.objects.count() == 2
