"""A meeting as a calendar file that repeats by itself (iCalendar, RFC 5545).

Calendars are seen by employers, partners and lock screens: unless the person chose
details, nothing in the file says what the appointment is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from icalendar import Calendar, Event

from stepwell.domain.meetings.meeting import Attendance, Meeting, Schedule
from stepwell.domain.meetings.recurrence import occurrences, weekday_of, zone
from stepwell.exchange.vtimezone import vtimezone

PRODUCT = "-//Calendar export//EN"
"""Says nothing of the software: some programs show it."""

LOOK_AHEAD = timedelta(days=400)
"""Every pattern comes round in this time: five Saturdays in a month are never a year apart."""

SEQUENCE_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")


class PartOfDay(StrEnum):
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


NEUTRAL_TITLES: Mapping[PartOfDay, str] = {
    PartOfDay.MORNING: "Morning appointment",
    PartOfDay.AFTERNOON: "Afternoon appointment",
    PartOfDay.EVENING: "Evening appointment",
}


class NoCalendar(ValueError):
    """The meeting has no times that a calendar could hold."""


def meeting_calendar(
    meeting: Meeting,
    *,
    uid: str,
    at: datetime,
    title: str,
    url: str,
    with_details: bool = False,
    neutral_titles: Mapping[PartOfDay, str] = NEUTRAL_TITLES,
) -> bytes:
    """One repeating event that starts with the first occurrence at or after `at`.

    uid: opaque and the same for this meeting for ever, so that a second download
    replaces the first. title, url and where to go are written only `with_details`;
    otherwise the title is the one of `neutral_titles` (pass translated ones).

    Raises: NoCalendar where the meeting is closed or has no fixed times.
    """
    schedule = _fixed_schedule(meeting)
    start = _next_start(schedule, meeting.timezone, at)
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", at.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", _sequence(meeting.updated_at))
    event.add("dtstart", start)
    event.add("duration", timedelta(minutes=schedule.duration_minutes))
    event.add("rrule", _rule(schedule))
    event.add("class", "PRIVATE")
    if with_details:
        _add_details(event, meeting, title, url)
    else:
        event.add("summary", neutral_titles[part_of_day(schedule)])
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if "TZID" in event["DTSTART"].params:
        calendar.add_component(vtimezone(zone(meeting.timezone), start))
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def part_of_day(schedule: Schedule) -> PartOfDay:
    """By the hour on the wall where the meeting is; the small hours belong to the evening."""
    hour = schedule.start_minute // 60
    if 4 <= hour < 12:
        return PartOfDay.MORNING
    return PartOfDay.AFTERNOON if 12 <= hour < 17 else PartOfDay.EVENING


def _fixed_schedule(meeting: Meeting) -> Schedule:
    if meeting.schedule is None or meeting.attendance is Attendance.BY_APPOINTMENT:
        raise NoCalendar(
            f'"{meeting.name}" meets by appointment, so there is no time to put in a calendar. '
            "Its page says how to ask."
        )
    if meeting.attendance in {Attendance.TEMPORARILY_CLOSED, Attendance.INACTIVE}:
        raise NoCalendar(
            f'"{meeting.name}" does not meet at the moment, so it is not put in a calendar. '
            "Look for another meeting at the same time."
        )
    return meeting.schedule


def _next_start(schedule: Schedule, timezone: str, at: datetime) -> datetime:
    """Wall time of the first occurrence at or after `at`, as the listing writes it: also
    where a clock change skips it that day, because the rule repeats it."""
    coming = next(occurrences(schedule, timezone, at, at + LOOK_AHEAD), None)
    if coming is None:
        raise NoCalendar("This meeting has no next time, so it is not put in a calendar.")
    starts_at = coming[0]
    place = zone(timezone)
    day = starts_at.astimezone(place).date()
    while weekday_of(day) != schedule.weekday:  # a gap at midnight pushed it past the day
        day -= timedelta(days=1)
    hour, minute = divmod(schedule.start_minute, 60)
    return datetime.combine(day, time(hour, minute), tzinfo=place)


def _rule(schedule: Schedule) -> dict[str, object]:
    day = _DAYS[schedule.weekday]
    if schedule.monthly is None:
        return {"freq": "weekly", "byday": day}
    return {"freq": "monthly", "byday": [f"{week}{day}" for week in schedule.monthly.weeks]}


def _sequence(updated_at: str) -> int:
    """Grows with the source's own stamp, in minutes, so that a corrected listing
    replaces the older event."""
    if not updated_at:
        return 0
    try:
        stamp = datetime.fromisoformat(updated_at)
    except ValueError:
        return 0
    if stamp.tzinfo is None:
        stamp = stamp.replace(tzinfo=UTC)
    return max(0, int((stamp - SEQUENCE_EPOCH) / timedelta(minutes=1)))


def _add_details(event: Event, meeting: Meeting, title: str, url: str) -> None:
    event.add("summary", title)
    if url:
        event.add("url", url)
    can_go = meeting.attendance in {Attendance.IN_PERSON, Attendance.HYBRID}
    place = ", ".join(part for part in (meeting.place.name, meeting.place.address) if part)
    if can_go and place:
        event.add("location", place)
    elif meeting.online.url:
        event.add("location", meeting.online.url)
    online = meeting.online
    lines = [online.url, online.url_notes, online.phone, online.phone_notes, url]
    event.add("description", "\n".join(line for line in lines if line))
