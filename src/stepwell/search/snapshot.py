"""The meeting index as workers hold it: one mapped file, never written to.

A snapshot is safe to share between threads, and stays valid after a newer file has
taken its place on disk.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt

from stepwell.domain.meetings.meeting import Meeting
from stepwell.search import container, documents, geo
from stepwell.search.build import NONE, version_of
from stepwell.search.container import Array
from stepwell.search.recent import Recent
from stepwell.search.regions import PlaceName, Region, RegionKey, key_of_path, region_key
from stepwell.search.tables import ByteTable, ListTable
from stepwell.search.traits import TraitKind, TraitTable
from stepwell.search.words import WordIndex, fold
from stepwell.search.zones import SlotTable, StartTable

_CACHED_DAYS: Final = 16
_CACHED_DOCUMENTS: Final = 4096
_SAME_PLACE_DEGREES: Final = 0.3

Rows = npt.NDArray[np.uint32]


class Snapshot:
    """Rows 0 … len - 1, ordered by place. Columns are NumPy arrays over all rows."""

    def __init__(self, path: Path, header: container.Header, arrays: dict[str, Array]) -> None:
        self.path = path
        self.directory_version = header.directory_version
        self.version = version_of(header)
        self.file_bytes = header.body_bytes
        self.latitude = arrays["latitude"]
        self.longitude = arrays["longitude"]
        self.slot = arrays["slot"]
        self.cell_ends: memoryview = arrays["cell_ends"].data  # plain ints, without NumPy's cost
        self.slots = SlotTable(arrays)
        self.slot_rows = ListTable(arrays, "slot_rows")
        self.traits = TraitTable(arrays)
        self.words = WordIndex(arrays, len(self))
        self._arrays = arrays
        self._region_rows = ListTable(arrays, "region_rows")
        self._days = Recent[int, StartTable](_CACHED_DAYS)
        self._opened = Recent[int, Meeting](_CACHED_DOCUMENTS)

    def __len__(self) -> int:
        return len(self.slot)

    @property
    def online_from(self) -> int:
        """The first of the rows that are only online; they are the last ones."""
        return self.cell_ends[geo.ONLINE_CELL]

    def starts_around(self, day: int) -> StartTable:
        """Args: day: whole UTC days since the epoch."""
        return self._days.get(day, self.slots.starts_around)

    # one meeting

    def document(self, row: int) -> Meeting:
        return self._opened.get(row, lambda one: documents.decode(self._documents[one]))

    def public_id(self, row: int) -> str:
        return self._public_ids.text(row)

    def feed_slug(self, row: int) -> str:
        return self._feeds[int(self._arrays["feed"][row])]

    def row_of(self, public_id: str) -> int | None:
        """None where this directory does not list it."""
        wanted = public_id.encode()
        rows = self._arrays["rows_by_id"]
        low, high = 0, len(rows)
        while low < high:
            middle = (low + high) // 2
            if self._public_ids[int(rows[middle])] < wanted:
                low = middle + 1
            else:
                high = middle
        if low < len(rows) and self._public_ids[int(rows[low])] == wanted:
            return int(rows[low])
        return None

    def rows_at_same_place(self, row: int) -> tuple[int, ...]:
        """Other meetings at the same coordinates and address, in no promised order."""
        return self._others_alike("place", row)

    def rows_of_same_group(self, row: int) -> tuple[int, ...]:
        """Other meetings of the group of that name in the same feed."""
        return self._others_alike("group", row)

    def _others_alike(self, column: str, row: int) -> tuple[int, ...]:
        values = self._arrays[column]
        if values[row] == NONE:
            return ()
        return tuple(one for one in np.flatnonzero(values == values[row]).tolist() if one != row)

    # the whole directory

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """The tree, parents before their children, siblings by name."""
        table = ByteTable(self._arrays, "regions")
        decode = msgspec.msgpack.Decoder(Region).decode
        return tuple(decode(table[index]) for index in range(len(table)))

    def region(self, path: str) -> Region | None:
        index = self._region_index.get(key_of_path(path))
        return None if index is None else self.regions[index]

    def region_rows(self, path: str) -> Rows:
        """Rows in the region or below it, ascending; none where it is not known."""
        index = self._region_index.get(key_of_path(path))
        return np.empty(0, np.uint32) if index is None else self._region_rows[index]

    def fellowships(self) -> dict[str, int]:
        """Fellowship slug -> number of meetings listed."""
        return self.traits.present(TraitKind.FELLOWSHIP)

    def types(self) -> dict[str, int]:
        """Type code -> number of meetings listed. Codes are those of every fellowship."""
        return self.traits.present(TraitKind.TYPE)

    def languages(self) -> dict[str, int]:
        return self.traits.present(TraitKind.LANGUAGE)

    def attendance(self) -> dict[str, int]:
        return self.traits.present(TraitKind.ATTENDANCE)

    def places_named(self, text: str, limit: int = 8) -> tuple[PlaceName, ...]:
        """Towns and regions of the listings with this name, most meetings first.

        Accents and case do not matter. Without one of that very name, those that begin
        with it.
        """
        wanted = fold(" ".join(text.split()))
        if not wanted:
            return ()
        found = self._place_names.get(wanted)
        if found is None:
            names = [name for name in self._place_names if name.startswith(wanted)]
            found = [place for name in names for place in self._place_names[name]]
        kept: list[PlaceName] = []
        for place in sorted(found, key=lambda place: (-place.meetings, place.name)):
            if not any(_is_same_place(place, other) for other in kept):
                kept.append(place)
        return tuple(kept[:limit])

    @cached_property
    def _place_names(self) -> dict[str, list[PlaceName]]:
        table = ByteTable(self._arrays, "place_names")
        decode = msgspec.msgpack.Decoder(PlaceName).decode
        found: dict[str, list[PlaceName]] = {}
        for index in range(len(table)):
            place = decode(table[index])
            found.setdefault(fold(place.name), []).append(place)
        return found

    @cached_property
    def _region_index(self) -> dict[RegionKey, int]:
        paths = (region.path.split(" > ") for region in self.regions)
        return {region_key(path): index for index, path in enumerate(paths)}

    @cached_property
    def _documents(self) -> ByteTable:
        return ByteTable(self._arrays, "documents")

    @cached_property
    def _public_ids(self) -> ByteTable:
        return ByteTable(self._arrays, "public_ids")

    @cached_property
    def _feeds(self) -> list[str]:
        return ByteTable(self._arrays, "feeds").texts()


def _is_same_place(left: PlaceName, right: PlaceName) -> bool:
    """A town is often listed both as city and as region."""
    return (
        fold(left.name) == fold(right.name)
        and abs(left.latitude - right.latitude) < _SAME_PLACE_DEGREES
        and abs(left.longitude - right.longitude) < _SAME_PLACE_DEGREES
    )


def open_snapshot(path: Path, *, verify: bool = True) -> Snapshot:
    """Map the file.

    verify: read it once to compare it with its digest (about a second per gigabyte).
    Raises: SnapshotMissing, SnapshotDamaged, SnapshotOfOtherSchema.
    """
    header, arrays = container.read(path, verify=verify)
    return Snapshot(path, header, arrays)
