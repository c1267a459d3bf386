"""Meetings around "now", so that something always starts soon, whenever the tests run."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from factories.meetings import build_meeting, build_online_meeting, build_place, publish
from stepwell.domain.meetings.meeting import Attendance, Meeting, Schedule
from stepwell.domain.meetings.recurrence import weekday_of

EASTERN = ZoneInfo("America/New_York")
SOONEST = "Basement Lights"
ONLINE = "Kitchen Table"


def starting_in(minutes: int, *, duration: int = 60) -> Schedule:
    """A weekly schedule whose next start is so many minutes away, in Eastern time."""
    local = (datetime.now(UTC) + timedelta(minutes=minutes)).astimezone(EASTERN)
    return Schedule(weekday_of(local.date()), local.hour * 60 + local.minute, duration, True)


def meetings() -> list[Meeting]:
    return [
        build_meeting(
            SOONEST,
            schedule=starting_in(42),
            types=("O", "BE", "X"),
            group="Quay Group",
            place=build_place(0.6, notes="Side door on Quay Lane, under a blue lamp."),
        ),
        build_meeting("Going On", schedule=starting_in(-20), place=build_place(1.0)),
        build_meeting(
            "Just for Tonight",
            fellowship="na",
            schedule=starting_in(72),
            attendance=Attendance.HYBRID,
            attendance_reason="place_and_link",
            place=build_place(1.1, name="Alder Community Center", address="4 Alder Street"),
            online=build_online_meeting().online,
        ),
        build_meeting(
            "Paso a Paso", schedule=starting_in(200), languages=("es",), place=build_place(2.4)
        ),
        build_meeting(
            "A Group with a Remarkably Long Name That Has to Break Somewhere on a Small Phone",
            schedule=starting_in(300),
            types=("C", "W", "ST"),
            place=build_place(3.0),
        ),
        build_meeting("Tomorrow’s Bread", schedule=starting_in(1400), place=build_place(0.2)),
        build_meeting("Next Town", schedule=starting_in(90), place=build_place(20.0)),
        build_online_meeting(ONLINE, schedule=starting_in(100), types=("O", "W")),
        build_meeting(
            "Hospital Visits",
            schedule=None,
            attendance=Attendance.BY_APPOINTMENT,
            attendance_reason="no_schedule",
        ),
        build_meeting(
            "Empty Hall",
            schedule=starting_in(60),
            attendance=Attendance.TEMPORARILY_CLOSED,
            attendance_reason="place_closed",
        ),
    ]


def publish_directory(path: Path) -> None:
    publish(path, meetings())
