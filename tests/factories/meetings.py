"""Meetings for tests, and a directory published from them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from stepwell.domain.meetings.meeting import (
    Attendance,
    Meeting,
    Online,
    Place,
    Schedule,
    TimezoneBasis,
)
from stepwell.search.build import build_snapshot

MIDDLETOWN = (41.5623, -72.6506)
"""The middle of Middletown, Connecticut, whose ZIP is 06457."""

Listed = tuple[str, str, Meeting]


def build_schedule(
    weekday: int = 3, hour: int = 18, minute: int = 30, duration: int = 60, **more: Any
) -> Schedule:
    """weekday: 0 = Sunday. The default is Wednesday, 6:30 to 7:30 pm."""
    return Schedule(weekday, hour * 60 + minute, duration, True, **more)


def build_meeting(name: str = "Basement Lights", **changes: Any) -> Meeting:
    """An AA meeting in Middletown, Connecticut, on Wednesdays at 6:30 pm."""
    given = {
        "source_key": name.lower().replace(" ", "-"),
        "fellowship": "aa",
        "timezone": "America/New_York",
        "timezone_basis": TimezoneBasis.FEED,
        "attendance": Attendance.IN_PERSON,
        "attendance_reason": "place",
        "schedule": build_schedule(),
        "types": ("O", "D"),
        "place": build_place(),
    }
    return Meeting(name=name, **(given | changes))


def build_place(north_miles: float = 0.0, **changes: Any) -> Place:
    """St. Brendan's, so many miles north of the middle of Middletown."""
    place = Place(
        name="St. Brendan’s Church",
        address="214 Harbor Street, Middletown, CT 06457, USA",
        city="Middletown",
        state="CT",
        postal_code="06457",
        country="US",
        latitude=MIDDLETOWN[0] + north_miles / 69.0,
        longitude=MIDDLETOWN[1],
    )
    return msgspec.structs.replace(place, **changes)


def build_online_meeting(name: str = "Kitchen Table", **changes: Any) -> Meeting:
    given = {
        "attendance": Attendance.ONLINE,
        "attendance_reason": "link",
        "place": Place(),
        "online": Online(
            url="https://zoom.us/j/98765432101",
            url_notes="Passcode: lantern",
            phone="+16465550123,,98765432101#",
            provider="zoom.us",
        ),
    }
    return build_meeting(name, **(given | changes))


def code_of(number: int) -> str:
    """The public code that `publish` gives to the n-th meeting, from 0."""
    return str(UUID(int=number + 1))


def publish(path: Path, meetings: Iterable[Meeting], *, version: int = 1) -> None:
    """Write a directory of one feed, called "sample"."""
    listed: list[Listed] = [
        (code_of(number), "sample", meeting) for number, meeting in enumerate(meetings)
    ]
    build_snapshot(listed, path, directory_version=version)
