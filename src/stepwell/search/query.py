"""Answers a question from a snapshot.

The plan: take the shortest list of rows that surely holds every answer (the grid cells
around a place, a region's rows, a word's rows, the rows of the time slots that start in
time, or all), test the trait bits there, then the remaining sets, then time, and measure
distances only for what is left. Each answer becomes one 64-bit number that sorts as the
answers do, so the first few of many are found without sorting the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

import numpy as np
import numpy.typing as npt

from stepwell.domain.meetings.meeting import Attendance
from stepwell.domain.meetings.query import MeetingQuery, MeetingResults, Occurrence
from stepwell.search.candidates import Moment, candidate_rows
from stepwell.search.facets import facets_of
from stepwell.search.geo import meters_between
from stepwell.search.snapshot import Snapshot
from stepwell.search.zones import EPOCH, MAX_HORIZON_MINUTES

NO_DISTANCE: Final = (1 << 25) - 1
"""In meters: more than half around the Earth, so it sorts last."""

_ROW_BITS: Final = 25
_DISTANCE_BITS: Final = 25
_START_SHIFT: Final = np.uint64(_ROW_BITS + _DISTANCE_BITS)
_ROW_MASK: Final = np.uint64((1 << _ROW_BITS) - 1)
_LATEST: Final = (1 << 14) - 1  # starts are counted in minutes over ten days

Keys = npt.NDArray[np.uint64]
Rows = npt.NDArray[np.int64]


class HorizonTooLong(ValueError):
    def __init__(self, minutes: int) -> None:
        super().__init__(
            f"A search can look at most {MAX_HORIZON_MINUTES} minutes (8 days) ahead; "
            f"{minutes} were asked for."
        )


@dataclass(frozen=True, slots=True)
class FoundRows:
    """Columns of equal length, best first. starts: minutes since the epoch. meters: to
    the place asked for, NO_DISTANCE without one. total: before the cut. scanned: rows
    of which at least one column was read."""

    rows: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    meters: npt.NDArray[np.int64]
    total: int
    scanned: int
    rank: int


def search(snapshot: Snapshot, query: MeetingQuery) -> MeetingResults:
    """Raises: HorizonTooLong."""
    matched = _match(snapshot, query, with_progress=query.with_in_progress)
    upcoming = matched.best_upcoming(query.offset, query.limit)
    facets = facets_of(snapshot, matched.rows_upcoming()) if query.with_facets else {}
    return MeetingResults(
        in_progress=_occurrences(snapshot, matched.best_in_progress(query.limit)),
        upcoming=_occurrences(snapshot, upcoming),
        total=len(matched.upcoming),
        facets=facets,
        in_progress_total=len(matched.in_progress),
    )


def search_rows(snapshot: Snapshot, query: MeetingQuery) -> FoundRows:
    """The upcoming occurrences of `search` as bare columns."""
    return _match(snapshot, query, with_progress=False).best_upcoming(query.offset, query.limit)


def search_unscheduled(snapshot: Snapshot, query: MeetingQuery) -> tuple[int, ...]:
    """Rows of meetings by appointment that match, nearest first, cut to the limit.

    They have no start, so the instant, weekdays and time windows do not count.
    """
    if query.attendance:
        query = replace(query, attendance=query.attendance | {Attendance.BY_APPOINTMENT})
    test = snapshot.traits.compile(query)
    if test is None:
        return ()
    unscheduled = snapshot.slot_rows[len(snapshot.slots)].astype(np.int64)
    rows, _, _ = candidate_rows(snapshot, query, test, within=unscheduled)
    keys = _smallest(_keys(snapshot, query, rows, np.zeros(len(rows), np.int64)), query.limit)
    return tuple((keys & _ROW_MASK).tolist())


def search_nearest(snapshot: Snapshot, query: MeetingQuery) -> tuple[tuple[int, ...], int]:
    """Rows of meetings that match, whenever they start, nearest first and cut to the limit; and
    how many there were before the cut. The instant, weekdays and time windows do not count."""
    test = snapshot.traits.compile(query)
    if test is None:
        return (), 0
    rows, _, _ = candidate_rows(snapshot, query, test)
    rows = rows[snapshot.slot.take(rows) < len(snapshot.slots)]
    keys = _keys(snapshot, query, rows, np.zeros(len(rows), np.int64))
    return tuple((_smallest(keys, query.limit) & _ROW_MASK).tolist()), len(keys)


@dataclass(frozen=True, slots=True)
class _Matched:
    """Sort keys of all answers. Upcoming: start, meters, row. In progress: how long ago
    it started, meters, row."""

    base_minute: int
    upcoming: Keys
    in_progress: Keys
    scanned: int
    rank: int

    def rows_upcoming(self) -> Rows:
        return np.unique(self.upcoming & _ROW_MASK).astype(np.int64)

    def best_upcoming(self, offset: int, limit: int) -> FoundRows:
        keys = _smallest(self.upcoming, offset + limit)[offset:]
        return self._found(keys, (keys >> _START_SHIFT).astype(np.int64), len(self.upcoming))

    def best_in_progress(self, limit: int) -> FoundRows:
        keys = _smallest(self.in_progress, limit)
        starts = _LATEST - (keys >> _START_SHIFT).astype(np.int64)
        return self._found(keys, starts, len(self.in_progress))

    def _found(self, keys: Keys, starts: npt.NDArray[np.int64], total: int) -> FoundRows:
        low = keys.view(np.int64)
        meters = (low >> _ROW_BITS) & NO_DISTANCE
        rows = low & int(_ROW_MASK)
        return FoundRows(rows, starts + self.base_minute, meters, total, self.scanned, self.rank)


_NO_KEYS: Final = np.empty(0, np.uint64)


def _match(snapshot: Snapshot, query: MeetingQuery, *, with_progress: bool) -> _Matched:
    if query.horizon_minutes > MAX_HORIZON_MINUTES:
        raise HorizonTooLong(query.horizon_minutes)
    moment = Moment.of(snapshot, query)
    test = snapshot.traits.compile(query)
    if test is None:
        return _Matched(moment.table.base_minute, _NO_KEYS, _NO_KEYS, 0, 0)
    rows, scanned, rank = candidate_rows(
        snapshot, query, test, moment=moment, with_progress=with_progress
    )
    slots = snapshot.slot.take(rows)
    if query.weekdays or query.time_windows:
        fits = moment.slots_fitting(snapshot, query)[slots]
        rows, slots = rows[fits], slots[fits]
    upcoming = _keys(snapshot, query, *moment.upcoming(rows, slots))
    in_progress = _NO_KEYS
    if with_progress:
        progress_rows, starts = moment.in_progress(snapshot, rows, slots)
        in_progress = _keys(snapshot, query, progress_rows, _LATEST - starts.astype(np.int64))
    return _Matched(moment.table.base_minute, upcoming, in_progress, scanned, rank)


def _keys(
    snapshot: Snapshot, query: MeetingQuery, rows: Rows, firsts: npt.NDArray[np.int64]
) -> Keys:
    """Args: firsts: what the answers are sorted by before distance, 0 to _LATEST."""
    if query.near is None:
        return _packed(firsts, NO_DISTANCE, rows)
    near = query.near
    meters = meters_between(
        near.latitude, near.longitude, snapshot.latitude.take(rows), snapshot.longitude.take(rows)
    )
    is_near = meters <= near.radius_km * 1000
    if query.include_online:
        is_online = rows >= snapshot.online_from
        meters[is_online] = NO_DISTANCE
        is_near |= is_online
    kept = is_near.nonzero()[0]
    return _packed(firsts.take(kept), meters.take(kept).astype(np.int64), rows.take(kept))


def _packed(firsts: Rows, meters: Rows | int, rows: Rows) -> Keys:
    low = rows | (meters << _ROW_BITS)
    return low.view(np.uint64) | (firsts.view(np.uint64) << _START_SHIFT)


def _smallest(keys: Keys, count: int) -> Keys:
    """The `count` smallest, ascending."""
    if 0 < count < len(keys) // 2:
        keys = np.partition(keys, count - 1)[:count]
    return np.sort(keys)[:count]


def _occurrences(snapshot: Snapshot, found: FoundRows) -> tuple[Occurrence, ...]:
    durations = snapshot.slots.duration[snapshot.slot[found.rows]]
    columns = (found.rows, found.starts, durations, found.meters)
    return tuple(
        Occurrence(
            row,
            starts_at := _instant(start),
            starts_at + timedelta(minutes=duration),
            None if meters == NO_DISTANCE else meters / 1000,
            found.rank,
        )
        for row, start, duration, meters in zip(*(c.tolist() for c in columns), strict=True)
    )


def _instant(minute: int) -> datetime:
    return EPOCH + timedelta(minutes=minute)
