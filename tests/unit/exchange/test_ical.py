"""Calendar files: read back by a library, expanded, and compared instant by instant."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from dateutil import tz as dateutil_tz
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain.meetings.meeting import (
    Attendance,
    Meeting,
    MonthlyPattern,
    Online,
    Place,
    Schedule,
    TimezoneBasis,
)
from stepwell.domain.meetings.recurrence import occurrences
from stepwell.exchange.ical import NoCalendar, PartOfDay, meeting_calendar
from stepwell.exchange.vtimezone import vtimezone

AT = datetime(2026, 11, 25, 20, 0, tzinfo=UTC)
ZONES = [
    "America/New_York",
    "America/Phoenix",
    "America/St_Johns",
    "America/Santiago",
    "Europe/London",
    "Europe/Dublin",
    "Africa/Casablanca",
    "Asia/Kolkata",
    "Asia/Jerusalem",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "UTC",
]


def build(schedule: Schedule | None = None, **fields: Any) -> Meeting:
    return Meeting(
        **{
            "source_key": "harbor-light",
            "name": "Harbor Light Sober Group",
            "fellowship": "aa",
            "timezone": "America/New_York",
            "timezone_basis": TimezoneBasis.STATED,
            "attendance": Attendance.IN_PERSON,
            "attendance_reason": "address",
            "schedule": schedule or Schedule(weekday=2, start_minute=19 * 60 + 30),
            "place": Place(name="Recovery Club", address="12 Elm St, Middletown, CT 06457"),
            "group": "Harbor Light",
            "notes": "AA meeting",
            **fields,
        }
    )


def export(meeting: Meeting, at: datetime = AT, **options: Any) -> bytes:
    options = {"uid": "u-1", "title": "Harbor Light", "url": "https://x.example/m/1", **options}
    return meeting_calendar(meeting, at=at, **options)


def event_of(data: bytes) -> icalendar.Event:
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    return event


def expand(data: bytes, until: datetime) -> list[tuple[datetime, datetime]]:
    """(start, end) instants of the file's event before `until`: the rule repeats wall
    times, which the zone turns into instants (RFC 5545 3.3.5)."""
    event = event_of(data)
    start = event.decoded("dtstart")
    rule = rrulestr(event["rrule"].to_ical().decode(), dtstart=start.replace(tzinfo=None))
    walls = rule.between(
        start.replace(tzinfo=None), until.replace(tzinfo=None) + timedelta(days=2), inc=True
    )
    starts = [wall.replace(tzinfo=start.tzinfo).astimezone(UTC) for wall in walls]
    return [(at, at + event.decoded("duration")) for at in starts if at < until]


schedules = st.builds(
    Schedule,
    weekday=st.integers(0, 6),
    start_minute=st.integers(0, 1439) | st.sampled_from([0, 60, 90, 120, 150, 180, 1435]),
    duration_minutes=st.integers(1, 1440),
    monthly=st.none()
    | st.builds(
        MonthlyPattern,
        weeks=st.lists(st.sampled_from([1, 2, 3, 4, 5, -1]), min_size=1, unique=True).map(tuple),
        basis=st.just("first Saturday"),
    ),
)


@given(
    schedule=schedules,
    zone=st.sampled_from(ZONES),
    at=st.integers(0, 5 * 366 * 24 * 60).map(
        lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
)
def test_calendar_repeats_at_the_instants_of_the_meeting(
    schedule: Schedule, zone: str, at: datetime
) -> None:
    year_on = at + timedelta(days=366)

    data = export(build(schedule, timezone=zone), at)

    assert expand(data, year_on) == list(occurrences(schedule, zone, at, year_on))


@pytest.mark.parametrize("name", ZONES)
def test_vtimezone_tells_the_offsets_of_the_zone(name: str) -> None:
    zone = ZoneInfo(name)
    calendar = icalendar.Calendar()
    calendar.add_component(vtimezone(zone, AT))
    told = dateutil_tz.tzical(io.StringIO(calendar.to_ical().decode())).get(name)

    for hour in range(0, 9 * 365 * 24, 5):
        moment = AT + timedelta(hours=hour)
        assert moment.astimezone(told).replace(tzinfo=None) == moment.astimezone(zone).replace(
            tzinfo=None
        ), moment


def test_vtimezone_of_new_york_is_two_yearly_rules() -> None:
    lines = vtimezone(ZoneInfo("America/New_York"), AT).to_ical().decode().split("\r\n")

    assert lines[:1] + lines[2:8] == [
        "BEGIN:VTIMEZONE",
        "BEGIN:DAYLIGHT",
        "DTSTART:20250309T020000",
        "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3",
        "TZNAME:EDT",
        "TZOFFSETFROM:-0500",
        "TZOFFSETTO:-0400",
    ]
    assert "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11" in lines


def test_calendar_names_the_zone_it_defines() -> None:
    data = export(build())

    assert b"DTSTART;TZID=America/New_York:20261201T193000\r\n" in data
    assert b"TZID:America/New_York\r\n" in data
    assert b"RRULE:FREQ=WEEKLY;BYDAY=TU\r\n" in data


def test_calendar_in_utc_needs_no_zone() -> None:
    data = export(build(timezone="UTC"))

    assert b"DTSTART:20261201T193000Z\r\n" in data
    assert b"VTIMEZONE" not in data


@pytest.mark.parametrize(
    ("weeks", "rule", "first"),
    [
        ((1,), b"RRULE:FREQ=MONTHLY;BYDAY=1SA\r\n", b"20261205T"),
        ((-1,), b"RRULE:FREQ=MONTHLY;BYDAY=-1SA\r\n", b"20261128T"),
        ((1, 3), b"RRULE:FREQ=MONTHLY;BYDAY=1SA,3SA\r\n", b"20261205T"),
        ((5,), b"RRULE:FREQ=MONTHLY;BYDAY=5SA\r\n", b"20270130T"),
    ],
)
def test_calendar_of_a_monthly_meeting(weeks: tuple[int, ...], rule: bytes, first: bytes) -> None:
    schedule = Schedule(6, 600, monthly=MonthlyPattern(weeks, "first Saturday"))

    data = export(build(schedule))

    assert rule in data
    assert b"DTSTART;TZID=America/New_York:" + first in data


@pytest.mark.parametrize(
    ("minute", "title"),
    [
        (0, "Evening appointment"),
        (4 * 60, "Morning appointment"),
        (12 * 60 - 1, "Morning appointment"),
        (12 * 60, "Afternoon appointment"),
        (17 * 60, "Evening appointment"),
        (23 * 60, "Evening appointment"),
    ],
)
def test_calendar_title_without_details_is_neutral(minute: int, title: str) -> None:
    assert event_of(export(build(Schedule(1, minute))))["summary"] == title


def test_calendar_without_details_says_nothing_of_the_meeting() -> None:
    online = Online(url="https://zoom.us/j/0000000001", phone="+15555550100")
    meeting = build(attendance=Attendance.HYBRID, online=online)

    text = export(meeting).decode().lower()

    for telling in (
        "harbor",
        "sober",
        "recovery",
        "stepwell",
        "aa meeting",
        "elm",
        "06457",
        "zoom",
        "5550100",
        "x.example",
        "meeting",
    ):
        assert telling not in text
    assert "location" not in text
    assert "class:private" in text


def test_calendar_neutral_title_can_be_translated() -> None:
    titles = dict.fromkeys(PartOfDay, "Cita")

    assert event_of(export(build(), neutral_titles=titles))["summary"] == "Cita"


def test_calendar_with_details_says_where_to_go() -> None:
    online = Online(url="https://zoom.us/j/0000000001", url_notes="Passcode: 1234")
    meeting = build(attendance=Attendance.HYBRID, online=online)

    event = event_of(export(meeting, with_details=True))

    assert event["summary"] == "Harbor Light"
    assert event["location"] == "Recovery Club, 12 Elm St, Middletown, CT 06457"
    assert event["url"] == "https://x.example/m/1"
    assert event["description"] == (
        "https://zoom.us/j/0000000001\nPasscode: 1234\nhttps://x.example/m/1"
    )


def test_calendar_with_details_of_an_online_meeting_has_the_link_as_location() -> None:
    meeting = build(attendance=Attendance.ONLINE, online=Online(url="https://zoom.us/j/0000000001"))

    event = event_of(export(meeting, with_details=True))

    assert event["location"] == "https://zoom.us/j/0000000001"


def test_calendar_identity_is_stable_and_version_follows_the_source() -> None:
    older = event_of(export(build(updated_at="2026-11-01T10:00:00Z")))
    newer = event_of(export(build(updated_at="2026-11-02T10:00:00Z"), at=AT + timedelta(days=30)))

    assert older["uid"] == newer["uid"] == "u-1"
    assert newer["sequence"] - older["sequence"] == 24 * 60
    assert event_of(export(build()))["sequence"] == 0
    assert older.decoded("dtstamp") == AT
    assert export(build()) == export(build())


def test_calendar_lines_end_in_crlf_and_are_folded_at_75_bytes() -> None:
    title = "Grupo Mañana ☀ " * 20

    data = export(build(), title=title, with_details=True)

    lines = data.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(len(line) for line in lines) <= 75
    assert event_of(data)["summary"] == title


def test_calendar_text_is_escaped() -> None:
    title = 'A; B, C\\D\nEND:VEVENT\r\nX-EVIL:"1"'

    data = export(build(), title=title, with_details=True)

    assert b"\r\nX-EVIL" not in data
    assert data.count(b"END:VEVENT\r\n") == 1


def test_calendar_starts_with_a_meeting_that_begins_now_not_one_in_progress() -> None:
    start = datetime(2026, 12, 2, 0, 30, tzinfo=UTC)  # Tuesday 19:30 in New York

    now = event_of(export(build(), at=start)).decoded("dtstart")
    later = event_of(export(build(), at=start + timedelta(seconds=1))).decoded("dtstart")

    assert now == start
    assert later == start + timedelta(days=7)


@pytest.mark.parametrize(
    ("attendance", "words"),
    [
        (Attendance.BY_APPOINTMENT, "by appointment"),
        (Attendance.TEMPORARILY_CLOSED, "does not meet"),
        (Attendance.INACTIVE, "does not meet"),
    ],
)
def test_calendar_of_a_meeting_without_times_is_refused(attendance: Attendance, words: str) -> None:
    with pytest.raises(NoCalendar, match=words):
        export(build(attendance=attendance))
