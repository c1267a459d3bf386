"""What a phone carries of each meeting, and how much room it takes."""

from __future__ import annotations

import gzip
import os

import msgspec
import pytest

from factories.meetings import (
    build_meeting,
    build_online_meeting,
    build_place,
    build_schedule,
    code_of,
)
from stepwell.domain.meetings.carried import Carried, carried
from stepwell.domain.meetings.meeting import Attendance, Meeting, MonthlyPattern, Online
from stepwell.domain.meetings.query import ATTENDABLE
from stepwell.library.vocabularies import meeting_types
from stepwell.records.identifiers import new_id
from unit.carried.phone import Phone
from unit.carried.real_feeds import FEEDS, real_meetings

ROOM_FOR_A_THOUSAND = 60 * 1024


def packed(*meetings: Meeting) -> Carried:
    listed = ((code_of(number), one) for number, one in enumerate(meetings))
    return carried(listed, meeting_types().type_name)


def test_phone_reads_what_was_carried(phone: Phone) -> None:
    document = packed(
        build_meeting(),
        build_online_meeting(
            languages=("es", "en"),
            timezone="America/Los_Angeles",
            schedule=build_schedule(
                weekday=0, minute=15, monthly=MonthlyPattern((1, -1), "1st and last Sunday")
            ),
        ),
    )

    first, second = phone("unpack", carried=msgspec.to_builtins(document))

    assert first == {
        "code": code_of(0),
        "name": "Basement Lights",
        "fellowship": "aa",
        "types": [{"code": "O", "name": "Open"}, {"code": "D", "name": "Discussion"}],
        "languages": [],
        "start": 3 * 1440 + 18 * 60 + 30,
        "minutes": 60,
        "weeks": [],
        "zone": "America/New_York",
        "attendance": "in_person",
        "venue": "St. Brendan’s Church",
        "address": "214 Harbor Street, Middletown, CT 06457",
        "point": [41.5623, -72.6506],
        "url": "",
        "joining": "",
        "phone": "",
    }
    assert (second["venue"], second["address"], second["point"]) == ("", "", None)
    assert (second["languages"], second["weeks"]) == (["es", "en"], [1, -1])
    assert (second["start"], second["zone"]) == (18 * 60 + 15, "America/Los_Angeles")
    assert second["url"] == "https://zoom.us/j/98765432101"
    assert second["phone"] == "+16465550123,,98765432101#"
    assert second["joining"] == "Passcode: lantern"


def test_what_repeats_is_there_once() -> None:
    document = packed(*(build_meeting(f"Meeting {number}") for number in range(40)))

    assert (document.zones, document.fellowships) == (["America/New_York"], ["aa"])
    assert len(document.places) == len(document.type_sets) == 1
    assert len(document.types) == 2


def test_place_that_names_a_town_only_has_no_point_and_a_long_note_is_cut() -> None:
    document = packed(
        build_meeting(place=build_place(is_approximate=True)),
        build_online_meeting(online=Online(url="https://example.org/x", url_notes="word " * 90)),
    )

    assert document.places[0].latitude is document.places[0].longitude is None
    assert len(document.meetings.joining[1]) <= 160
    assert document.meetings.joining[1].endswith("word …")


def test_version_changes_when_a_meeting_does_and_not_before() -> None:
    assert packed(build_meeting()).version == packed(build_meeting()).version
    assert packed(build_meeting()).version != packed(build_meeting("Other")).version


def test_meeting_without_a_time_is_no_use_on_the_phone() -> None:
    with pytest.raises(ValueError, match="no fixed time"):
        packed(build_meeting(schedule=None, attendance=Attendance.BY_APPOINTMENT))


def test_document_of_another_format_is_refused(phone: Phone) -> None:
    document = msgspec.to_builtins(packed(build_meeting())) | {"format": 2}

    with pytest.raises(ValueError, match="format 2"):
        phone("unpack", carried=document)


@pytest.mark.real_feeds
@pytest.mark.skipif("STEPWELL_TEST_DATA" not in os.environ, reason="no real feeds at hand")
@pytest.mark.parametrize("name", FEEDS)
def test_thousand_real_meetings_fit(name: str) -> None:
    meetings = [
        one
        for one in real_meetings(name)
        if one.schedule is not None and one.attendance in ATTENDABLE
    ]

    body = msgspec.json.encode(
        carried(((str(new_id()), one) for one in meetings), meeting_types().type_name)
    )

    assert len(meetings) > 150
    assert len(gzip.compress(body, 6)) * 1000 / len(meetings) <= ROOM_FOR_A_THOUSAND
