"""Days, times and zones as real feeds write them."""

import pytest

from stepwell.domain.meetings.meeting import Attendance, Schedule, TimezoneBasis
from stepwell.exchange.meeting_guide import FeedOptions
from stepwell.exchange.outcomes import MeetingRow, RejectedRow
from unit.exchange.meeting_guide_rows import listed, outcome

NO_DEFAULT = FeedOptions()


@pytest.mark.parametrize(
    ("day", "weekday"),
    [(3, 3), (0, 0), ("3", 3), ("Wednesday", 3), ("wed", 3), ([3], 3), (["3"], 3), (3.0, 3)],
)
def test_day_in_any_form_is_a_weekday(day, weekday):
    assert listed(day=day)[0].schedule.weekday == weekday


def test_day_array_is_split_into_one_meeting_a_day():
    row = outcome(day=[5, 1, 1, "3"])

    assert isinstance(row, MeetingRow)
    assert [(one.source_key, one.schedule.weekday) for one in row.meetings] == [
        ("morning-light", 1),
        ("morning-light-2", 3),
        ("morning-light-3", 5),
    ]
    assert [warning.code for warning in row.warnings] == ["days_split"]


@pytest.mark.parametrize("day", [None, "", [], [None], "by appointment"])
def test_time_without_day_is_by_appointment(day):
    meeting, warnings = listed(day=day)

    assert meeting.schedule is None
    assert meeting.attendance is Attendance.BY_APPOINTMENT
    assert warnings == {"day_missing": "day"}


def test_day_without_time_is_by_appointment():
    meeting, warnings = listed(time=None, end_time=None)

    assert (meeting.schedule, warnings) == (None, {"time_missing": "time"})


def test_row_with_neither_day_nor_time_is_by_appointment_without_complaint():
    meeting, warnings = listed(without=("day", "time", "end_time"))

    assert (meeting.attendance, warnings) == (Attendance.BY_APPOINTMENT, {})


@pytest.mark.parametrize("day", [7, "7", [7]])
def test_seven_is_sunday_with_a_warning(day):
    meeting, warnings = listed(day=day)

    assert meeting.schedule.weekday == 0
    assert warnings["day_seven"] == "day"


@pytest.mark.parametrize("day", [8, -1, "Fooday", [1, "x"], 1.5, {"a": 1}])
def test_day_that_is_none_is_rejected(day):
    row = outcome(day=day)

    assert isinstance(row, RejectedRow)
    assert row.reason == "bad_day"


@pytest.mark.parametrize(
    ("time", "minute"),
    [
        ("8:00 PM", 1200),
        ("8pm", 1200),
        ("8:30 p.m.", 1230),
        ("19:00:00", 1140),
        ("12:00 AM", 0),
        ("12:30 PM", 750),
        ("Noon", 720),
        ("midnight", 0),
        ("19h30", 1170),
    ],
)
def test_time_in_other_forms_is_rewritten(time, minute):
    meeting, warnings = listed(time=time, end_time="")

    assert meeting.schedule == Schedule(1, minute)
    assert warnings == {"time_rewritten": "time"}


@pytest.mark.parametrize("time", ["soon", "25:00", "7:75", "24:00", "8", 8])
def test_time_that_is_none_is_rejected(time):
    row = outcome(time=time)

    assert isinstance(row, RejectedRow)
    assert row.reason == "bad_time"


@pytest.mark.parametrize(
    ("time", "end_time", "minutes", "code"),
    [
        ("23:00", "00:30", 90, "ends_next_day"),
        ("22:00", "00:00", 120, "ends_next_day"),
        ("22:00", "24:00", 120, None),
        ("19:00", "20:30", 90, None),
        ("7:00 PM", "8:00 PM", 60, "time_rewritten"),
    ],
)
def test_end_gives_the_length_past_midnight_too(time, end_time, minutes, code):
    meeting, warnings = listed(time=time, end_time=end_time)

    assert meeting.schedule.duration_minutes == minutes
    assert meeting.schedule.is_duration_stated
    assert list(warnings) == ([code] if code else [])


def test_meeting_of_more_than_half_a_day_is_kept_but_doubted():
    meeting, warnings = listed(time="17:30", end_time="06:30")

    assert meeting.schedule.duration_minutes == 780
    assert set(warnings) == {"ends_next_day", "very_long"}


@pytest.mark.parametrize(
    ("end_time", "code"), [("later", "end_unreadable"), ("07:00", "end_is_start")]
)
def test_end_that_says_nothing_is_left_out(end_time, code):
    meeting, warnings = listed(end_time=end_time)

    assert meeting.schedule == Schedule(1, 420)
    assert warnings == {code: "end_time"}


@pytest.mark.parametrize(
    ("duration", "minutes", "stated"),
    [(90, 90, True), ("1:30", 90, True), ("75 min", 75, True), (1500, 60, False), ("x", 60, False)],
)
def test_length_is_read_but_not_beyond_a_day(duration, minutes, stated):
    meeting, warnings = listed(without=("end_time",), duration=duration)

    assert (meeting.schedule.duration_minutes, meeting.schedule.is_duration_stated) == (
        minutes,
        stated,
    )
    assert ("duration_refused" in warnings) != stated


@pytest.mark.parametrize(
    ("stated", "zone", "basis", "code"),
    [
        ("America/Denver", "America/Denver", TimezoneBasis.STATED, None),
        ("america/los angeles", "America/Los_Angeles", TimezoneBasis.STATED, None),
        ("Pacific", "America/Los_Angeles", TimezoneBasis.WORD, "timezone_by_word"),
        ("EST5", "America/New_York", TimezoneBasis.WORD, "timezone_by_word"),
        ("CT", "America/Chicago", TimezoneBasis.WORD, "timezone_by_word"),
        ("+1000", "America/New_York", TimezoneBasis.FEED, "timezone_is_offset"),
        ("UTC-5", "America/New_York", TimezoneBasis.FEED, "timezone_is_offset"),
        ("Mars/Olympus", "America/New_York", TimezoneBasis.FEED, "timezone_unknown"),
    ],
)
def test_zone_is_a_name_or_a_word_but_no_offset(stated, zone, basis, code):
    meeting, warnings = listed(timezone=stated)

    assert (meeting.timezone, meeting.timezone_basis) == (zone, basis)
    assert list(warnings) == ([code] if code else [])


def test_zone_word_beside_the_start_in_the_name_is_meant():
    name = "Austin, TX - 7:00am Eastern - Hybrid"
    meeting, warnings = listed(NO_DEFAULT, name=name, latitude=30.27, longitude=-97.74)
    later, _ = listed(NO_DEFAULT, name=name, time="09:00", latitude=30.27, longitude=-97.74)

    assert (meeting.timezone, meeting.timezone_basis) == ("America/New_York", TimezoneBasis.WORD)
    assert warnings == {"timezone_by_word": "name"}
    assert later.timezone == "America/Chicago"  # 7 am is not this meeting's start


def test_zone_word_takes_its_local_form_at_a_door():
    meeting, _ = listed(timezone="Mountain", latitude=33.42, longitude=-111.94)

    assert meeting.timezone == "America/Phoenix"


def test_zone_of_the_door_beats_a_default_that_shows_another_clock():
    here = {"latitude": 41.56, "longitude": -72.65}
    there = {"latitude": -34.13, "longitude": 18.42}

    assert listed(**here)[0].timezone_basis is TimezoneBasis.FEED
    meeting, warnings = listed(**there)
    assert (meeting.timezone, meeting.timezone_basis) == (
        "Africa/Johannesburg",
        TimezoneBasis.COORDINATES,
    )
    assert warnings == {"timezone_from_place": "timezone"}
    online, _ = listed(**there, approximate="yes", conference_url="https://zoom.us/j/1")
    assert online.timezone == "America/New_York"


def test_zone_without_a_default_comes_from_coordinates_then_address():
    by_map, _ = listed(NO_DEFAULT, latitude="41.56", longitude="-72.65")
    by_address, _ = listed(NO_DEFAULT)

    assert (by_map.timezone, by_map.timezone_basis) == (
        "America/New_York",
        TimezoneBasis.COORDINATES,
    )
    assert (by_address.timezone, by_address.timezone_basis) == (
        "America/New_York",
        TimezoneBasis.ADDRESS,
    )


@pytest.mark.parametrize(
    ("address", "zone"),
    [
        ("1 Elm St, Knoxville, TN 37902, USA", "America/New_York"),
        ("1 Elm St, Memphis, TN, USA", "America/Chicago"),
        ("1 Elm St, El Paso, TX 79901", "America/Denver"),
    ],
)
def test_zone_in_a_state_of_two_zones_comes_from_zip_or_town(address, zone):
    meeting, _ = listed(NO_DEFAULT, formatted_address=address)

    assert (meeting.timezone, meeting.timezone_basis) == (zone, TimezoneBasis.ADDRESS)


def test_row_whose_zone_cannot_be_told_is_rejected_unless_by_appointment():
    row = outcome(NO_DEFAULT, formatted_address="Anytown")
    appointment, _ = listed(NO_DEFAULT, without=("day", "time"), formatted_address="Anytown")

    assert isinstance(row, RejectedRow)
    assert row.reason == "no_timezone"
    assert "America/New_York" in row.message
    assert appointment.timezone_basis is TimezoneBasis.UNKNOWN


def test_monthly_pattern_is_kept_with_its_words():
    meeting, warnings = listed(notes="Only meets 1st Monday of the month.")

    assert meeting.schedule.monthly.weeks == (1,)
    assert meeting.schedule.monthly.basis == "Only meets 1st Monday of the month"
    assert warnings == {"monthly_pattern": "notes"}


def test_other_rhythm_is_listed_weekly_with_a_warning():
    meeting, warnings = listed(notes="This group meets every other Monday.")

    assert meeting.schedule.monthly is None
    assert warnings == {"not_every_week": "notes"}
