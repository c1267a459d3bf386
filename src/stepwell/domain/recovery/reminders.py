"""What a member wants to be reminded of in their own calendar program, and what it may say.

Calendars are kept by other companies and seen on lock screens. So an entry carries a title that
the person chose from a few that tell nothing, and a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Any

import msgspec

MOST_TIMES = 4
MINUTES_BEFORE = (0, 15, 30, 60, 120, 1440)
WEEKDAYS = (1, 2, 3, 4, 5, 6, 7)
"""As ISO 8601 counts them: 1 is Monday."""


class ReminderTitle(StrEnum):
    """APP: the neutral name of the program's app."""

    REMINDER = "reminder"
    APP = "app"
    TIME = "time"
    NOTE = "note"


class RemindersRefused(Exception):
    """What is not fit, in words for the person."""


@dataclass(frozen=True, slots=True)
class ReminderTime:
    """Every week on these days (ISO weekdays), at this time on the person's wall."""

    at: time
    days: frozenset[int]


@dataclass(frozen=True, slots=True)
class ReminderWishes:
    """has_appointments: with the program, the time only. has_meetings: those taken on as a task
    from the directory. with_address: the street address of these. minutes_before: how long before
    an appointment or a meeting the calendar rings.
    """

    title: ReminderTitle = ReminderTitle.REMINDER
    has_appointments: bool = True
    has_meetings: bool = False
    with_address: bool = False
    minutes_before: int = 60
    times: tuple[ReminderTime, ...] = ()


def check_reminders(wishes: ReminderWishes) -> None:
    """Raises RemindersRefused."""
    if len(wishes.times) > MOST_TIMES:
        raise RemindersRefused(f"Choose at most {MOST_TIMES} times.")
    if wishes.minutes_before not in MINUTES_BEFORE:
        raise RemindersRefused("Choose how long before from the list.")
    if any(not one.days or not one.days <= set(WEEKDAYS) for one in wishes.times):
        raise RemindersRefused("Choose at least one day for each time.")


def first_day(one: ReminderTime, since: date) -> date:
    """The first of its days on or after `since`."""
    return next(
        day for ahead in range(7) if (day := since + timedelta(ahead)).isoweekday() in one.days
    )


def as_kept(wishes: ReminderWishes) -> dict[str, Any]:
    kept: dict[str, Any] = msgspec.to_builtins(wishes)
    return kept


def from_kept(kept: Mapping[str, Any]) -> ReminderWishes:
    """Raises msgspec.ValidationError where it was written by something else."""
    return msgspec.convert(dict(kept), ReminderWishes)
