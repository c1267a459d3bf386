"""Same meetings, same bytes; a bad meeting is named; a publication is all or nothing."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import pytest

from stepwell.domain.meetings.meeting import MonthlyPattern, Place, Schedule
from stepwell.domain.meetings.recurrence import UnknownTimezone
from stepwell.search import container
from stepwell.search.build import UnindexableMeeting, build_snapshot
from stepwell.search.container import SnapshotDamaged, SnapshotMissing, SnapshotOfOtherSchema
from stepwell.search.snapshot import open_snapshot
from unit.search.directories import directory
from unit.search.listing import index_of, meeting


def test_same_meetings_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    listed = directory(seed=5, count=200)
    shuffled = random.Random(1).sample(listed, len(listed))

    first = build_snapshot(listed, tmp_path / "a", directory_version=3)
    second = build_snapshot(shuffled, tmp_path / "b", directory_version=3)

    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert first.version == second.version
    assert first.bytes == (tmp_path / "a").stat().st_size


def test_any_change_gives_another_version(tmp_path: Path) -> None:
    before = index_of(tmp_path, meeting(notes="Use the back door")).version
    after = index_of(tmp_path, meeting(notes="Use the front door")).version

    assert before != after


def test_every_meeting_comes_back_whole(tmp_path: Path) -> None:
    listed = directory(seed=9, count=120)
    build_snapshot(listed, tmp_path / "s", directory_version=1)

    snapshot = open_snapshot(tmp_path / "s")

    assert len(snapshot) == 120
    for public_id, feed_slug, original in listed:
        row = snapshot.row_of(public_id)
        assert row is not None
        assert snapshot.document(row) == original
        assert snapshot.public_id(row) == public_id
        assert snapshot.feed_slug(row) == feed_slug


def test_unknown_public_id_has_no_row(tmp_path: Path) -> None:
    snapshot = index_of(tmp_path, meeting(), meeting())

    assert [snapshot.row_of(one) for one in ("", "a", "m", "m00", "m2", "zz")] == [None] * 6


def test_empty_directory_can_be_opened(tmp_path: Path) -> None:
    snapshot = index_of(tmp_path)

    assert len(snapshot) == 0
    assert snapshot.regions == ()
    assert snapshot.fellowships() == {}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"place": Place(latitude=41.0)}, "half a pair"),
        ({"place": Place(latitude=91.0, longitude=0.0)}, "not a latitude"),
        ({"place": Place(latitude=float("nan"), longitude=0.0)}, "not a latitude"),
        ({"place": Place(latitude=0.0, longitude=181.0)}, "not a longitude"),
        ({"schedule": Schedule(weekday=7, start_minute=0)}, "weekday 7"),
        ({"schedule": Schedule(weekday=0, start_minute=1440)}, "start minute 1440"),
        ({"schedule": Schedule(0, 0, duration_minutes=0)}, "duration of 0"),
        ({"schedule": Schedule(0, 0, monthly=MonthlyPattern((), ""))}, "weeks of the month"),
        ({"schedule": Schedule(0, 0, monthly=MonthlyPattern((0,), ""))}, "weeks of the month"),
    ],
)
def test_impossible_meeting_is_refused_by_name(
    tmp_path: Path, changes: dict[str, object], problem: str
) -> None:
    with pytest.raises(UnindexableMeeting, match=rf"m0.*Serenity at Noon.*{problem}"):
        index_of(tmp_path, meeting(**changes))


def test_unknown_zone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownTimezone, match="EST5"):
        index_of(tmp_path, meeting(timezone="EST5"))


def test_zone_is_not_needed_by_appointment(tmp_path: Path) -> None:
    assert len(index_of(tmp_path, meeting(timezone="", schedule=None))) == 1


def test_public_id_given_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="m1 was given twice"):
        build_snapshot(
            [("m1", "ct", meeting()), ("m1", "ct", meeting())], tmp_path / "s", directory_version=1
        )


def test_refused_build_leaves_the_published_index_alone(tmp_path: Path) -> None:
    published = index_of(tmp_path, meeting()).version

    with pytest.raises(UnindexableMeeting):
        index_of(tmp_path, meeting(), meeting(schedule=Schedule(9, 0)))

    assert open_snapshot(tmp_path / "some.snapshot").version == published
    assert [one.name for one in tmp_path.iterdir()] == ["some.snapshot"]


def test_failed_write_leaves_the_published_index_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = index_of(tmp_path, meeting()).version

    def full_disk(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(container.os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space"):
        index_of(tmp_path, meeting(), meeting())

    assert open_snapshot(tmp_path / "some.snapshot").version == published
    assert [one.name for one in tmp_path.iterdir()] == ["some.snapshot"]


def test_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(SnapshotMissing, match="has not been built"):
        open_snapshot(tmp_path / "none")


def test_truncated_file_is_refused(tmp_path: Path) -> None:
    index_of(tmp_path, meeting())
    whole = (tmp_path / "some.snapshot").read_bytes()
    for length in (0, 4, 11, 12, 100, 5000, len(whole) - 1):
        (tmp_path / "cut").write_bytes(whole[:length])

        with pytest.raises(SnapshotDamaged, match="Rebuild"):
            open_snapshot(tmp_path / "cut")


def test_file_with_a_changed_byte_is_refused(tmp_path: Path) -> None:
    index_of(tmp_path, meeting())
    damaged = bytearray((tmp_path / "some.snapshot").read_bytes())
    damaged[len(damaged) // 2] ^= 1
    (tmp_path / "bad").write_bytes(damaged)

    with pytest.raises(SnapshotDamaged, match="do not match its digest"):
        open_snapshot(tmp_path / "bad")


def test_file_that_is_no_index_is_refused(tmp_path: Path) -> None:
    (tmp_path / "page").write_text("<!doctype html><title>Sign in</title>" * 10)

    with pytest.raises(SnapshotDamaged, match="does not begin like"):
        open_snapshot(tmp_path / "page")


def test_file_of_another_schema_is_refused_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(container, "SCHEMA", 999)
    path = tmp_path / "future"
    build_snapshot([], path, directory_version=1)
    monkeypatch.undo()

    with pytest.raises(SnapshotOfOtherSchema, match="layout 999"):
        open_snapshot(path)


def test_arrays_are_aligned_in_the_file_whatever_the_header_length(tmp_path: Path) -> None:
    for version in (1, 10, 100, 1000):
        build_snapshot([("m", "ct", meeting())], tmp_path / "s", directory_version=version)

        _, arrays = container.read(tmp_path / "s", verify=True)

        assert all(array.ctypes.data % 64 == 0 for array in arrays.values() if array.size)


def test_layout_changes_only_together_with_the_schema(tmp_path: Path) -> None:
    """When this fails: raise container.SCHEMA, then write the new pair down here."""
    build_snapshot(directory(seed=5, count=200), tmp_path / "a", directory_version=1)

    header, _ = container.read(tmp_path / "a", verify=True)

    specs = sorted((name, spec.dtype) for name, spec in header.arrays.items())
    layout = hashlib.sha256(repr(specs).encode()).hexdigest()[:16]
    assert (container.SCHEMA, layout) == (2, "594a72d8cc5dcef2")
