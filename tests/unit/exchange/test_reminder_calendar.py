"""Reminders as a calendar file: read back by a library, on both sides of the clock changes."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from dateutil import tz as dateutil_tz
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain.recovery.reminders import (
    MOST_TIMES,
    RemindersRefused,
    ReminderTime,
    ReminderTitle,
    ReminderWishes,
    as_kept,
    check_reminders,
    first_day,
    from_kept,
)
from stepwell.exchange.reminder_calendar import OnceReminder, WeeklyReminder, reminder_calendar

AT = datetime(2026, 10, 20, 20, tzinfo=UTC)
NEW_YORK = ZoneInfo("America/New_York")
NINE = WeeklyReminder("w-1", date(2026, 10, 20), time(21), frozenset(range(1, 8)))

some_days = st.frozensets(st.integers(1, 7), min_size=1)
some_times = st.builds(
    ReminderTime, at=st.builds(time, st.integers(0, 23), st.integers(0, 59)), days=some_days
)


def written(
    *reminders: OnceReminder | WeeklyReminder, zone: ZoneInfo = NEW_YORK, before: int = 60
) -> bytes:
    return reminder_calendar(
        [one for one in reminders if isinstance(one, OnceReminder)],
        [one for one in reminders if isinstance(one, WeeklyReminder)],
        title="Reminder",
        zone=zone,
        minutes_before=before,
        changed=3,
        at=AT,
    )


def told(data: bytes, until: date) -> list[datetime]:
    """When a program that knows only the file’s own zone would ring."""
    calendar = icalendar.Calendar.from_ical(data)
    (event,) = calendar.walk("VEVENT")
    start = event.decoded("dtstart")
    zones = dateutil_tz.tzical(io.StringIO(data.decode()))
    zone = zones.get(event["DTSTART"].params["TZID"])
    rule = rrulestr(event["rrule"].to_ical().decode(), dtstart=start.replace(tzinfo=None))
    walls = rule.between(start.replace(tzinfo=None), datetime.combine(until, time()), inc=True)
    return [wall.replace(tzinfo=zone).astimezone(UTC) for wall in walls]


def test_nine_in_the_evening_stays_nine_when_the_clocks_go_back() -> None:
    instants = told(written(NINE), date(2026, 11, 10))

    assert datetime(2026, 11, 1, 1, tzinfo=UTC) in instants, "October 31, 9 pm, summer time"
    assert datetime(2026, 11, 2, 2, tzinfo=UTC) in instants, "November 1, 9 pm, winter time"
    assert len(instants) == 21


@pytest.mark.parametrize("name", ["America/New_York", "America/Phoenix", "Australia/Lord_Howe"])
def test_wall_time_is_kept_for_two_years_where_the_file_alone_is_known(name: str) -> None:
    zone = ZoneInfo(name)

    instants = told(written(NINE, zone=zone), date(2028, 10, 20))

    assert len(instants) == 731
    assert {one.astimezone(zone).time() for one in instants} == {time(21)}


@given(one=some_times, since=st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_weekly_reminder_comes_on_its_days_and_on_no_other(one: ReminderTime, since: date) -> None:
    first = first_day(one, since)

    data = written(WeeklyReminder("w", first, one.at, one.days))

    assert since <= first < since + timedelta(days=7)
    event = icalendar.Calendar.from_ical(data).walk("VEVENT")[0]
    start = event.decoded("dtstart").replace(tzinfo=None)
    rule = rrulestr(event["rrule"].to_ical().decode(), dtstart=start)
    until = datetime.combine(since + timedelta(days=28), time())
    days = [wall.date() for wall in rule.between(start, until, inc=True)]
    assert [day for day in days if day < until.date()] == [
        day
        for ahead in range(28)
        if (day := since + timedelta(days=ahead)).isoweekday() in one.days
    ]


def test_every_entry_rings_under_the_title_and_says_nothing_else() -> None:
    once = OnceReminder("o-1", datetime(2026, 11, 2, 22, tzinfo=UTC), 50)
    there = OnceReminder("o-2", datetime(2026, 11, 3, 22, tzinfo=UTC), 60, "12 Elm St")

    events = icalendar.Calendar.from_ical(written(once, there, NINE)).walk("VEVENT")

    assert [str(one["summary"]) for one in events] == ["Reminder"] * 3
    assert [str(one.get("location", "")) for one in events] == ["", "12 Elm St", ""]
    for event, before in zip(events, (60, 60, 0), strict=True):
        (alarm,) = event.walk("VALARM")
        assert alarm["action"] == "DISPLAY"
        assert str(alarm["description"]) == "Reminder"
        assert alarm.decoded("trigger") == -timedelta(minutes=before)
        assert event["class"] == "PRIVATE"
        assert event["sequence"] == 3
        assert {"DESCRIPTION", "URL", "ORGANIZER", "CATEGORIES"}.isdisjoint(event)


def test_calendar_without_reminders_and_one_in_utc_can_be_read() -> None:
    assert icalendar.Calendar.from_ical(written()).walk("VEVENT") == []
    calendar = icalendar.Calendar.from_ical(written(NINE, zone=ZoneInfo("UTC")))
    assert calendar.walk("VTIMEZONE") == []
    assert calendar.walk("VEVENT")[0].decoded("dtstart") == datetime(2026, 10, 20, 21, tzinfo=UTC)


wishes = st.builds(
    ReminderWishes,
    title=st.sampled_from(ReminderTitle),
    has_appointments=st.booleans(),
    has_meetings=st.booleans(),
    with_address=st.booleans(),
    minutes_before=st.sampled_from([0, 15, 1440]),
    times=st.lists(some_times, max_size=MOST_TIMES).map(tuple),
)


@given(one=wishes)
def test_wishes_are_kept_as_they_are(one: ReminderWishes) -> None:
    check_reminders(one)

    assert from_kept(as_kept(one)) == one


@pytest.mark.parametrize(
    "unfit",
    [
        ReminderWishes(minutes_before=7),
        ReminderWishes(times=(ReminderTime(time(9), frozenset()),)),
        ReminderWishes(times=(ReminderTime(time(9), frozenset({0})),)),
        ReminderWishes(times=(ReminderTime(time(9), frozenset({1})),) * (MOST_TIMES + 1)),
    ],
)
def test_wishes_that_are_not_fit_are_refused(unfit: ReminderWishes) -> None:
    with pytest.raises(RemindersRefused):
        check_reminders(unfit)


def test_nothing_is_shown_of_where_unless_it_was_switched_on() -> None:
    assert not ReminderWishes().with_address
    assert not ReminderWishes().has_meetings
