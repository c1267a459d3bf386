"""The background worker: what is due gets read, once, and nobody waits for a dead list."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from factories.feed_server import FeedServer
from integration.feeds.feed_files import AT, FileFeed, row
from stepwell.actions.feed_schedule import CLAIM, claim_due_feeds
from stepwell.actions.feed_sync import sync_feed
from stepwell.actions.feeds import NewFeed, add_feed
from stepwell.domain.access.actor import COMMAND_LINE
from stepwell.jobs import worker
from stepwell.queries.installation import snapshot_lag, worker_state
from stepwell.records.directory.models import Feed, ListedMeeting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _snapshot_path(settings: Any, tmp_path: Path) -> None:
    settings.SNAPSHOT_PATH = tmp_path / "meetings.snapshot"


@pytest.fixture
def running_worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(worker, "POLL_SECONDS", 0.05)
    stop = threading.Event()
    thread = threading.Thread(target=worker.run_worker, args=(stop,))
    thread.start()
    yield
    stop.set()
    thread.join(timeout=20)
    assert not thread.is_alive()


def until(condition: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def test_claim_each_due_feed_goes_to_one_worker(file_feed: Any) -> None:
    for name in ("one", "two"):
        file_feed(name)

    first = claim_due_feeds(at=AT, limit=10)
    second = claim_due_feeds(at=AT, limit=10)

    assert sorted(claim.slug for claim in first) == ["one", "two"]
    assert second == []


def test_claim_left_by_a_dead_worker_runs_out(file_feed: Any) -> None:
    file_feed("one")
    claim_due_feeds(at=AT, limit=10)

    assert _due(AT + CLAIM) == ["one"]


def test_schedule_good_reading_waits_its_interval(file_feed: Any) -> None:
    feed: FileFeed = file_feed("one", sync_every_minutes=60)
    feed.publish([row("a")])

    sync_feed("one", by=COMMAND_LINE, at=AT)

    assert _due(AT + timedelta(minutes=59)) == []
    assert _due(AT + timedelta(minutes=60)) == ["one"]


def test_schedule_repeated_failures_are_tried_less_often(file_feed: Any) -> None:
    file_feed("one").path.unlink()
    waits = []
    for _ in range(4):
        sync_feed("one", by=COMMAND_LINE, at=AT)
        waits.append(Feed.objects.get().next_sync_at - AT)

    assert waits == [timedelta(minutes=15), *[timedelta(hours=h) for h in (1, 6, 6)]]


def test_worker_hung_list_delays_nobody(file_feed: Any, running_worker: None) -> None:
    with FeedServer(_never_answer) as server:
        server_holder.append(server)
        add_feed(
            NewFeed(name="Hung", source=server.url(), fellowship="aa", allowed_host=server.host),
            by=COMMAND_LINE,
            at=AT - timedelta(days=1),
        )
        assert until(lambda: bool(server.requests))
        alive: FileFeed = file_feed("alive")
        alive.publish([row("a")])

        assert until(lambda: ListedMeeting.objects.filter(feed__slug="alive").exists())
        assert until(lambda: snapshot_lag() == 0)
        assert not Feed.objects.get(slug="hung").syncs.exists()


def test_worker_tells_that_it_is_there(running_worker: None) -> None:
    assert until(lambda: worker_state(datetime.now(UTC)) == "ok")


def test_worker_round_that_fails_is_followed_by_another(
    file_feed: Any, monkeypatch: pytest.MonkeyPatch, running_worker: None
) -> None:
    calls: list[int] = []

    def fail_once(**_: object) -> list[str]:
        calls.append(1)
        if len(calls) == 1:
            raise RuntimeError("planted")
        return []

    monkeypatch.setattr(worker, "claim_due_feeds", fail_once)

    assert until(lambda: len(calls) > 2)


server_holder: list[FeedServer] = []


def _due(at: datetime) -> list[str]:
    return [claim.slug for claim in claim_due_feeds(at=at, limit=10)]


def _never_answer(_: str) -> Iterator[bytes]:
    server_holder[-1].stopped.wait(30)
    yield b""
