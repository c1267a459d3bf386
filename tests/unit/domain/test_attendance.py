from dataclasses import fields
from itertools import product

from stepwell.domain.meetings.attendance import (
    EXPLANATIONS,
    AttendanceFacts,
    AttendanceReason,
    derive_attendance,
)
from stepwell.domain.meetings.meeting import Attendance

STATED = ("", "in_person", "online", "hybrid", "inactive")
FLAGS = len(fields(AttendanceFacts)) - 1
EVERY_CASE = [
    AttendanceFacts(*flags, stated)
    for flags in product((False, True), repeat=FLAGS)
    for stated in STATED
]


def test_every_reason_is_explained_and_reached():
    reached = {derive_attendance(facts)[1] for facts in EVERY_CASE}

    assert set(EXPLANATIONS) == set(AttendanceReason) == reached
    assert all(text.endswith(".") for text in EXPLANATIONS.values())


def test_a_way_in_is_never_lost():
    for facts in EVERY_CASE:
        attendance, _ = derive_attendance(facts)
        if facts.has_link:
            assert attendance in (Attendance.ONLINE, Attendance.HYBRID, Attendance.BY_APPOINTMENT)
        if facts.has_door and not facts.is_place_closed and facts.stated in ("", "in_person"):
            assert attendance not in (Attendance.INACTIVE, Attendance.ONLINE)


def test_a_closed_place_is_never_offered():
    closed = [facts for facts in EVERY_CASE if facts.is_place_closed]

    states = {derive_attendance(facts)[0] for facts in closed}

    assert Attendance.IN_PERSON not in states
    assert Attendance.HYBRID not in states


def test_without_a_schedule_nothing_is_offered_at_a_time():
    states = {derive_attendance(facts)[0] for facts in EVERY_CASE if not facts.has_schedule}

    assert states == {
        Attendance.BY_APPOINTMENT,
        Attendance.INACTIVE,
        Attendance.TEMPORARILY_CLOSED,
    }
