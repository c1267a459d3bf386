"""Workers move to a new index by themselves, and keep the old one while it is needed."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from stepwell.domain.meetings.query import MeetingQuery
from stepwell.search.build import build_snapshot
from stepwell.search.container import SnapshotDamaged, SnapshotMissing
from stepwell.search.published import SnapshotHolder, published_directory_version
from stepwell.search.query import search
from unit.search.listing import meeting


class Clock:
    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "directory.snapshot"


def publish(path: Path, count: int, version: int = 1) -> str:
    listed = [(f"m{number}", "ct", meeting()) for number in range(count)]
    return build_snapshot(listed, path, directory_version=version).version


def test_holder_moves_to_a_new_file_after_a_second(path: Path, clock: Clock) -> None:
    publish(path, 1)
    holder = SnapshotHolder(path, clock=clock)
    assert len(holder.current()) == 1
    publish(path, 2)

    assert len(holder.current()) == 1
    clock.seconds += 1
    assert len(holder.current()) == 2


def test_holder_keeps_the_same_snapshot_while_the_file_stays(path: Path, clock: Clock) -> None:
    publish(path, 1)
    holder = SnapshotHolder(path, clock=clock)
    first = holder.current()
    clock.seconds += 5

    assert holder.current() is first


def test_refresh_looks_at_once(path: Path, clock: Clock) -> None:
    publish(path, 1)
    holder = SnapshotHolder(path, clock=clock)
    holder.current()
    publish(path, 2)

    assert len(holder.refresh()) == 2


def test_old_snapshot_still_answers_after_a_new_one_is_published(path: Path, clock: Clock) -> None:
    publish(path, 3)
    holder = SnapshotHolder(path, clock=clock)
    old = holder.current()
    publish(path, 1)
    clock.seconds += 1
    holder.current()

    at = datetime(2026, 11, 23, tzinfo=UTC)
    assert search(old, MeetingQuery(at=at, horizon_minutes=10080)).total == 3
    assert old.document(2).name == "Serenity at Noon"


def test_damaged_new_file_leaves_the_old_snapshot_and_says_why(path: Path, clock: Clock) -> None:
    publish(path, 1)
    holder = SnapshotHolder(path, clock=clock)
    holder.current()
    damaged = path.with_name("damaged")
    damaged.write_bytes(b"not an index")
    damaged.replace(path)
    clock.seconds += 1

    assert len(holder.current()) == 1
    assert isinstance(holder.problem, SnapshotDamaged)
    publish(path, 2)
    clock.seconds += 1
    assert len(holder.current()) == 2
    assert holder.problem is None


def test_holder_without_a_file_raises_until_there_is_one(path: Path, clock: Clock) -> None:
    holder = SnapshotHolder(path, clock=clock)
    with pytest.raises(SnapshotMissing):
        holder.current()
    publish(path, 1)
    clock.seconds += 1

    assert len(holder.current()) == 1
    assert holder.problem is None


def test_removed_file_leaves_the_old_snapshot(path: Path, clock: Clock) -> None:
    publish(path, 1)
    holder = SnapshotHolder(path, clock=clock)
    holder.current()
    path.unlink()
    clock.seconds += 1

    assert len(holder.current()) == 1
    assert isinstance(holder.problem, SnapshotMissing)


def test_threads_share_a_holder_while_it_changes(path: Path) -> None:
    publish(path, 1)
    holder = SnapshotHolder(path, clock=iter(range(10**9)).__next__)
    query = MeetingQuery(at=datetime(2026, 11, 23, tzinfo=UTC), horizon_minutes=10080)
    wrong: list[object] = []

    def ask() -> None:
        for _ in range(60):
            snapshot = holder.current()
            if search(snapshot, query).total != len(snapshot):
                wrong.append(snapshot.version)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for count in range(2, 8):
        publish(path, count)
    for thread in threads:
        thread.join()

    assert wrong == []


def test_published_version_is_read_without_opening(path: Path) -> None:
    assert published_directory_version(path) is None
    publish(path, 1, version=42)
    assert published_directory_version(path) == 42
    path.write_bytes(b"STEPWSNP")
    assert published_directory_version(path) is None
