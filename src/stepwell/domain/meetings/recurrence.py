"""When a meeting starts: from "Tuesdays at 19:30 in its own town" to instants.

This is the reference meaning of a schedule; the search index must agree with it.

A listed local time that a clock change skips is moved forward by the length of the gap
(2:30 becomes 3:30), and one that happens twice means the first of the two: `fold=0` of
PEP 495. A meeting ends its full duration of real time after it starts, whatever the
clock on the wall does meanwhile.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from stepwell.domain.meetings.meeting import MonthlyPattern, Schedule

LAST_WEEK = -1
_DAY = timedelta(days=1)


class UnknownTimezone(ValueError):
    """The name is not in the IANA time zone database."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f'"{name}" is not a time zone known here. Use an IANA name such as "America/New_York".'
        )


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo:
    """Raises: UnknownTimezone."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnknownTimezone(name) from error


def weekday_of(day: date) -> int:
    """0 = Sunday … 6 = Saturday, as in `Schedule.weekday`."""
    return day.isoweekday() % 7


def is_in_pattern(monthly: MonthlyPattern | None, day: date) -> bool:
    """Whether `day` falls in one of the pattern's weeks; every day does without one."""
    if monthly is None:
        return True
    week = (day.day - 1) // 7 + 1
    is_last = day.day + 7 > monthrange(day.year, day.month)[1]
    return week in monthly.weeks or (is_last and LAST_WEEK in monthly.weeks)


def start_on(schedule: Schedule, zone_name: str, day: date) -> datetime:
    """The UTC instant at which the schedule's start minute comes on local date `day`."""
    hour, minute = divmod(schedule.start_minute, 60)
    return datetime.combine(day, time(hour, minute), tzinfo=zone(zone_name)).astimezone(UTC)


def occurrences(
    schedule: Schedule, zone_name: str, start: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """Every (starts_at, ends_at), in UTC and in order, whose start lies in [start, end).

    Args: start, end: aware instants.
    Raises: UnknownTimezone.
    """
    duration = timedelta(minutes=schedule.duration_minutes)
    # Two days of margin on either side cover every offset and every clock change.
    day = start.astimezone(UTC).date() - 2 * _DAY
    last_day = end.astimezone(UTC).date() + 2 * _DAY
    day += ((schedule.weekday - weekday_of(day)) % 7) * _DAY
    while day <= last_day:
        if is_in_pattern(schedule.monthly, day):
            starts_at = start_on(schedule, zone_name, day)
            if start <= starts_at < end:
                yield starts_at, starts_at + duration
        day += 7 * _DAY


def in_progress_start(schedule: Schedule, zone_name: str, at: datetime) -> datetime | None:
    """When the meeting that is going on at `at` began, or None if none is.

    One that starts exactly at `at` is still to come; one that ends exactly then is over.
    """
    duration = timedelta(minutes=schedule.duration_minutes)
    for starts_at, ends_at in occurrences(schedule, zone_name, at - duration, at):
        if ends_at > at:
            return starts_at
    return None
