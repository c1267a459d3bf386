"""The phone tells every start as the server does, clock changes and monthly meetings included."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stepwell.domain.meetings.meeting import MonthlyPattern, Schedule
from stepwell.domain.meetings.recurrence import in_progress_start, occurrences
from unit.carried.phone import Phone, as_carried, instant, milliseconds
from unit.carried.real_feeds import FEEDS, real_meetings
from unit.search.directories import CLOCK_CHANGES, ZONES

MORE_ZONES = ("America/Los_Angeles", "America/Edmonton", "Asia/Kolkata", "Pacific/Chatham")
LOOK_AHEAD = timedelta(days=125)

schedules = st.builds(
    Schedule,
    weekday=st.integers(0, 6),
    start_minute=st.sampled_from([0, 30, 60, 90, 119, 120, 150, 179, 180, 1380, 1439])
    | st.integers(0, 1439),
    duration_minutes=st.integers(1, 1440),
    monthly=st.none()
    | st.builds(
        MonthlyPattern,
        weeks=st.lists(st.sampled_from([1, 2, 3, 4, 5, -1]), min_size=1, unique=True).map(tuple),
        basis=st.just("1st"),
    ),
)
instants = st.builds(
    lambda change, minutes: change + timedelta(minutes=minutes),
    st.sampled_from(CLOCK_CHANGES),
    st.integers(-9 * 1440, 9 * 1440),
) | st.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001
    lambda at: at.replace(microsecond=0)
)


@settings(max_examples=1500, deadline=None)
@given(
    schedule=schedules,
    zone=st.sampled_from(ZONES + MORE_ZONES),
    at=instants,
    days=st.integers(0, 40),
)
def test_phone_tells_the_same_starts(
    phone: Phone, schedule: Schedule, zone: str, at: datetime, days: int
) -> None:
    until = at + timedelta(days=days)

    told = phone(
        "times",
        meeting=as_carried(schedule, zone),
        **{"from": milliseconds(at), "until": milliseconds(until)},
        count=3,
    )

    expected = [start for start, _ in occurrences(schedule, zone, at, until)]
    coming = [start for start, _ in islice(occurrences(schedule, zone, at, at + LOOK_AHEAD), 3)]
    running = in_progress_start(schedule, zone, at)
    assert [instant(one) for one in told["starts"]] == expected
    assert [instant(one) for one in told["next"]] == coming
    assert told["startedAt"] == (None if running is None else milliseconds(running))


@pytest.mark.parametrize(
    ("minute", "zone", "day", "local"),
    [
        (150, "America/New_York", datetime(2026, 3, 8, tzinfo=UTC), "2026-03-08T03:30:00-04:00"),
        (90, "America/New_York", datetime(2026, 11, 1, tzinfo=UTC), "2026-11-01T01:30:00-04:00"),
        (
            135,
            "Australia/Lord_Howe",
            datetime(2026, 10, 3, tzinfo=UTC),
            "2026-10-04T02:45:00+11:00",
        ),
        (0, "America/Santiago", datetime(2026, 9, 5, 12, tzinfo=UTC), "2026-09-06T01:00:00-03:00"),
    ],
)
def test_skipped_time_moves_on_and_repeated_one_is_the_first(
    phone: Phone, minute: int, zone: str, day: datetime, local: str
) -> None:
    told = phone(
        "times",
        meeting=as_carried(Schedule(0, minute), zone),
        **{"from": milliseconds(day), "until": milliseconds(day + timedelta(days=2))},
        count=1,
    )

    (start,) = told["starts"]
    assert instant(start).astimezone(ZoneInfo(zone)).isoformat() == local


@pytest.mark.real_feeds
@pytest.mark.skipif("STEPWELL_TEST_DATA" not in os.environ, reason="no real feeds at hand")
@pytest.mark.parametrize("name", FEEDS)
def test_phone_tells_the_same_starts_of_real_meetings(phone: Phone, name: str) -> None:
    """Of every one of them, around one clock change each."""
    changes = cycle(CLOCK_CHANGES)
    meetings = [one for one in real_meetings(name) if one.schedule is not None]
    for meeting, change in zip(meetings, changes, strict=False):
        assert meeting.schedule is not None
        at = change - timedelta(days=5)
        until = change + timedelta(days=9)

        told = phone(
            "times",
            meeting=as_carried(meeting.schedule, meeting.timezone),
            **{"from": milliseconds(at), "until": milliseconds(until)},
            count=1,
        )

        expected = occurrences(meeting.schedule, meeting.timezone, at, until)
        running = in_progress_start(meeting.schedule, meeting.timezone, at)
        assert [instant(one) for one in told["starts"]] == [start for start, _ in expected]
        assert told["startedAt"] == (None if running is None else milliseconds(running))
    assert len(meetings) > 150
