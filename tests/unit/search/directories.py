"""Small odd directories and questions about them, drawn at random."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from stepwell.domain.meetings.meeting import (
    Attendance,
    Meeting,
    MonthlyPattern,
    Online,
    Place,
    Schedule,
    TimezoneBasis,
)
from stepwell.domain.meetings.query import MeetingQuery, Near, TimeWindow, TypeFilter

ZONES = (
    "America/New_York",
    "America/Phoenix",  # no clock changes
    "America/Nuuk",  # its gap ends at midnight
    "America/Santiago",  # changes at midnight, southern
    "America/St_Johns",  # half an hour off
    "Asia/Kathmandu",  # 45 minutes off
    "Australia/Lord_Howe",  # changes by half an hour
    "Australia/Sydney",
    "Europe/Dublin",
    "Pacific/Kiritimati",  # UTC+14
    "Pacific/Pago_Pago",  # UTC-11
    "UTC",
)
CLOCK_CHANGES = (
    datetime(2026, 3, 8, 7, tzinfo=UTC),  # New York skips an hour
    datetime(2026, 11, 1, 6, tzinfo=UTC),  # and repeats one
    datetime(2026, 3, 29, 1, tzinfo=UTC),  # Dublin, Nuuk
    datetime(2026, 10, 25, 1, tzinfo=UTC),
    datetime(2026, 4, 4, 15, tzinfo=UTC),  # Lord Howe, Sydney an hour later
    datetime(2026, 10, 3, 15, 30, tzinfo=UTC),
    datetime(2026, 9, 6, 4, tzinfo=UTC),  # Santiago
    datetime(2026, 4, 5, 3, tzinfo=UTC),
    datetime(2026, 12, 31, 23, tzinfo=UTC),
    datetime(2028, 2, 29, 12, tzinfo=UTC),
)
NAMES = (
    "Serenity at Noon",
    "Sérénité du Midi",
    "Women's Night Group",
    "Keep It Simple",
    "Meditation and Silence",
    "Straße der Hoffnung",
    "Łódź Nadzieja",
    "12 Steps Group",
    "",
)
NIGHT_MINUTES = (0, 30, 60, 61, 90, 119, 120, 135, 150, 179, 180, 1380, 1410, 1439)
TYPES = ("O", "C", "D", "B", "W", "X", "SP", "LIT", "12x12")
LANGUAGES = ("en", "es", "fr", "ase")
FELLOWSHIPS = ("aa", "na", "al-anon", "eda")
FELLOWSHIP_NAMES = {"aa": "Alcoholics Anonymous", "na": "Narcotics Anonymous"}
REGIONS: tuple[tuple[str, ...], ...] = (
    (),
    ("Connecticut",),
    ("Connecticut", "Middletown"),
    ("CONNECTICUT", "Hartford", "West End"),
    ("Québec",),
    ("Connecticut West",),
)
PLACES: tuple[tuple[str, float | None, float | None], ...] = (
    ("Middletown", 41.5623, -72.6506),
    ("Middletown", 41.5624, -72.6507),
    ("Hartford", 41.7658, -72.6734),
    ("Suva", -18.1416, 178.4419),
    ("Taveuni", -16.8422, -179.9733),
    ("Date Line", -16.5, 180.0),
    ("Alert", 82.5018, -62.3481),
    ("North Pole", 90.0, 0.0),
    ("McMurdo", -77.8419, 166.6863),
    ("Nowhere", None, None),
)
WORDS = (
    "seren",
    "SÉRÉNITÉ",
    "serentiy",
    "meditaton silence",
    "womens",
    "grup night",
    "simple middletown",
    "anonymous",
    "strasse",
    "12",
    "lodz",
    "zzzz",
    "!!!",
    "hartfrod",
    "main st",
)


def directory(seed: int, count: int) -> list[tuple[str, str, Meeting]]:
    """Public id, feed and meeting; the same for the same arguments."""
    chance = Random(seed)
    ids = [f"id-{number:04}" for number in range(count)]
    chance.shuffle(ids)
    return [(one, chance.choice(["north", "south"]), a_meeting(chance)) for one in ids]


def a_meeting(chance: Random) -> Meeting:
    schedule = a_schedule(chance) if chance.random() < 0.9 else None
    city, latitude, longitude = chance.choice(PLACES)
    usual = chance.choice([Attendance.IN_PERSON, Attendance.HYBRID, Attendance.ONLINE])
    attendance = usual if chance.random() < 0.8 else chance.choice(list(Attendance))
    return Meeting(
        source_key="key",
        name=chance.choice(NAMES),
        fellowship=chance.choice(FELLOWSHIPS),
        timezone=chance.choice(ZONES),
        timezone_basis=TimezoneBasis.STATED,
        attendance=attendance if schedule else Attendance.BY_APPOINTMENT,
        attendance_reason="as drawn",
        schedule=schedule,
        types=tuple(chance.sample(TYPES, chance.randrange(5))),
        languages=tuple(chance.sample(LANGUAGES, chance.randrange(3))),
        place=Place(
            name="St. Mary's",
            address=chance.choice(["1 Main St", "2 Elm St", ""]),
            city=city,
            latitude=latitude,
            longitude=longitude,
        ),
        online=Online(url="https://zoom.us/j/1"),
        regions=chance.choice(REGIONS),
        group=chance.choice(["", "Home Group", "home group"]),
    )


def a_schedule(chance: Random) -> Schedule:
    """Often in the night from Saturday to Sunday, when clocks change."""
    is_at_change = chance.random() < 0.5
    monthly = None
    if chance.random() < 0.25:
        weeks = chance.sample([1, 2, 3, 4, 5, -1], chance.randint(1, 3))
        monthly = MonthlyPattern(tuple(sorted(weeks)), "first and third")
    return Schedule(
        weekday=chance.choice([0, 6]) if is_at_change else chance.randrange(7),
        start_minute=chance.choice(NIGHT_MINUTES) if is_at_change else chance.randrange(1440),
        duration_minutes=chance.choice([1, 30, 60, 90, 180, 600, 1439, 1440]),
        monthly=monthly,
    )


@st.composite
def instants(draw: st.DrawFn) -> datetime:
    around = draw(st.sampled_from(CLOCK_CHANGES))
    minutes = draw(
        st.integers(-12 * 1440, 3 * 1440)
        | st.integers(-300, 300)
        | st.integers(-20, 20).map(lambda quarters: quarters * 15)
        | st.sampled_from([1440, 1470, 1500])  # a day-long meeting ends
    )
    seconds = draw(st.sampled_from([0, 0, 1, 59.999999]))
    return around + timedelta(minutes=minutes, seconds=seconds)


@st.composite
def nears(draw: st.DrawFn) -> Near:
    _, latitude, longitude = draw(st.sampled_from([one for one in PLACES if one[1] is not None]))
    assert latitude is not None
    assert longitude is not None
    radius = draw(st.sampled_from([0.0, 0.02, 5.0, 40.0, 300.0, 5000.0, 12000.0, 25000.0]))
    nudge = draw(st.sampled_from([0.0, 0.001, -0.25]))
    latitude = max(-90.0, min(90.0, latitude + nudge))
    return Near(latitude, (longitude + nudge + 180) % 360 - 180, radius)


@st.composite
def queries(draw: st.DrawFn) -> MeetingQuery:
    """Up to three conditions at once: with more, next to nothing would be found."""
    chosen = draw(st.sets(st.sampled_from(sorted(CONDITIONS)), max_size=3))
    return MeetingQuery(
        at=draw(instants()),
        horizon_minutes=draw(st.sampled_from([0, 1, 60, 120, 1440, 2880, 7 * 1440, 8 * 1440])),
        include_online=draw(st.booleans()),
        limit=draw(st.sampled_from([50, 50, 3, 1, 0])),
        offset=draw(st.sampled_from([0, 0, 1, 5])),
        with_in_progress=draw(st.sampled_from([True, True, False])),
        with_facets=draw(st.booleans()),
        **{name: draw(CONDITIONS[name]) for name in sorted(chosen)},
    )


_codes = st.frozensets(st.sampled_from([*TYPES, "UNKNOWN"]), max_size=2)
_windows = st.builds(TimeWindow, st.integers(0, 1439), st.integers(0, 1440))
CONDITIONS: dict[str, st.SearchStrategy[Any]] = {
    "near": nears(),
    "region": st.sampled_from(["connecticut", "Connecticut > Middletown", "Quebec", "X"]),
    "fellowships": st.frozensets(st.sampled_from([*FELLOWSHIPS, "xa"]), max_size=2),
    "types": st.builds(TypeFilter, all_of=_codes)
    | st.builds(TypeFilter, any_of=_codes)
    | st.builds(TypeFilter, none_of=_codes)
    | st.builds(TypeFilter, all_of=_codes, any_of=_codes, none_of=_codes),
    "attendance": st.frozensets(st.sampled_from(list(Attendance)), max_size=3),
    "languages": st.frozensets(st.sampled_from(["en", "es", "xx"]), max_size=2),
    "weekdays": st.frozensets(st.integers(0, 6), max_size=3),
    "time_windows": st.lists(_windows, max_size=2).map(tuple),
    "words": st.sampled_from(WORDS),
}
