"""The table of starts says what `recurrence` says, for every zone there is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

import pytest

from stepwell.domain.meetings.meeting import MonthlyPattern, Schedule
from stepwell.domain.meetings.recurrence import occurrences
from stepwell.search.tables import pack_texts
from stepwell.search.zones import EPOCH, NEVER, SlotTable, pack_slots, slot_of

MINUTES = (0, 1, 29, 30, 59, 60, 90, 119, 120, 150, 179, 180, 719, 1380, 1410, 1439)


def table_of(schedules: list[Schedule], zone_name: str) -> tuple[SlotTable, list[Schedule]]:
    by_slot = {slot_of(schedule, zone_name): schedule for schedule in schedules}
    slots = sorted(by_slot)
    arrays = {**pack_slots(slots), **pack_texts("zones", [zone_name])}
    return SlotTable(arrays), [by_slot[slot] for slot in slots]


def expected_starts(schedule: Schedule, zone_name: str, base: datetime) -> list[int]:
    found = occurrences(schedule, zone_name, base, base + timedelta(days=10))
    return [(starts_at - base) // timedelta(minutes=1) for starts_at, _ in found]


def weekly() -> list[Schedule]:
    return [Schedule(weekday=day, start_minute=minute) for day in range(7) for minute in MINUTES]


@pytest.mark.parametrize("day", ["2026-03-08", "2026-03-29", "2026-04-04", "2026-10-25"])
def test_starts_agree_with_recurrence_in_every_zone(day: str) -> None:
    noon = datetime.fromisoformat(day).replace(tzinfo=UTC)
    number = (noon - EPOCH).days
    names = sorted(available_timezones() - {"localtime"})
    for position, name in enumerate(names):
        some = weekly()[position % 7 :: 7]

        table, schedules = table_of(some, name)
        starts = table.starts_around(number)

        for index, schedule in enumerate(schedules):
            pair = (int(starts.first[index]), int(starts.later[index]))
            found = [start for start in pair if start != NEVER]
            assert found == expected_starts(schedule, name, noon - timedelta(days=1)), (name, index)


@pytest.mark.parametrize("offset", range(-1, 12))
def test_starts_agree_on_every_day_around_a_change(offset: int) -> None:
    for name, change in (
        ("America/New_York", datetime(2026, 11, 1, tzinfo=UTC)),
        ("America/Nuuk", datetime(2026, 3, 29, tzinfo=UTC)),
        ("Australia/Lord_Howe", datetime(2026, 4, 4, tzinfo=UTC)),
        ("Africa/Casablanca", datetime(2026, 2, 15, tzinfo=UTC)),
    ):
        day = change - timedelta(days=9) + timedelta(days=offset)
        table, schedules = table_of(weekly(), name)

        starts = table.starts_around((day - EPOCH).days)

        for index, schedule in enumerate(schedules):
            pair = (int(starts.first[index]), int(starts.later[index]))
            found = [start for start in pair if start != NEVER]
            assert found == expected_starts(schedule, name, day - timedelta(days=1))


@pytest.mark.parametrize("weeks", [(1,), (2, 4), (5,), (-1,), (1, -1)])
def test_monthly_starts_agree_on_every_day_of_two_months(weeks: tuple[int, ...]) -> None:
    monthly = MonthlyPattern(weeks, "")
    some = [Schedule(weekday=day, start_minute=1410, monthly=monthly) for day in range(7)]
    table, schedules = table_of(some, "America/Los_Angeles")
    for ahead in range(62):
        day = datetime(2028, 2, 1, tzinfo=UTC) + timedelta(days=ahead)

        starts = table.starts_around((day - EPOCH).days)

        for index, schedule in enumerate(schedules):
            pair = (int(starts.first[index]), int(starts.later[index]))
            found = [start for start in pair if start != NEVER]
            expected = expected_starts(schedule, "America/Los_Angeles", day - timedelta(days=1))
            assert found == expected


def test_day_long_meeting_begun_in_a_repeated_hour_is_counted_from_the_first() -> None:
    name, change = "America/New_York", datetime(2026, 11, 1, 6, tzinfo=UTC)
    repeated = Schedule(weekday=0, start_minute=90, duration_minutes=1440)
    table, _ = table_of([repeated], name)

    starts = table.starts_around((change - EPOCH).days + 1)

    assert (
        starts.base_minute + int(starts.first[0]) == (change - EPOCH) // timedelta(minutes=1) - 30
    )
