"""A member's reminders for their calendar program (iCalendar, RFC 5545).

One title for all; a place only where the caller gives one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from stepwell.exchange.ical import PRODUCT
from stepwell.exchange.vtimezone import vtimezone

WEEKLY_MINUTES = 15
"""How long a weekly reminder lasts in the calendar: long enough to be seen there (design)."""
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class OnceReminder:
    """uid: opaque, the same for this entry for ever. place: "" for none."""

    uid: str
    starts_at: datetime
    minutes: int
    place: str = ""


@dataclass(frozen=True, slots=True)
class WeeklyReminder:
    """first_on: one of the days. days: ISO weekdays."""

    uid: str
    first_on: date
    at: time
    days: frozenset[int]


def reminder_calendar(
    once: Iterable[OnceReminder],
    weekly: Iterable[WeeklyReminder],
    *,
    title: str,
    zone: ZoneInfo,
    minutes_before: int,
    changed: int,
    at: datetime,
) -> bytes:
    """
    Args:
        zone: where the person's wall clock is; a weekly reminder keeps its time there all year.
        minutes_before: of those that come once; a weekly one rings at its own time.
        changed: counts up with each change of what was wished.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    stamp = at.astimezone(UTC).replace(microsecond=0)
    repeating = list(weekly)
    if repeating and zone.key != "UTC":
        first = min(one.first_on for one in repeating)
        calendar.add_component(vtimezone(zone, datetime.combine(first, time(), tzinfo=zone)))
    for each in once:
        event = _event(each.uid, title, minutes_before, changed=changed, stamp=stamp)
        event.add("dtstart", each.starts_at.astimezone(UTC))
        event.add("duration", timedelta(minutes=each.minutes))
        if each.place:
            event.add("location", each.place)
        calendar.add_component(event)
    for one in repeating:
        event = _event(one.uid, title, 0, changed=changed, stamp=stamp)
        event.add("dtstart", datetime.combine(one.first_on, one.at, tzinfo=zone))
        event.add("duration", timedelta(minutes=WEEKLY_MINUTES))
        event.add(
            "rrule", {"freq": "weekly", "byday": [_DAYS[day - 1] for day in sorted(one.days)]}
        )
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(uid: str, title: str, minutes_before: int, *, changed: int, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("sequence", changed)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    event.add("summary", title)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -timedelta(minutes=minutes_before))
    event.add_component(alarm)
    return event
