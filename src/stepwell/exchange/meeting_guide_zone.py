"""In which time zone a row's clock times are meant, and how that is known."""

from __future__ import annotations

from stepwell.domain.meetings.meeting import Place, Schedule, TimezoneBasis
from stepwell.domain.meetings.timezones import (
    is_local_form,
    is_utc_offset,
    keep_the_same_clock,
    zone_at,
    zone_beside_clock,
    zone_by_word,
    zone_named,
)
from stepwell.domain.meetings.zones_by_address import zone_by_address
from stepwell.exchange.meeting_guide_place import ReadPlace
from stepwell.exchange.meeting_guide_record import Record, RowRejected
from stepwell.exchange.us_positions import find_large_city, find_us_position

UTC = "Etc/UTC"


def read_timezone(
    record: Record, place: ReadPlace, default: str, schedules: tuple[Schedule, ...]
) -> tuple[str, TimezoneBasis]:
    """The meeting's zone and where it comes from.

    Order: a zone or word in the row; a word beside the start in its name; the door's own
    zone where the feed's default would show another clock there; the feed's default;
    coordinates; the address.

    Raises:
        RowRejected: "no_timezone" where a clock time is given and no zone can be found.
    """
    by_map = zone_at(*place.point) if place.point else ""
    stated = _stated_zone(record) or _zone_in_name(record, schedules)
    if stated:
        zone, basis = stated
        if basis is TimezoneBasis.WORD and by_map and place.has_door:
            zone = by_map if is_local_form(by_map, zone) else zone
        return zone, basis
    if default and by_map and place.has_door and not keep_the_same_clock(default, by_map):
        record.warn(
            "timezone_from_place", "timezone", default, f"{by_map} is in force at this address"
        )
        return by_map, TimezoneBasis.COORDINATES
    if default:
        return default, TimezoneBasis.FEED
    if by_map:
        return by_map, TimezoneBasis.COORDINATES
    by_address = _zone_of_address(place.place)
    if by_address:
        return by_address, TimezoneBasis.ADDRESS
    if not schedules:
        return UTC, TimezoneBasis.UNKNOWN
    raise RowRejected(
        "no_timezone",
        "No time zone is given, and none can be told from coordinates or the address. Add "
        'a "timezone" such as America/New_York to the row, or give the feed a default zone.',
    )


def _zone_in_name(
    record: Record, schedules: tuple[Schedule, ...]
) -> tuple[str, TimezoneBasis] | None:
    if not schedules:
        return None
    name = record.line("name")
    zone = zone_beside_clock(name, schedules[0].start_minute)
    if not zone:
        return None
    record.warn("timezone_by_word", "name", name, f"the time is meant in {zone}")
    return zone, TimezoneBasis.WORD


def _stated_zone(record: Record) -> tuple[str, TimezoneBasis] | None:
    text = record.line("timezone")
    if not text:
        return None
    zone = zone_named(text)
    if zone:
        return zone, TimezoneBasis.STATED
    zone = zone_by_word(text)
    if zone:
        record.warn("timezone_by_word", "timezone", text, f"read as {zone}")
        return zone, TimezoneBasis.WORD
    code = "timezone_is_offset" if is_utc_offset(text) else "timezone_unknown"
    record.warn(code, "timezone", text, "no time zone: the feed's or the place's is used")
    return None


def _zone_of_address(place: Place) -> str:
    """By state, province or country; by ZIP or town where a US state has two zones."""
    zone = zone_by_address(place.address, place.state, place.country)
    if zone:
        return zone
    match = find_us_position(place) or find_large_city(place)
    return zone_at(match.latitude, match.longitude) if match else ""
