"""Meetings of one area as a phone carries them: columns, and tables of what repeats.

A thousand of them are some 60 kB compressed. What is needed to go there and to know when is in
it; notes, contributions and whom to write to are on the meeting's page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from textwrap import shorten
from typing import Any

import msgspec

from stepwell.domain.meetings.meeting import MINUTES_PER_DAY, Meeting, Place

FORMAT = 1
"""Of this document; a phone that knows another asks its person to renew the app."""
LONGEST_NOTE = 160
DEGREE_DIGITS = 4
"""About 11 meters."""
COUNTRY = ", USA"
"""Left off an address: of the addresses that fit into an area most end with it."""

TypeName = Callable[[str, str], str]
"""Of a fellowship and a code, in the reader's language."""


class CarriedMeetings(msgspec.Struct, frozen=True):
    """Columns of equal length. starts: minutes after Sunday 0:00 on the meeting's own clock.
    minutes: how long. weeks: of the month, as in MonthlyPattern; [] for every week. fellowship,
    zone, types, place: positions in the tables beside the columns, place -1 for none. joining:
    passcodes and the like."""

    code: list[str]
    name: list[str]
    fellowship: list[int]
    types: list[int]
    languages: list[str]
    starts: list[int]
    minutes: list[int]
    weeks: list[tuple[int, ...]]
    zone: list[int]
    attendance: list[str]
    place: list[int]
    url: list[str]
    joining: list[str]
    phone: list[str]


class CarriedPlace(msgspec.Struct, frozen=True, array_like=True):
    """latitude, longitude: None where nobody knows, or where only a town is named."""

    name: str
    address: str
    latitude: float | None
    longitude: float | None


class CarriedType(msgspec.Struct, frozen=True, array_like=True):
    """fellowship: a position in the table of fellowships."""

    fellowship: int
    code: str
    name: str


class Carried(msgspec.Struct, frozen=True):
    """type_sets: positions in `types`."""

    format: int
    meetings: CarriedMeetings
    fellowships: list[str]
    zones: list[str]
    types: list[CarriedType]
    type_sets: list[tuple[int, ...]]
    places: list[CarriedPlace]

    @property
    def version(self) -> str:
        """The same exactly while these meetings are listed as they are."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()[:16]


class _Table:
    """Each thing once, by its position."""

    def __init__(self) -> None:
        self._places: dict[Any, int] = {}

    def place_of(self, thing: Any) -> int:
        return self._places.setdefault(thing, len(self._places))

    @property
    def things(self) -> list[Any]:
        return list(self._places)


def carried(listed: Iterable[tuple[str, Meeting]], type_name: TypeName) -> Carried:
    """
    Args:
        listed: codes and meetings that have a schedule.
    """
    fellowships, zones, types, type_sets, places = (_Table() for _ in range(5))
    columns = CarriedMeetings(*([] for _ in CarriedMeetings.__struct_fields__))
    for code, one in listed:
        schedule = one.schedule
        if schedule is None:
            raise ValueError(f"Meeting {code} has no fixed time.")
        fellowship = fellowships.place_of(one.fellowship)
        known = (
            types.place_of((fellowship, each, type_name(one.fellowship, each)))
            for each in one.types
        )
        weeks = schedule.monthly.weeks if schedule.monthly else ()
        columns.code.append(code)
        columns.name.append(one.name)
        columns.fellowship.append(fellowship)
        columns.types.append(type_sets.place_of(tuple(sorted(known))))
        columns.languages.append(" ".join(one.languages))
        columns.starts.append(schedule.weekday * MINUTES_PER_DAY + schedule.start_minute)
        columns.minutes.append(schedule.duration_minutes)
        columns.weeks.append(weeks)
        columns.zone.append(zones.place_of(one.timezone))
        columns.attendance.append(one.attendance.value)
        columns.place.append(_place(one.place, places))
        columns.url.append(one.online.url)
        columns.joining.append(_joining(one))
        columns.phone.append(one.online.phone)
    return Carried(
        FORMAT,
        columns,
        fellowships.things,
        zones.things,
        [CarriedType(*each) for each in types.things],
        type_sets.things,
        [CarriedPlace(*each) for each in places.things],
    )


def _place(place: Place, places: _Table) -> int:
    if not place.name and not place.address:
        return -1
    degrees = (
        (None, None)
        if place.is_approximate or place.latitude is None or place.longitude is None
        else (round(place.latitude, DEGREE_DIGITS), round(place.longitude, DEGREE_DIGITS))
    )
    name = "" if place.name == place.address else place.name
    return places.place_of((name, place.address.removesuffix(COUNTRY), *degrees))


def _joining(one: Meeting) -> str:
    notes = " ".join(filter(None, (one.online.url_notes, one.online.phone_notes)))
    return shorten(notes, LONGEST_NOTE, placeholder=" …")
