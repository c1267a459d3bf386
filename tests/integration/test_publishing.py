"""Publishing the meeting index while others read, write and publish."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from factories.lock_holder import held_by_another_process
from integration.feeds.feed_files import AT, row
from stepwell.actions import snapshots
from stepwell.actions.directory_state import bump_directory_version
from stepwell.actions.feed_sync import sync_feed
from stepwell.actions.snapshots import publish_snapshot
from stepwell.domain.access.actor import COMMAND_LINE
from stepwell.gateways.installation_files import only_one
from stepwell.queries.installation import snapshot_lag
from stepwell.search.build import SnapshotInfo, build_snapshot

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def index(settings: Any, tmp_path: Path, file_feed: Any) -> Path:
    """Where the index of one listed meeting will be."""
    settings.SNAPSHOT_PATH = tmp_path / "meetings.snapshot"
    file_feed("one").publish([row("a")])
    sync_feed("one", by=COMMAND_LINE, at=AT)
    return tmp_path / "meetings.snapshot"


def in_threads(*jobs: Callable[[], object]) -> list[object]:
    """Run jobs side by side, each with its own database connection; what they returned."""
    answers: list[object] = [None] * len(jobs)

    def work(number: int) -> None:
        try:
            answers[number] = jobs[number]()
        except Exception as error:
            answers[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_publish_lets_others_write_meanwhile(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[bool] = []

    def build(*arguments: Any, **options: Any) -> SnapshotInfo:
        held.append(connection.in_atomic_block)
        problems = in_threads(lambda: bump_directory_version(datetime.now(UTC)))
        assert problems == [None]
        return build_snapshot(*arguments, **options)

    monkeypatch.setattr(snapshots, "build_snapshot", build)

    report = publish_snapshot()

    assert held == [False]
    assert report.was_built
    assert snapshot_lag() == 1


def test_publish_change_during_the_build_is_in_the_next(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(snapshots, "build_snapshot", _bump_then_build)
        publish_snapshot()

    assert publish_snapshot().was_built
    assert snapshot_lag() == 0
    assert not publish_snapshot().was_built


def _bump_then_build(*arguments: Any, **options: Any) -> SnapshotInfo:
    bump_directory_version(datetime.now(UTC))
    return build_snapshot(*arguments, **options)


def test_publish_by_many_at_once_builds_once(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    builds: list[int] = []
    started = threading.Barrier(4)

    def build(*arguments: Any, **options: Any) -> SnapshotInfo:
        builds.append(1)
        return build_snapshot(*arguments, **options)

    def publish() -> bool:
        started.wait(10)
        return publish_snapshot().was_built

    monkeypatch.setattr(snapshots, "build_snapshot", build)

    answers = in_threads(*[publish] * 4)

    assert sorted(answers, key=str) == [False, False, False, True]
    assert len(builds) == 1


def test_publish_waits_for_another_process_and_takes_its_index(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = snapshots._directory_version()
    waits = threading.Event()
    reports: list[object] = []

    def lock(path: Path) -> AbstractContextManager[None]:
        waits.set()
        return only_one(path)

    monkeypatch.setattr(snapshots, "only_one", lock)
    with held_by_another_process(index.with_name(f".{index.name}.lock")):
        thread = threading.Thread(target=lambda: reports.extend(in_threads(publish_snapshot)))
        thread.start()
        assert waits.wait(20)
        build_snapshot([], index, directory_version=version)
    thread.join(20)

    assert reports == [snapshots.SnapshotReport(False, version, 0, 0.0)]


def test_publish_clears_what_a_killed_build_left(index: Path) -> None:
    left = index.with_name(f".{index.name}.abcd1234.new")
    left.write_bytes(b"half")

    publish_snapshot()

    assert not left.exists()
    assert index.exists()
