"""Builds a meeting, and an index of a few."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from stepwell.domain.meetings.meeting import (
    Attendance,
    Meeting,
    Place,
    Schedule,
    TimezoneBasis,
)
from stepwell.search.build import build_snapshot
from stepwell.search.snapshot import Snapshot, open_snapshot

MIDDLETOWN = Place(
    name="Russell Library",
    address="123 Broad St, Middletown, CT 06457, USA",
    city="Middletown",
    state="CT",
    country="US",
    latitude=41.5601,
    longitude=-72.6520,
)


def meeting(**changes: Any) -> Meeting:
    """Tuesdays at noon in Middletown, unless told otherwise."""
    usual: dict[str, Any] = {
        "source_key": "tuesday-noon",
        "name": "Serenity at Noon",
        "fellowship": "aa",
        "timezone": "America/New_York",
        "timezone_basis": TimezoneBasis.FEED,
        "attendance": Attendance.IN_PERSON,
        "attendance_reason": "has an address",
        "schedule": Schedule(weekday=2, start_minute=720),
        "types": ("O", "D"),
        "languages": ("en",),
        "place": MIDDLETOWN,
        "regions": ("Connecticut", "Middletown"),
        "group": "Noon Group",
    }
    return Meeting(**{**usual, **changes})


def index_of(folder: Path, *meetings: Meeting) -> Snapshot:
    """Public ids are "m0", "m1" …, all from the feed "ct"."""
    path = folder / "some.snapshot"
    listed = [(f"m{number}", "ct", one) for number, one in enumerate(meetings)]
    build_snapshot(listed, path, directory_version=7, fellowship_names={"aa": "Alcoholics"})
    return open_snapshot(path)
