"""The directory's own geography: its tree of regions, and where its places are.

Regions come from the listings ("Connecticut > Middletown"). Names that differ only in
case or accents are one region, shown as most listings write it.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import asin, atan2, cos, degrees, hypot, radians, sin
from typing import Final

import msgspec

from stepwell.domain.meetings.meeting import Meeting
from stepwell.search.words import fold

PATH_SEPARATOR: Final = ">"
_VECTOR_UNIT: Final = 10**9  # integers add up the same in any order


class Region(msgspec.Struct, frozen=True, array_like=True):
    """path: as a question names it ("Connecticut > Middletown"). depth: 0 = general.

    meetings: all listed in it or below it, whatever their attendance.
    """

    path: str
    name: str
    depth: int
    meetings: int


class PlaceName(msgspec.Struct, frozen=True, array_like=True):
    """A town or region that listings name, and the middle of its meetings.

    context: what tells it from its namesakes ("CT", "Connecticut", "Germany").
    """

    name: str
    context: str
    latitude: float
    longitude: float
    meetings: int


RegionKey = tuple[str, ...]


def clean_path(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(clean for name in names if (clean := " ".join(name.split())))


def region_key(names: Sequence[str]) -> RegionKey:
    return tuple(fold(name) for name in clean_path(names))


def key_of_path(path: str) -> RegionKey:
    """Args: path: "General > Specific"."""
    return region_key(path.split(PATH_SEPARATOR))


@dataclass
class _Node:
    """rows: of the meetings in the region or below it. spellings: how they write it."""

    rows: array[int] = field(default_factory=lambda: array("I"))
    spellings: Counter[str] = field(default_factory=Counter)


@dataclass
class RegionCollector:
    """Gathers the rows of every region while meetings come in, in any order."""

    _nodes: dict[RegionKey, _Node] = field(default_factory=dict)
    _by_path: dict[tuple[str, ...], list[tuple[_Node, str]]] = field(default_factory=dict)

    def add(self, row: int, meeting: Meeting) -> None:
        if (nodes := self._by_path.get(meeting.regions)) is None:
            nodes = self._by_path[meeting.regions] = self._nodes_of(meeting.regions)
        for node, name in nodes:
            node.rows.append(row)
            node.spellings[name] += 1

    def _nodes_of(self, regions: Sequence[str]) -> list[tuple[_Node, str]]:
        names = clean_path([part.replace(PATH_SEPARATOR, " ") for part in regions])
        key = region_key(names)
        return [
            (self._nodes.setdefault(key[:depth], _Node()), name)
            for depth, name in enumerate(names, start=1)
        ]

    def ordered(self) -> list[tuple[Region, array[int]]]:
        """Parents before children, siblings by name."""
        found = []
        for key in sorted(self._nodes):
            names = [self._spelling(key[:depth]) for depth in range(1, len(key) + 1)]
            path = f" {PATH_SEPARATOR} ".join(names)
            rows = self._nodes[key].rows
            found.append((Region(path, names[-1], len(key) - 1, len(rows)), rows))
        return found

    def _spelling(self, key: RegionKey) -> str:
        counts = self._nodes[key].spellings
        return min(counts, key=lambda name: (-counts[name], name))


@dataclass
class _Spot:
    """Sum of unit vectors in whole billionths, and how the name is written."""

    x: int = 0
    y: int = 0
    z: int = 0
    meetings: int = 0
    spellings: Counter[tuple[str, str]] = field(default_factory=Counter)


@dataclass
class PlaceCollector:
    """Gathers where named towns and regions lie."""

    _spots: dict[tuple[str, str], _Spot] = field(default_factory=dict)
    _by_names: dict[tuple[object, ...], list[tuple[_Spot, tuple[str, str]]]] = field(
        default_factory=dict
    )

    def add(self, meeting: Meeting, latitude: float, longitude: float) -> None:
        lat, lng = radians(latitude), radians(longitude)
        x = round(cos(lat) * cos(lng) * _VECTOR_UNIT)
        y = round(cos(lat) * sin(lng) * _VECTOR_UNIT)
        z = round(sin(lat) * _VECTOR_UNIT)
        for spot, spelling in self._spots_of(meeting):
            spot.x, spot.y, spot.z = spot.x + x, spot.y + y, spot.z + z
            spot.meetings += 1
            spot.spellings[spelling] += 1

    def _spots_of(self, meeting: Meeting) -> list[tuple[_Spot, tuple[str, str]]]:
        place = meeting.place
        names = (meeting.regions, place.city, place.state, place.country)
        if (known := self._by_names.get(names)) is None:
            known = self._by_names[names] = [
                (self._spots.setdefault((fold(name), fold(context)), _Spot()), (name, context))
                for name, context in _names(meeting)
            ]
        return known

    def ordered(self) -> list[PlaceName]:
        """By folded name, then the one with most meetings first."""
        keys = sorted(self._spots, key=lambda key: (key[0], -self._spots[key].meetings, key[1]))
        return [_place(self._spots[key]) for key in keys]


def _names(meeting: Meeting) -> set[tuple[str, str]]:
    regions = clean_path(meeting.regions)
    names = {(name, regions[depth - 1] if depth else "") for depth, name in enumerate(regions)}
    city = " ".join(meeting.place.city.split())
    if city:
        names.add((city, meeting.place.state or meeting.place.country))
    return names


def _place(spot: _Spot) -> PlaceName:
    counts = spot.spellings
    name, context = min(counts, key=lambda pair: (-counts[pair], pair))
    length = hypot(spot.x, spot.y, spot.z) or 1.0
    latitude = degrees(asin(max(-1.0, min(1.0, spot.z / length))))
    longitude = degrees(atan2(spot.y, spot.x))
    return PlaceName(name, context, round(latitude, 5), round(longitude, 5), spot.meetings)
