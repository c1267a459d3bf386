"""Writes the snapshot: meetings in, one immutable file out.

The same meetings give the same bytes, in whatever order they come, and nothing in the
file tells when it was made. Rows are ordered by grid cell, then by public id.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt

from stepwell.domain.meetings.meeting import MINUTES_PER_DAY, Attendance, Meeting
from stepwell.domain.meetings.recurrence import zone
from stepwell.search import container, documents, geo
from stepwell.search.container import Array
from stepwell.search.interning import Interner
from stepwell.search.regions import PlaceCollector, RegionCollector
from stepwell.search.tables import pack, pack_lists, pack_texts
from stepwell.search.traits import BITS_PER_COLUMN, bit_order, traits_of
from stepwell.search.words import fold, tokens
from stepwell.search.zones import Slot, pack_slots, slot_of

NONE: Final = 0xFFFFFFFF
"""In a column of numbers: no such thing (no place, no group)."""

MAX_MEETINGS: Final = 1 << 25
"""What the sort key of `query` has room for."""

Listed = tuple[str, str, Meeting]  # public id, feed slug


class UnindexableMeeting(ValueError):
    """A meeting whose values contradict `domain.meetings.meeting`."""

    def __init__(self, public_id: str, meeting: Meeting, problem: str) -> None:
        super().__init__(
            f'Meeting {public_id} ("{meeting.name}", source key {meeting.source_key}) cannot be '
            f"indexed: {problem}. Correct it at its source or mend the rule that let it in."
        )


@dataclass(frozen=True, slots=True)
class SnapshotInfo:
    """What was written. version: names these exact contents; good as an ETag."""

    path: Path
    version: str
    directory_version: int
    meetings: int
    bytes: int


def build_snapshot(
    meetings: Iterable[Listed],
    path: Path,
    *,
    directory_version: int,
    fellowship_names: Mapping[str, str] | None = None,
) -> SnapshotInfo:
    """Write the index and put it in place of the old one in a single step.

    Args:
        meetings: each public id once; read one by one, none is kept.
        directory_version: the database's counter that these meetings are of.
        fellowship_names: slug -> words by which a visitor may search for it.
    Raises: UnindexableMeeting.
    """
    collected = _Collected(fellowship_names or {})
    for public_id, feed_slug, meeting in meetings:
        collected.add(public_id, feed_slug, meeting)
    path.parent.mkdir(parents=True, exist_ok=True)
    header = container.write(path, collected.arrays(), directory_version=directory_version)
    return SnapshotInfo(
        path,
        version_of(header),
        directory_version,
        len(collected.public_ids),
        path.stat().st_size,
    )


def version_of(header: container.Header) -> str:
    return f"{header.directory_version}-{header.digest}"


@dataclass
class _Collected:
    """One entry per meeting in the order they came; `arrays` puts them in row order."""

    fellowship_names: Mapping[str, str]
    public_ids: list[str] = field(default_factory=list)
    cells: array[int] = field(default_factory=lambda: array("l"))
    latitudes: array[float] = field(default_factory=lambda: array("f"))
    longitudes: array[float] = field(default_factory=lambda: array("f"))
    documents: list[bytes] = field(default_factory=list)
    slots: Interner[Slot | None] = field(default_factory=Interner)
    feeds: Interner[str] = field(default_factory=Interner)
    places: Interner[str] = field(default_factory=Interner)
    groups: Interner[str] = field(default_factory=Interner)
    traits: Interner[str] = field(default_factory=Interner)
    words: Interner[str] = field(default_factory=Interner)
    regions: RegionCollector = field(default_factory=RegionCollector)
    place_names: PlaceCollector = field(default_factory=PlaceCollector)
    _fellowship_words: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, public_id: str, feed_slug: str, meeting: Meeting) -> None:
        check_indexable(public_id, meeting)
        row = len(self.public_ids)
        self.public_ids.append(public_id)
        self._add_position(meeting)
        schedule = meeting.schedule
        self.slots.add_one(slot_of(schedule, meeting.timezone) if schedule else None)
        self.feeds.add_one(feed_slug)
        self.places.add_one(_place_key(meeting))
        self.groups.add_one(f"{feed_slug}\0{fold(meeting.group)}" if meeting.group else "")
        self.traits.add_list(traits_of(meeting))
        self.words.add_list(self._words_of(meeting))
        self.regions.add(row, meeting)
        self.documents.append(documents.encode(meeting))

    def _add_position(self, meeting: Meeting) -> None:
        latitude, longitude = meeting.place.latitude, meeting.place.longitude
        has_place = latitude is not None and longitude is not None
        if meeting.attendance is Attendance.ONLINE or not has_place:
            is_online = meeting.attendance is Attendance.ONLINE
            self.cells.append(geo.ONLINE_CELL if is_online else geo.NOWHERE_CELL)
            self.latitudes.append(np.nan)
            self.longitudes.append(np.nan)
            return
        assert latitude is not None
        assert longitude is not None
        self.latitudes.append(latitude)
        self.longitudes.append(longitude)
        self.cells.append(geo.cell_of(self.latitudes[-1], self.longitudes[-1]))
        self.place_names.add(meeting, latitude, longitude)

    def _words_of(self, meeting: Meeting) -> set[str]:
        found = self._fellowship_words.get(meeting.fellowship)
        if found is None:
            name = self.fellowship_names.get(meeting.fellowship, "")
            found = self._fellowship_words[meeting.fellowship] = tokens(
                f"{meeting.fellowship} {name}"
            )
        words = set(found)
        for text in searched_texts(meeting):
            words.update(tokens(text))
        return words

    def arrays(self) -> dict[str, Array]:
        count = len(self.public_ids)
        if count > MAX_MEETINGS:
            raise ValueError(f"An index holds at most {MAX_MEETINGS} meetings; {count} were given.")
        by_id = np.array(sorted(range(count), key=self.public_ids.__getitem__), np.int64)
        cells = np.array(self.cells, np.uint32)
        order = by_id[np.argsort(cells[by_id], kind="stable")]
        row_of = np.empty(count, np.int64)
        row_of[order] = np.arange(count)
        ids = [self.public_ids[index] for index in order.tolist()]
        self._refuse_duplicates(ids, row_of[by_id])
        return {
            "cell_ends": np.searchsorted(cells[order], np.arange(geo.ONLINE_CELL + 2)).astype(
                "<u4"
            ),
            "latitude": np.array(self.latitudes, np.float32)[order],
            "longitude": np.array(self.longitudes, np.float32)[order],
            "place": self._keyed(self.places)[order],
            "group": self._keyed(self.groups)[order],
            "rows_by_id": row_of[by_id].astype(np.uint32),
            **pack_texts("public_ids", ids),
            **pack("documents", (self.documents[index] for index in order.tolist())),
            **self._feed_arrays(order),
            **self._slot_arrays(order),
            **self._trait_arrays(order),
            **self._word_arrays(row_of),
            **self._region_arrays(row_of),
        }

    @staticmethod
    def _refuse_duplicates(ids: list[str], rows_by_id: npt.NDArray[np.int64]) -> None:
        ordered = [ids[row] for row in rows_by_id.tolist()]
        for left, right in pairwise(ordered):
            if left == right:
                raise ValueError(f"Meeting {left} was given twice. Every public id must be unique.")

    @staticmethod
    def _keyed(keys: Interner[str]) -> npt.NDArray[np.uint32]:
        """Numbers in the order of the keys; the empty key is NONE."""
        ordered, numbers = keys.finish()
        if ordered and not ordered[0]:
            numbers = np.where(numbers == 0, NONE, numbers)
        return numbers.astype(np.uint32)

    def _feed_arrays(self, order: npt.NDArray[np.int64]) -> dict[str, Array]:
        slugs, numbers = self.feeds.finish()
        return {"feed": numbers.astype(np.uint16)[order], **pack_texts("feeds", slugs)}

    def _slot_arrays(self, order: npt.NDArray[np.int64]) -> dict[str, Array]:
        """Meetings without a schedule have the number after the last slot."""
        keys, numbers = self.slots.finish(key=lambda slot: (slot is None, slot or ()))
        slots = [slot for slot in keys if slot is not None]
        numbers = numbers[order]
        rows = np.argsort(numbers, kind="stable").astype(np.uint32)
        return {
            "slot": numbers.astype(np.uint32),
            "slot_rows.items": rows,
            "slot_rows.ends": np.searchsorted(numbers[rows], np.arange(len(slots) + 2)).astype(
                np.uint64
            ),
            **pack_slots(slots),
            **pack_texts("zones", sorted({slot.zone for slot in slots})),
        }

    def _trait_arrays(self, order: npt.NDArray[np.int64]) -> dict[str, Array]:
        keys, numbers = self.traits.finish()
        counts = np.bincount(numbers, minlength=len(keys)).tolist()
        counted = Counter(dict(zip(keys, counts, strict=True)))
        bits = bit_order(counted)
        place = {key: bit for bit, key in enumerate(bits)}
        bit_of = np.array([place[key] for key in keys], np.int64)[numbers]
        owners = self.traits.owners()
        columns = np.zeros((-(-len(bits) // BITS_PER_COLUMN), len(order)), np.uint64)
        for column in range(len(columns)):
            mine = bit_of // BITS_PER_COLUMN == column
            values = np.uint64(1) << (bit_of[mine] % BITS_PER_COLUMN).astype(np.uint64)
            np.bitwise_or.at(columns[column], owners[mine], values)
        return {
            "traits": columns[:, order],
            "trait_counts": np.array([counted[key] for key in bits], np.uint32),
            **pack_texts("trait_keys", bits),
        }

    def _word_arrays(self, row_of: npt.NDArray[np.int64]) -> dict[str, Array]:
        vocabulary, numbers = self.words.finish()
        pairs = numbers.astype(np.uint64) << np.uint64(32)
        pairs |= row_of[self.words.owners()].astype(np.uint64)
        pairs.sort()
        ends = np.searchsorted(
            pairs, np.arange(len(vocabulary) + 1, dtype=np.uint64) << np.uint64(32)
        )
        return {
            "word_rows.items": pairs.astype(np.uint32),  # keeps the low half: the row
            "word_rows.ends": ends.astype(np.uint64),
            **pack_texts("words", vocabulary),
        }

    def _region_arrays(self, row_of: npt.NDArray[np.int64]) -> dict[str, Array]:
        regions = self.regions.ordered()
        rows = [np.sort(row_of[np.array(rows, np.int64)]).astype(np.uint32) for _, rows in regions]
        return {
            **pack_lists("region_rows", rows),
            **pack("regions", (msgspec.msgpack.encode(region) for region, _ in regions)),
            **pack("place_names", map(msgspec.msgpack.encode, self.place_names.ordered())),
        }


def searched_texts(meeting: Meeting) -> Iterator[str]:
    """What words are looked up in, besides the fellowship's name."""
    place = meeting.place
    yield from (meeting.name, meeting.group, meeting.notes)
    yield from (place.name, place.address, place.city)
    yield from meeting.regions


def _place_key(meeting: Meeting) -> str:
    """The same for meetings under one roof, empty for those without one."""
    place = meeting.place
    if meeting.attendance is Attendance.ONLINE or place.is_approximate or place.latitude is None:
        return ""
    address = " ".join(tokens(place.address or place.name))
    return f"{place.latitude:.4f},{place.longitude:.4f} {address}" if address else ""


def check_indexable(public_id: str, meeting: Meeting) -> None:
    """Raises: UnindexableMeeting."""
    latitude, longitude = meeting.place.latitude, meeting.place.longitude
    if (latitude is None) != (longitude is None):
        raise UnindexableMeeting(public_id, meeting, "it has half a pair of coordinates")
    if latitude is not None and not -90 <= latitude <= 90:
        raise UnindexableMeeting(public_id, meeting, f"{latitude} is not a latitude")
    if longitude is not None and not -180 <= longitude <= 180:
        raise UnindexableMeeting(public_id, meeting, f"{longitude} is not a longitude")
    if (problem := _schedule_problem(meeting)) is not None:
        raise UnindexableMeeting(public_id, meeting, problem)


def _schedule_problem(meeting: Meeting) -> str | None:
    schedule = meeting.schedule
    if schedule is None:
        return None
    if not 0 <= schedule.weekday <= 6:
        return f"weekday {schedule.weekday} is not 0 to 6"
    if not 0 <= schedule.start_minute < MINUTES_PER_DAY:
        return f"start minute {schedule.start_minute} is not within a day"
    if not 1 <= schedule.duration_minutes <= MINUTES_PER_DAY:
        return f"a duration of {schedule.duration_minutes} minutes is not 1 to a day"
    weeks = schedule.monthly.weeks if schedule.monthly else (1,)
    if not weeks or not set(weeks) <= {1, 2, 3, 4, 5, -1}:
        return f"weeks of the month {weeks} are not among 1 to 5 and -1"
    zone(meeting.timezone)
    return None
