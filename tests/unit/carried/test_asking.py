"""What the phone finds by itself: help now, what to log, words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories.meetings import (
    MIDDLETOWN,
    build_meeting,
    build_online_meeting,
    build_place,
    build_schedule,
    code_of,
)
from stepwell.domain.meetings.carried import Carried, carried
from stepwell.domain.meetings.meeting import Attendance, Meeting
from stepwell.domain.meetings.query import Near
from stepwell.domain.meetings.recurrence import in_progress_start, occurrences
from stepwell.library.vocabularies import meeting_types
from unit.carried.phone import Phone, instant, milliseconds
from unit.search.brute_force import meters_between

AT = datetime(2026, 11, 25, 23, 48, tzinfo=UTC)
"""Wednesday, November 25, 2026, 6:48 pm in Connecticut."""
HERE = list(MIDDLETOWN)


def packed(*meetings: Meeting) -> Carried:
    listed = ((code_of(number), one) for number, one in enumerate(meetings))
    return carried(listed, meeting_types().type_name)


def at(hour: int, minute: int = 0, miles: float = 0.0, **more: Any) -> Meeting:
    schedule = build_schedule(hour=hour, minute=minute)
    return build_meeting(
        f"At {hour}:{minute:02}", schedule=schedule, place=build_place(miles), **more
    )


def names(found: list[dict[str, Any]]) -> list[str]:
    return [one["meeting"]["name"] for one in found]


def test_help_now_shows_what_goes_on_then_the_soonest_then_the_nearest(phone: Phone) -> None:
    document = packed(
        at(20, miles=3),
        at(20, 1),
        at(18, 30),  # goes on
        at(18, 0),  # over in twelve minutes: too late to get there
        at(18, 40),  # goes on, began later
        at(20, miles=1, fellowship="na"),
        build_online_meeting(schedule=build_schedule(hour=19)),
        at(17),  # over
    )
    now = milliseconds(AT)

    found = phone.ask(document, "nowOrNext", now, {"point": HERE})

    assert names(found) == [
        "At 18:40", "At 18:30", "Kitchen Table", "At 20:00", "At 20:00", "At 20:01",
    ]  # fmt: skip
    assert [one["isGoingOn"] for one in found] == [True, True, False, False, False, False]
    assert [round(one["km"] / 1.609, 1) for one in found[3:]] == [1.0, 3.0, 0.0]
    assert found[2]["km"] is None
    assert instant(found[0]["endsAt"]) - AT == timedelta(minutes=52)
    within = phone.ask(document, "nowOrNext", now, {"within": 3_600_000})
    assert names(within) == ["At 18:40", "At 18:30", "Kitchen Table"]
    close = phone.ask(document, "nowOrNext", now, {"point": HERE, "km": 2, "limit": 9})
    assert names(close) == ["At 18:40", "At 18:30", "Kitchen Table", "At 20:00", "At 20:01"]
    na = phone.ask(document, "nowOrNext", now, {"fellowships": ["na"]})
    assert names(na) == ["At 20:00"]


def test_logging_suggests_the_plan_then_the_nearest_of_around_now(phone: Phone) -> None:
    document = packed(
        at(18, 30),
        at(16, miles=0.5),  # over since 5, may be written down now
        at(19, 30, miles=0.2),
        at(19, 30, miles=60),  # planned, and far
        at(18, 30, miles=5),
        at(14),  # over for too long
        at(21),  # too far ahead
        build_online_meeting(schedule=build_schedule(hour=18, minute=0)),
    )
    now = milliseconds(AT)

    found = phone.ask(document, "nearAndNow", now, {"point": HERE, "planned": [code_of(3)]})

    assert names(found) == ["At 19:30", "At 18:30", "At 19:30", "At 16:00", "Kitchen Table"]
    assert [one["isPlanned"] for one in found] == [True, False, False, False, False]
    nowhere = phone.ask(document, "nearAndNow", now, {"limit": 3})
    assert names(nowhere) == ["At 18:30", "At 18:30", "At 19:30"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("light", ["Basement Lights"]),
        ("BREN harb", ["Basement Lights", "Sérénité"]),
        ("serenite", ["Sérénité"]),
        ("brendans", ["Basement Lights", "Sérénité"]),
        ("discussion al-anon", ["Sérénité"]),
        ("ights", []),
        ("  ", ["Basement Lights", "Sérénité"]),
    ],
)
def test_words_are_found_by_their_beginnings(phone: Phone, text: str, expected: list[str]) -> None:
    document = packed(build_meeting(), build_meeting("Sérénité", fellowship="al-anon"))

    found = phone.ask(document, "withWords", text)

    assert [one["name"] for one in found] == expected


@settings(max_examples=60, deadline=None)
@given(
    drawn=st.lists(
        st.tuples(
            st.integers(0, 6), st.integers(0, 23), st.integers(5, 300), st.floats(0, 40),
            st.sampled_from([Attendance.IN_PERSON, Attendance.HYBRID]),
        ),
        max_size=12,
    ),
    minutes=st.integers(0, 7 * 1440),
    hours=st.integers(1, 48),
)  # fmt: skip
def test_help_now_leaves_nothing_out(
    phone: Phone,
    drawn: list[tuple[int, int, int, float, Attendance]],
    minutes: int,
    hours: int,
) -> None:
    now = AT + timedelta(minutes=minutes)
    meetings = [
        build_meeting(
            f"{number}",
            schedule=build_schedule(weekday, hour, 0, length),
            place=build_place(miles),
            attendance=attendance,
        )
        for number, (weekday, hour, length, miles, attendance) in enumerate(drawn)
    ]
    asked = {"point": HERE, "km": 30, "within": hours * 3_600_000, "limit": 100}

    found = phone.ask(packed(*meetings), "nowOrNext", milliseconds(now), asked)

    told = {(one["meeting"]["name"], instant(one["startsAt"])) for one in found}
    assert told == {
        (one.name, start)
        for one in meetings
        if _km(one) <= 30
        for start in _soonest(one, now, hours)
    }
    assert [one["isGoingOn"] for one in found] == sorted(
        (one["isGoingOn"] for one in found), reverse=True
    )


def _km(one: Meeting) -> float:
    latitude, longitude = one.place.latitude, one.place.longitude
    assert latitude is not None
    assert longitude is not None
    here = Near(*MIDDLETOWN, 0)
    return meters_between(here, round(latitude, 4), round(longitude, 4)) / 1000


def _soonest(one: Meeting, now: datetime, hours: int) -> list[datetime]:
    assert one.schedule is not None
    running = in_progress_start(one.schedule, one.timezone, now)
    if running is not None:
        end = running + timedelta(minutes=one.schedule.duration_minutes)
        if end - now >= timedelta(minutes=15):
            return [running]
    coming = occurrences(one.schedule, one.timezone, now, now + timedelta(hours=hours))
    return [start for start, _ in coming][:1]
