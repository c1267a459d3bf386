import msgspec
from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain.meetings.identity import content_fingerprint, document_hash, field_diff
from stepwell.domain.meetings.meeting import (
    Attendance,
    Meeting,
    MonthlyPattern,
    Online,
    Place,
    Schedule,
    TimezoneBasis,
)

change = msgspec.structs.replace
MEETING = Meeting(
    source_key="a",
    name="Café Sobriété",
    fellowship="aa",
    timezone="America/New_York",
    timezone_basis=TimezoneBasis.FEED,
    attendance=Attendance.HYBRID,
    attendance_reason="place_and_link",
    schedule=Schedule(1, 420),
    place=Place(address="12 Main St, Middletown, CT 06457, USA"),
    online=Online(url="https://zoom.us/j/1?pwd=x"),
)


def test_fingerprint_survives_what_feeds_rewrite():
    rewritten = change(
        MEETING,
        source_key="new-key",
        name="Cafe Sobriete!",
        notes="Ring the bell",
        types=("O",),
        schedule=Schedule(1, 420, 90, is_duration_stated=True),
        place=change(MEETING.place, address="12 Main St.,  Middletown CT 06457, USA"),
    )

    assert content_fingerprint(rewritten) == content_fingerprint(MEETING)


def test_fingerprint_differs_where_people_would_miss_each_other():
    others = [
        change(MEETING, schedule=Schedule(2, 420)),
        change(MEETING, schedule=Schedule(1, 425)),
        change(MEETING, schedule=None),
        change(MEETING, name="Other"),
        change(MEETING, fellowship="na"),
        change(MEETING, place=Place(address="14 Main St, Middletown, CT 06457, USA")),
    ]

    assert len({content_fingerprint(one) for one in (MEETING, *others)}) == 7


def test_fingerprint_of_online_meeting_ignores_a_new_passcode():
    online = change(MEETING, place=Place(address="Middletown, CT", is_approximate=True))
    renewed = change(online, online=Online(url="https://www.zoom.us/j/1/?pwd=y"))

    assert content_fingerprint(renewed) == content_fingerprint(online)
    assert content_fingerprint(change(online, online=Online(url="https://zoom.us/j/2"))) != (
        content_fingerprint(online)
    )


def test_diff_names_nested_fields_with_both_values():
    new = change(
        MEETING,
        attendance=Attendance.IN_PERSON,
        online=Online(),
        schedule=change(MEETING.schedule, monthly=MonthlyPattern((1,), "1st Monday only")),
    )

    assert field_diff(MEETING, new) == {
        "attendance": ("hybrid", "in_person"),
        "online.url": ("https://zoom.us/j/1?pwd=x", ""),
        "schedule.monthly.weeks": (None, [1]),
        "schedule.monthly.basis": (None, "1st Monday only"),
    }


def test_diff_of_a_lost_schedule_tells_its_fields():
    assert field_diff(MEETING, change(MEETING, schedule=None)) == {
        "schedule.weekday": (1, None),
        "schedule.start_minute": (420, None),
        "schedule.duration_minutes": (60, None),
        "schedule.is_duration_stated": (False, None),
    }


@given(st.text(), st.text(), st.integers(0, 6), st.integers(0, 6))
def test_hash_is_equal_exactly_when_nothing_differs(notes, other_notes, day, other_day):
    old = change(MEETING, notes=notes, schedule=Schedule(day, 420))
    new = change(MEETING, notes=other_notes, schedule=Schedule(other_day, 420))

    assert (document_hash(old) == document_hash(new)) == (field_diff(old, new) == {})
