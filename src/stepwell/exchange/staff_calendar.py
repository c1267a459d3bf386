"""When someone works, for their calendar program (iCalendar, RFC 5545): no client is in it.

Calendars are kept by other companies and seen on lock screens. An entry says when, how long and
in which room; not with whom, and not what about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from icalendar import Calendar, Event

from stepwell.exchange.ical import PRODUCT


class EntryKind(StrEnum):
    APPOINTMENT = "appointment"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """uid: opaque, the same for this entry for ever. changed: counts up with each change."""

    uid: str
    kind: EntryKind
    starts_at: datetime
    minutes: int
    room: str = ""
    is_cancelled: bool = False
    changed: int = 0


def staff_calendar(
    entries: Iterable[CalendarEntry], *, at: datetime, titles: Mapping[EntryKind, str]
) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for one in entries:
        event = Event()
        event.add("uid", one.uid)
        event.add("dtstamp", at.astimezone(UTC).replace(microsecond=0))
        event.add("sequence", one.changed)
        event.add("dtstart", one.starts_at.astimezone(UTC))
        event.add("duration", timedelta(minutes=one.minutes))
        event.add("class", "PRIVATE")
        event.add("summary", titles[one.kind])
        event.add("status", "CANCELLED" if one.is_cancelled else "CONFIRMED")
        if one.room:
            event.add("location", one.room)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
