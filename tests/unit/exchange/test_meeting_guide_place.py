"""Places, precision and the one attendance state."""

import pytest

from stepwell.domain.meetings.meeting import Attendance
from unit.exchange.meeting_guide_rows import listed

ZOOM = "https://zoom.us/j/123456789"


@pytest.mark.parametrize(
    ("address", "is_approximate"),
    [
        ("12 Main St, Middletown, CT 06457, USA", False),
        ("1101 Columbus Blvd, Philadelphia, PA, USA", False),
        ("Jacksol Dr & Barrett Ave, San Jose, CA 95124, USA", False),
        ("High Street, Oxford, UK", False),  # three parts, yet a street
        ("Upper Recreation Rd, Fish Hoek, Cape Town, 7975, South Africa", False),
        ("Hauptstraße 5, 10115 Berlin, Deutschland", False),
        ("2-1-1 Nihonbashi, Chuo-ku, Tokyo, Japan", False),
        ("San Jose, CA, USA", True),
        ("Anytown, OK 12345, USA", True),
        ("Edmonton, Alberta, Canada", True),
        ("Edmonton, Alberta, T6X 1W5, Canada", True),
        ("London, UK", True),
        ("", True),
    ],
)
def test_precision_is_derived_from_the_address_where_not_stated(address, is_approximate):
    meeting, _ = listed(without=("approximate",), formatted_address=address, conference_url=ZOOM)

    assert meeting.place.is_approximate is is_approximate


@pytest.mark.parametrize(
    ("approximate", "expected"), [("yes", True), ("no", False), (True, True), (0, False)]
)
def test_stated_precision_wins(approximate, expected):
    meeting, warnings = listed(approximate=approximate)

    assert meeting.place.is_approximate is expected
    assert warnings == {}


def test_named_building_in_a_town_is_a_door_unless_one_can_join_online():
    row = {"formatted_address": "Kilkenny, Ireland", "location": "Friary Hall"}

    assert listed(without=("approximate",), **row)[0].attendance is Attendance.IN_PERSON
    online, _ = listed(without=("approximate",), **row, conference_url=ZOOM)
    assert online.attendance is Attendance.ONLINE


def test_address_is_made_of_its_parts():
    meeting, _ = listed(
        without=("formatted_address", "approximate"),
        address="12 Main St",
        city="Middletown",
        state="CT",
        postal_code=6457,
        country="USA",
    )

    assert meeting.place.address == "12 Main St, Middletown, CT 6457, USA"
    assert not meeting.place.is_approximate


def test_whole_address_in_the_street_field_is_not_doubled():
    meeting, _ = listed(
        without=("formatted_address",), address="8318 104 St, Edmonton, Alberta", city="Edmonton"
    )

    assert meeting.place.address == "8318 104 St, Edmonton, Alberta"


@pytest.mark.parametrize(
    ("fields", "point"),
    [
        ({"latitude": "41.56", "longitude": "-72.65"}, (41.56, -72.65)),
        ({"latitude": 41.56, "longitude": -72.65}, (41.56, -72.65)),
        ({"coordinates": "41.56,-72.65"}, (41.56, -72.65)),
        ({"coordinates": "41.5, -72.6, 41.7, -72.8"}, (41.6, -72.7)),
    ],
)
def test_coordinates_are_read_in_every_form(fields, point):
    place = listed(**fields)[0].place

    assert (round(place.latitude, 6), round(place.longitude, 6)) == point


@pytest.mark.parametrize(
    "fields",
    [
        {"latitude": 141.5, "longitude": -72.6},
        {"latitude": 0, "longitude": 0},
        {"latitude": "north", "longitude": "west"},
    ],
)
def test_coordinates_off_the_map_are_left_out(fields):
    meeting, warnings = listed(**fields)

    assert meeting.place.position_basis == "postal_code"
    assert warnings == {"coordinates_refused": "latitude"}


@pytest.mark.parametrize(
    ("fields", "basis", "latitude"),
    [
        ({"postal_code": "06457", "city": "Middletown"}, "postal_code", 41.544),
        ({"city": "Middletown", "state": "CT"}, "town", 41.562),
        ({"formatted_address": "1 High St, Middletown, CT 06457, USA"}, "postal_code", 41.544),
    ],
)
def test_door_without_coordinates_is_put_in_its_zip_or_town(fields, basis, latitude):
    if "formatted_address" not in fields:
        fields = {"formatted_address": "", "address": "1 High St", **fields}

    place = listed(**fields)[0].place

    assert place.position_basis == basis
    assert place.latitude == pytest.approx(latitude, abs=0.01)


@pytest.mark.parametrize(
    "fields",
    [
        {"address": "Dorfstr. 1", "postal_code": "10115", "city": "Berlin"},
        {"address": "1 High St", "city": "Middletown", "country": "UK"},
        {"address": "1 High St", "city": "Middletown"},
        {"formatted_address": "Middletown, CT 06457, USA", "approximate": "yes"},
    ],
)
def test_place_that_is_no_door_or_may_be_abroad_is_not_put_anywhere(fields):
    place = listed(**{"formatted_address": "", **fields})[0].place

    assert place.latitude is None


def test_four_coordinates_are_an_approximate_place():
    meeting, _ = listed(without=("approximate",), coordinates="41.5,-72.6,41.7,-72.8")

    assert meeting.place.is_approximate


REGION = "Middletown, CT, USA"


@pytest.mark.parametrize(
    ("changes", "attendance", "reason"),
    [
        ({}, "in_person", "place"),
        ({"conference_url": ZOOM}, "hybrid", "place_and_link"),
        ({"conference_phone": "+16465588656,,1#"}, "hybrid", "place_and_link"),
        ({"types": ["ONL"]}, "hybrid", "place_and_link_withheld"),
        ({"attendance_option": "online"}, "online", "link_withheld"),
        ({"approximate": "yes", "conference_url": ZOOM}, "online", "link"),
        ({"approximate": "yes", "types": ["onl"]}, "online", "link_withheld"),
        ({"approximate": "yes"}, "inactive", "only_a_region"),
        ({"types": ["TC"]}, "temporarily_closed", "place_closed"),
        ({"types": ["TC"], "conference_url": ZOOM}, "online", "place_closed_link"),
        ({"types": ["TC", "ONL"]}, "online", "place_closed_link_withheld"),
        ({"day": None, "time": None}, "by_appointment", "no_schedule"),
        ({"day": None, "time": None, "types": ["TC"]}, "temporarily_closed", "place_closed"),
        ({"attendance_option": "inactive"}, "inactive", "inactive_at_source"),
        ({"approximate": "yes", "attendance_option": "in_person"}, "in_person", "place_stated"),
        ({"location": "", "formatted_address": "", "approximate": ""}, "inactive", "nowhere"),
    ],
)
def test_attendance_is_one_state_with_its_reason(changes, attendance, reason):
    meeting, _ = listed(**changes)

    assert (meeting.attendance.value, meeting.attendance_reason) == (attendance, reason)


def test_city_state_and_code_are_read_from_the_address():
    place = listed()[0].place

    assert (place.city, place.state, place.postal_code) == ("Middletown", "CT", "06457")


@pytest.mark.parametrize(
    ("fields", "regions"),
    [
        ({"regions": ["Connecticut", " Middlesex ", ""]}, ("Connecticut", "Middlesex")),
        ({"regions": "Connecticut > Middlesex"}, ("Connecticut", "Middlesex")),
        ({"region": "Connecticut", "sub_region": "Middlesex"}, ("Connecticut", "Middlesex")),
        ({"region": "Connecticut > Middlesex", "sub_sub_region": "Portland"},
         ("Connecticut", "Middlesex", "Portland")),
        ({"region": "Boston", "sub_region": "Boston"}, ("Boston",)),
        ({"city": "Middletown"}, ("Middletown",)),
        ({}, ()),
    ],
)  # fmt: skip
def test_regions_are_read_in_every_form(fields, regions):
    assert listed(**fields)[0].regions == regions
