"""Meetings by week and days one by one, for drawings and their tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from stepwell.domain.recovery.log import DayState

WEEKS, STRIP_DAYS = 12, 28
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class WeekOfMeetings:
    """monday: its first day. is_now: the week that is not over yet."""

    monday: date
    meetings: int
    is_now: bool = False


@dataclass(frozen=True, slots=True)
class DayMark:
    """state: None where nobody has spoken of the day."""

    on: date
    state: DayState | None


@dataclass(frozen=True, slots=True)
class DaysCounted:
    abstinent: int
    used: int
    restricted: int
    unknown: int

    @property
    def known(self) -> int:
        return self.abstinent + self.used + self.restricted


def first_monday(today: date, weeks: int = WEEKS) -> date:
    return today - today.weekday() * DAY - (weeks - 1) * WEEK


def weeks_of(
    meetings: Iterable[date], today: date, weeks: int = WEEKS
) -> tuple[WeekOfMeetings, ...]:
    """The oldest first. meetings: a day for each one, so that two on a day are two."""
    start = first_monday(today, weeks)
    counted = Counter((on - start) // WEEK for on in meetings if start <= on <= today)
    return tuple(
        WeekOfMeetings(start + n * WEEK, counted[n], is_now=n == weeks - 1) for n in range(weeks)
    )


def strip_of(
    days: Mapping[date, DayState], today: date, length: int = STRIP_DAYS
) -> tuple[DayMark, ...]:
    """The oldest first, today last."""
    dates = (today - n * DAY for n in range(length - 1, -1, -1))
    return tuple(DayMark(on, days.get(on)) for on in dates)


def counted_days(marks: Iterable[DayMark]) -> DaysCounted:
    states = Counter(one.state for one in marks)
    return DaysCounted(
        abstinent=states[DayState.ABSTINENT],
        used=states[DayState.USED],
        restricted=states[DayState.RESTRICTED],
        unknown=states[None],
    )
