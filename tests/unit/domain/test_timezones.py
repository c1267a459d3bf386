from zoneinfo import available_timezones

import pytest

from stepwell.domain.meetings import timezones, zones_by_address
from stepwell.domain.meetings.timezones import (
    is_utc_offset,
    keep_the_same_clock,
    zone_at,
    zone_beside_clock,
    zone_by_word,
    zone_named,
)
from stepwell.domain.meetings.zones_by_address import zone_by_address


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("America/New_York", "America/New_York"),
        ("america/argentina/buenos aires", "America/Argentina/Buenos_Aires"),
        ("US/Pacific", ""),
        ("EST", ""),
        ("Nowhere/City", ""),
    ],
)
def test_zone_name_is_found_whatever_its_case(text, zone):
    assert zone_named(text) == zone


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("ET", "America/New_York"),
        ("EST", "America/New_York"),
        ("EST5", "America/New_York"),
        ("EST5EDT", "America/New_York"),
        ("Eastern Time (US & Canada)", "America/New_York"),
        ("Central Daylight Time", "America/Chicago"),
        ("Central European Time", "Europe/Brussels"),
        ("MT", "America/Denver"),
        ("Pacific", "America/Los_Angeles"),
        ("US/Pacific", "America/Los_Angeles"),
        ("Hawaii", "Pacific/Honolulu"),
        ("IST", ""),  # India, Israel or Ireland
        ("local", ""),
    ],
)
def test_zone_word_means_one_zone_or_none(text, zone):
    assert zone_by_word(text) == zone


def test_every_zone_of_the_tables_exists():
    named = {
        *timezones._BY_WORD.values(),
        *zones_by_address._BY_STATE.values(),
        *zones_by_address._BY_PROVINCE.values(),
        *zones_by_address._BY_COUNTRY.values(),
    }

    assert named <= available_timezones()


@pytest.mark.parametrize("text", ["+1000", "-05:00", "UTC-5", "GMT+2", "\u22125"])
def test_offset_is_recognized(text):
    assert is_utc_offset(text)


@pytest.mark.parametrize("text", ["EST5", "America/New_York", "5", ""])
def test_what_is_no_offset_is_none(text):
    assert not is_utc_offset(text)


@pytest.mark.parametrize(
    ("name", "minute", "zone"),
    [
        ("Austin, TX - 8:15pm Eastern - Hybrid", 1215, "America/New_York"),
        ("Sundays @ 1pm Eastern", 780, "America/New_York"),
        ("Berlin - 10am Central European Time - In-Person", 600, "Europe/Brussels"),
        ("Noon Group (7 p.m. Pacific)", 1140, "America/Los_Angeles"),
        ("Austin - 8:15pm Eastern - Hybrid", 1200, ""),  # another hour
        ("Meet 7pm Eastern Avenue Church", 1140, ""),  # a street
        ("Eastern Star Group", 1140, ""),
        ("7pm", 1140, ""),
    ],
)
def test_zone_beside_the_clock_counts_only_for_that_hour(name, minute, zone):
    assert zone_beside_clock(name, minute) == zone


def test_zone_of_a_point_and_none_at_sea():
    assert zone_at(41.56, -72.65) == "America/New_York"
    assert zone_at(0.0, -140.0) == ""


def test_zones_that_keep_one_clock_are_told_apart_by_summer():
    assert keep_the_same_clock("America/New_York", "America/Detroit")
    assert not keep_the_same_clock("America/Denver", "America/Phoenix")


@pytest.mark.parametrize(
    ("address", "state", "country", "zone"),
    [
        ("8318 104 St, Edmonton, Alberta, T6E 4E8, Canada", "", "", "America/Edmonton"),
        ("1 A St, Calgary, AB T2P 1J9, Canada", "", "", "America/Edmonton"),
        ("12 Main St, Middletown, CT 06457, USA", "", "", "America/New_York"),
        ("Middletown, CT, USA", "", "", "America/New_York"),
        ("Anytown, OK 12345", "", "", "America/Chicago"),
        ("1 Elm St", "CA", "US", "America/Los_Angeles"),
        ("High Street, Oxford, UK", "", "", "Europe/London"),
        ("Hauptstr. 1, Berlin", "", "DE", "Europe/Berlin"),
        ("Fish Hoek, 7975, South Africa", "", "", "Africa/Johannesburg"),
        ("Knoxville, TN 37901, USA", "", "", ""),  # two zones
        ("San Jose, CA", "", "", ""),  # California or Canada?
        ("1 Elm St, Newark, DE", "", "", ""),  # Delaware or Germany?
        ("Toronto, ON, Canada", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_zone_of_an_address_only_where_there_is_one(address, state, country, zone):
    assert zone_by_address(address, state, country) == zone
