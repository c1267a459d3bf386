"""The reference meaning of a schedule, clock changes included."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain.meetings.meeting import MonthlyPattern, Schedule
from stepwell.domain.meetings.recurrence import (
    UnknownTimezone,
    in_progress_start,
    is_in_pattern,
    occurrences,
    weekday_of,
)

SUNDAY, MONDAY, SATURDAY = 0, 1, 6
NEW_YORK = "America/New_York"


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


def starts(schedule: Schedule, zone_name: str, start: datetime, end: datetime) -> list[datetime]:
    return [starts_at for starts_at, _ in occurrences(schedule, zone_name, start, end)]


def test_weekly_meeting_keeps_its_wall_clock_across_a_clock_change() -> None:
    monday_evening = Schedule(weekday=MONDAY, start_minute=19 * 60)

    found = starts(monday_evening, NEW_YORK, utc(2026, 3, 1), utc(2026, 3, 15))

    assert found == [utc(2026, 3, 2 + 1, 0), utc(2026, 3, 9, 23)]


def test_start_is_included_and_end_is_not() -> None:
    noon = Schedule(weekday=MONDAY, start_minute=720)
    at = utc(2026, 6, 1, 12)

    assert starts(noon, "UTC", at, at + timedelta(days=7)) == [at]
    assert starts(noon, "UTC", at + timedelta(seconds=1), at + timedelta(days=7)) == []


def test_skipped_local_time_moves_forward_by_the_gap() -> None:
    half_past_two = Schedule(weekday=SUNDAY, start_minute=150)

    found = starts(half_past_two, NEW_YORK, utc(2026, 3, 8), utc(2026, 3, 9))

    assert found == [datetime(2026, 3, 8, 3, 30, tzinfo=ZoneInfo(NEW_YORK))]


def test_repeated_local_time_means_the_first() -> None:
    half_past_one = Schedule(weekday=SUNDAY, start_minute=90)

    found = starts(half_past_one, NEW_YORK, utc(2026, 11, 1), utc(2026, 11, 2))

    assert found == [utc(2026, 11, 1, 5, 30)]


def test_half_hour_change_moves_by_half_an_hour() -> None:
    quarter_past_two = Schedule(weekday=SUNDAY, start_minute=135)

    found = starts(quarter_past_two, "Australia/Lord_Howe", utc(2026, 10, 3), utc(2026, 10, 4))

    assert found == [datetime(2026, 10, 4, 2, 45, tzinfo=ZoneInfo("Australia/Lord_Howe"))]


def test_meeting_over_a_clock_change_lasts_its_real_duration() -> None:
    one_o_clock = Schedule(weekday=SUNDAY, start_minute=60, duration_minutes=120)

    [(starts_at, ends_at)] = occurrences(one_o_clock, NEW_YORK, utc(2026, 3, 8), utc(2026, 3, 9))

    assert ends_at - starts_at == timedelta(hours=2)
    assert ends_at.astimezone(ZoneInfo(NEW_YORK)).hour == 4


@pytest.mark.parametrize(
    ("weeks", "days"),
    [
        ((1,), [4]),
        ((1, 3), [4, 18]),
        ((4,), [25]),
        ((5,), []),
        ((-1,), [25]),
        ((4, -1), [25]),
    ],
)
def test_monthly_meeting_comes_in_its_weeks_only(weeks: tuple[int, ...], days: list[int]) -> None:
    schedule = Schedule(
        weekday=SATURDAY, start_minute=600, monthly=MonthlyPattern(weeks=weeks, basis="")
    )

    found = starts(schedule, "UTC", utc(2026, 7, 1), utc(2026, 8, 1))

    assert [start.day for start in found] == days


def test_fifth_week_is_also_the_last() -> None:
    assert is_in_pattern(MonthlyPattern(weeks=(5,), basis=""), date(2026, 8, 29))
    assert is_in_pattern(MonthlyPattern(weeks=(-1,), basis=""), date(2026, 8, 29))
    assert not is_in_pattern(MonthlyPattern(weeks=(-1,), basis=""), date(2026, 8, 22))


def test_overnight_meeting_is_in_progress_after_midnight() -> None:
    late = Schedule(weekday=SATURDAY, start_minute=23 * 60 + 30, duration_minutes=90)

    assert in_progress_start(late, "UTC", utc(2026, 7, 5, 0, 30)) == utc(2026, 7, 4, 23, 30)


def test_meeting_is_not_in_progress_at_its_start_or_its_end() -> None:
    noon = Schedule(weekday=SATURDAY, start_minute=720, duration_minutes=60)

    assert in_progress_start(noon, "UTC", utc(2026, 7, 4, 12)) is None
    assert in_progress_start(noon, "UTC", utc(2026, 7, 4, 13)) is None
    assert in_progress_start(noon, "UTC", utc(2026, 7, 4, 12, 59)) == utc(2026, 7, 4, 12)


def test_unknown_zone_is_named_in_the_refusal() -> None:
    with pytest.raises(UnknownTimezone, match="Pacific"):
        starts(Schedule(weekday=0, start_minute=0), "Pacific", utc(2026, 1, 1), utc(2026, 1, 2))


def test_path_like_zone_is_refused() -> None:
    with pytest.raises(UnknownTimezone):
        starts(Schedule(weekday=0, start_minute=0), "../etc", utc(2026, 1, 1), utc(2026, 1, 2))


@given(
    weekday=st.integers(0, 6),
    start_minute=st.integers(0, 1439),
    zone_name=st.sampled_from(
        [NEW_YORK, "Australia/Lord_Howe", "America/Nuuk", "Asia/Kathmandu", "Pacific/Kiritimati"]
    ),
    hours=st.integers(0, 10 * 365 * 24),
    days=st.integers(0, 30),
)
def test_every_local_date_gives_one_start_however_the_span_is_cut(
    weekday: int, start_minute: int, zone_name: str, hours: int, days: int
) -> None:
    begin = utc(2020, 1, 1) + timedelta(hours=hours)
    schedule = Schedule(weekday=weekday, start_minute=start_minute)
    end = begin + timedelta(days=days)
    middle = begin + timedelta(days=days / 2)

    whole = starts(schedule, zone_name, begin, end)

    assert whole == sorted(whole)
    assert whole == [
        *starts(schedule, zone_name, begin, middle),
        *starts(schedule, zone_name, middle, end),
    ]
    assert abs(len(whole) - days / 7) <= 1
    for start in whole:
        local = start.astimezone(ZoneInfo(zone_name))
        listed = local.hour * 60 + local.minute == start_minute
        if listed:  # all but times moved by a clock change
            assert weekday_of(local.date()) == weekday
