"""The listed meetings as this process holds them: the newest snapshot, never the database.

Pages read it without a query, so the directory stays up while the database is down.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, cached_property
from pathlib import Path
from uuid import UUID

import numpy as np
from django.conf import settings

from stepwell.domain.meetings.meeting import Meeting
from stepwell.domain.meetings.query import MeetingQuery, MeetingResults, Near
from stepwell.domain.meetings.timezones import zone_at
from stepwell.search.container import SnapshotUnreadable
from stepwell.search.published import SnapshotHolder
from stepwell.search.query import search, search_nearest, search_unscheduled
from stepwell.search.recent import Recent
from stepwell.search.regions import Region
from stepwell.search.snapshot import Snapshot
from stepwell.search.words import fold

FALLBACK_ZONE = "America/New_York"
"""Where nothing tells the visitor's zone: no place, no choice, no listed meetings."""

_SHARED_ANSWERS = 128
WEEK_MINUTES = 7 * 24 * 60
MILE_ZONES = frozenset(
    f"{area}/{city}"
    for area, cities in {
        "America": "New_York Chicago Denver Los_Angeles Phoenix Anchorage Detroit Boise",
        "Pacific": "Honolulu",
        "Europe": "London",
    }.items()
    for city in cities.split()
)
"""Zones of the countries that put miles on their road signs."""


class NoDirectory(Exception):
    """No meeting index can be read yet."""


@dataclass(frozen=True, slots=True)
class ListedTown:
    """A town or region that listed meetings name. label: with what tells it from others."""

    label: str
    latitude: float
    longitude: float
    timezone: str
    meetings: int

    @property
    def uses_miles(self) -> bool:
        return self.timezone in MILE_ZONES


class Directory:
    """One snapshot and what pages ask of it. It never changes; threads share it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._shared = Recent[MeetingQuery, MeetingResults](_SHARED_ANSWERS)

    @property
    def version(self) -> str:
        """Names these exact contents."""
        return self.snapshot.version

    def __len__(self) -> int:
        return len(self.snapshot)

    def search(self, query: MeetingQuery) -> MeetingResults:
        return search(self.snapshot, query)

    def search_shared(self, query: MeetingQuery) -> MeetingResults:
        """`search`, kept for others who ask the same in the same minute. For questions
        without a place: with one, hardly two are alike."""
        return self._shared.get(query, self.search)

    def by_appointment(self, query: MeetingQuery) -> tuple[int, ...]:
        """Rows of meetings without a fixed time, nearest first."""
        return search_unscheduled(self.snapshot, query)

    def nearest(self, query: MeetingQuery) -> tuple[tuple[int, ...], int]:
        """Rows of meetings, whenever they start, nearest first; and how many there are in all."""
        return search_nearest(self.snapshot, query)

    def meeting(self, row: int) -> Meeting:
        return self.snapshot.document(row)

    def code(self, row: int) -> str:
        """The meeting's public code: opaque, and the same for as long as it is listed."""
        return self.snapshot.public_id(row)

    def row_of(self, code: UUID) -> int | None:
        return self.snapshot.row_of(str(code))

    @property
    def regions(self) -> tuple[Region, ...]:
        return self.snapshot.regions

    @cached_property
    def fellowships(self) -> dict[str, int]:
        """Slug -> meetings listed, the most first."""
        return _most_first(self.snapshot.fellowships())

    @cached_property
    def languages(self) -> dict[str, int]:
        """ISO code -> meetings listed, the most first."""
        return _most_first(self.snapshot.languages())

    @cached_property
    def home_zone(self) -> str:
        """The zone most of its meetings are in, for visitors who named no place."""
        slots = self.snapshot.slots
        if not len(slots):
            return FALLBACK_ZONE
        uses = np.bincount(self.snapshot.slot, minlength=len(slots))[: len(slots)]
        return slots.zones[int(np.bincount(slots.zone, weights=uses).argmax())]

    def has_meetings_near(
        self, latitude: float, longitude: float, radius_km: float, at: datetime
    ) -> bool:
        """Whether any meeting that one can go to happens around there within a week."""
        query = MeetingQuery(
            at=at.astimezone(UTC),
            horizon_minutes=WEEK_MINUTES,
            near=Near(latitude, longitude, radius_km),
            limit=1,
            with_in_progress=False,
        )
        return self.search(query).total > 0

    def region_named(self, text: str) -> str:
        """Path of the widest listed region with that very name, or ""."""
        wanted = _folded(text.partition(",")[0])
        named = (one for one in self.regions if wanted and _folded(one.name) == wanted)
        widest = min(named, key=lambda one: (one.depth, -one.meetings), default=None)
        return widest.path if widest else ""

    def towns_named(self, text: str) -> tuple[ListedTown, ...]:
        """Towns of the listings with that very name, told apart by what follows a comma."""
        name, _, context = text.partition(",")
        wanted, beside = _folded(name), _folded(context)
        if not wanted:
            return ()
        return tuple(
            ListedTown(
                f"{place.name}, {place.context}" if place.context else place.name,
                place.latitude,
                place.longitude,
                zone_at(place.latitude, place.longitude) or FALLBACK_ZONE,
                place.meetings,
            )
            for place in self.snapshot.places_named(name)
            if _folded(place.name) == wanted and beside in ("", _folded(place.context))
        )


def _folded(text: str) -> str:
    return fold(" ".join(text.split()))


def _most_first(counts: dict[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def current_directory() -> Directory:
    """The newest published directory; the same object until a newer one is published.

    Raises: NoDirectory where none was ever published here.
    """
    shelf = _shelf(settings.SNAPSHOT_PATH)
    try:
        return shelf.current()
    except SnapshotUnreadable as problem:
        raise NoDirectory(str(problem)) from problem


class _Shelf:
    """One path's holder and the directory made of its current snapshot."""

    def __init__(self, path: Path) -> None:
        self._holder = SnapshotHolder(path)
        self._directory: Directory | None = None

    def current(self) -> Directory:
        snapshot = self._holder.current()
        directory = self._directory
        if directory is None or directory.snapshot is not snapshot:
            directory = self._directory = Directory(snapshot)
        return directory


@cache
def _shelf(path: Path) -> _Shelf:
    return _Shelf(path)
