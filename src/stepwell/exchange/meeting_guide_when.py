"""When a row's meeting happens: weekdays, start and length."""

from __future__ import annotations

import re

from stepwell.domain.meetings.clock_times import MINUTES_PER_DAY, parse_clock
from stepwell.domain.meetings.meeting import Schedule
from stepwell.domain.meetings.weekdays import parse_weekdays
from stepwell.exchange.meeting_guide_record import Record, RowRejected, as_text

_LONGEST_DAYS = 200  # characters: seven names in any language
_LONG_MINUTES = 12 * 60
_APPOINTMENT = frozenset(
    {"", "appointment", "by appointment", "null", "none", "n/a", "tbd", "varies", "con cita"}
)


def read_schedules(record: Record) -> tuple[Schedule, ...]:
    """One schedule a weekday; none for a meeting by appointment.

    Raises:
        RowRejected: "bad_day" or "bad_time" where a value is given but not understood.
    """
    days = _read_days(record)
    start = _read_start(record)
    if days and start is None:
        record.warn("time_missing", "time", "", "no time given: listed as by appointment")
    if start is not None and not days:
        record.warn(
            "day_missing", "day", record.raw("time"), "no day given: listed as by appointment"
        )
    if not days or start is None:
        return ()
    length = _read_duration(record, start)
    if len(days) > 1:
        record.warn("days_split", "day", record.raw("day"), "one meeting made for each day")
    if length is None:
        return tuple(Schedule(day, start) for day in days)
    return tuple(Schedule(day, start, length, is_duration_stated=True) for day in days)


def _read_days(record: Record) -> tuple[int, ...]:
    value = record.raw("day")
    values = value if isinstance(value, list) else [value]
    days: set[int] = set()
    for item in values:
        text = as_text(item)[:_LONGEST_DAYS].strip().strip("[]\"'")
        if text.casefold() in _APPOINTMENT:
            continue
        found = parse_weekdays(text)
        if found is None:
            raise RowRejected(
                "bad_day",
                f"The day {text!r} is no weekday. Use 0 (Sunday) to 6 (Saturday) or a "
                "weekday's name; leave it empty for a meeting by appointment.",
            )
        if text.startswith("7"):
            record.warn("day_seven", "day", item, "7 read as Sunday (the format says 0)")
        days.update(found)
    in_words = isinstance(value, str) and value.strip() and not value.strip().isdigit()
    if days and in_words and not record.is_table:
        record.warn("day_in_words", "day", value, "weekday read from words")
    return tuple(sorted(days))


def _read_start(record: Record) -> int | None:
    text = record.line("time")
    if text.casefold() in _APPOINTMENT:
        return None
    minute = parse_clock(text)
    if minute is None or minute >= MINUTES_PER_DAY:
        raise RowRejected(
            "bad_time",
            f'The time {text!r} is no time of day. Write it as "19:30" or "7:30 PM"; leave '
            "it empty for a meeting by appointment.",
        )
    if not record.is_table and not re.fullmatch(r"\d{1,2}:\d{2}", text):
        record.warn("time_rewritten", "time", text, f"read as {minute // 60:02}:{minute % 60:02}")
    return minute


def _read_duration(record: Record, start: int) -> int | None:
    """Minutes up to the stated end, 1 to 1440; an end before the start is the next day's."""
    text = record.line("end_time")
    if not text:
        return _read_length(record)
    end = parse_clock(text)
    if end is None:
        record.warn("end_unreadable", "end_time", text, "end left out: one hour assumed")
        return None
    if end == start:
        record.warn("end_is_start", "end_time", text, "end left out: one hour assumed")
        return None
    if end < start:
        record.warn("ends_next_day", "end_time", text, "taken as the end on the next day")
    length = (end - start) % MINUTES_PER_DAY or MINUTES_PER_DAY
    if length > _LONG_MINUTES:
        record.warn("very_long", "end_time", text, "kept: is a.m. or p.m. mistaken?")
    return length


def _read_length(record: Record) -> int | None:
    text = record.line("duration")
    if not text:
        return None
    match = re.fullmatch(r"(\d{1,2}):(\d{2})(?::\d{2})?|(\d{1,4})(?:\s*min\w*)?", text)
    minutes = 0
    if match:
        minutes = int(match[3]) if match[3] else int(match[1]) * 60 + int(match[2])
    if 1 <= minutes <= MINUTES_PER_DAY:
        return minutes
    record.warn("duration_refused", "duration", text, "not 1 minute to 24 hours: left out")
    return None
