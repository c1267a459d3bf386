"""Which rows to look at, and when their meetings start around the instant asked about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate, pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from stepwell.domain.meetings.meeting import MINUTES_PER_DAY, Attendance
from stepwell.domain.meetings.query import MeetingQuery, TimeWindow
from stepwell.search.container import Array
from stepwell.search.geo import cell_runs
from stepwell.search.snapshot import Snapshot
from stepwell.search.tables import positions_in_runs
from stepwell.search.traits import TraitTest
from stepwell.search.words import query_words
from stepwell.search.zones import EPOCH, StartTable

_MINUTE: Final = timedelta(minutes=1)
_SCATTER_COST: Final = 4  # reading rows here and there, against reading them in a run
_ONLINE_ONLY: Final = frozenset({Attendance.ONLINE})

Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Moment:
    """The question's time in minutes of `table`: starts from `begin` up to `end` are
    upcoming; what ends after `now` and started before `begin` is in progress."""

    table: StartTable
    now: int
    begin: int
    end: int

    @classmethod
    def of(cls, snapshot: Snapshot, query: MeetingQuery) -> Moment:
        since_epoch = query.at - EPOCH
        minute = since_epoch // _MINUTE
        table = snapshot.starts_around(minute // MINUTES_PER_DAY)
        now = minute - table.base_minute
        begin = now + (since_epoch % _MINUTE > timedelta(0))
        return cls(table, now, begin, begin + max(query.horizon_minutes, 0))

    def upcoming(self, rows: Rows, slots: Array) -> tuple[Rows, npt.NDArray[np.int64]]:
        """Rows and their starts, a row twice where it starts twice."""
        starts = self.table.first.take(slots)
        soon = self._is_upcoming(starts).nonzero()[0]
        found, at = rows.take(soon), starts.take(soon)
        if self.end > self.table.later_from:
            starts = self.table.later.take(slots)
            soon = self._is_upcoming(starts).nonzero()[0]
            found = np.concatenate((found, rows.take(soon)))
            at = np.concatenate((at, starts.take(soon)))
        return found, at.astype(np.int64)

    def in_progress(
        self, snapshot: Snapshot, rows: Rows, slots: Array
    ) -> tuple[Rows, npt.NDArray[np.uint16]]:
        going_on = self._slots_in_progress(snapshot)[slots]
        return rows[going_on], self.table.first[slots[going_on]]

    def slots_fitting(self, snapshot: Snapshot, query: MeetingQuery) -> Mask:
        """For every slot, and the one without a schedule, whether day and time fit."""
        fits = np.ones(len(snapshot.slots) + 1, np.bool_)
        if query.weekdays:
            fits[:-1] &= np.isin(snapshot.slots.weekday, list(query.weekdays))
        if query.time_windows:
            windows = [_is_in_window(snapshot.slots.start, one) for one in query.time_windows]
            fits[:-1] &= np.logical_or.reduce(windows)
        return fits

    def slots_now(self, snapshot: Snapshot, with_progress: bool) -> npt.NDArray[np.int64]:
        """Slots that are upcoming (or in progress), each once."""
        starts, slots = self.table.by_start
        begin, end = np.searchsorted(starts, np.array((self.begin, self.end), np.uint16))
        found = slots[begin:end]
        if with_progress:
            going_on = self._slots_in_progress(snapshot).nonzero()[0]
            found = np.concatenate((found, going_on))
        may_repeat = with_progress or self.end > self.table.later_from
        return np.unique(found) if may_repeat else found

    def _is_upcoming(self, starts: npt.NDArray[np.uint16]) -> Mask:
        # unsigned: what lies before `begin` wraps to a large number
        return (starts - np.uint16(self.begin)) < self.end - self.begin

    def _slots_in_progress(self, snapshot: Snapshot) -> Mask:
        starts = self.table.first.astype(np.int32)
        return (starts < self.begin) & (starts + snapshot.slots.duration > self.now)


def _is_in_window(starts: Array, window: TimeWindow) -> Mask:
    after, before = starts >= window.from_minute, starts < window.to_minute
    return after & before if window.from_minute < window.to_minute else after | before


def candidate_rows(
    snapshot: Snapshot,
    query: MeetingQuery,
    test: TraitTest,
    *,
    moment: Moment | None = None,
    with_progress: bool = False,
    within: Rows | None = None,
) -> tuple[Rows, int, int]:
    """Rows that pass all but time and distance, how many were read, and the word rank.

    moment: lets the plan start from the time slots. within: rows to choose from.
    """
    sets, rank = _row_sets(snapshot, query)
    if within is not None:
        sets.append(within)
    runs = _runs(snapshot, query)
    in_runs = sum(end - begin for begin, end in runs)
    if not sets and moment is not None and query.near is None:
        timely = moment.slots_now(snapshot, with_progress)
        ends = snapshot.slot_rows.ends
        begins, ends = ends[timely], ends[timely + 1]
        if int((ends - begins).sum()) * _SCATTER_COST < in_runs:
            chosen = snapshot.slot_rows.items[positions_in_runs(begins, ends)].astype(np.int64)
            return _passing(snapshot, test, chosen), len(chosen), rank
    sets.sort(key=len)
    if sets and len(sets[0]) * _SCATTER_COST <= in_runs:
        scanned = len(sets[0])
        rows = _passing(snapshot, test, sets.pop(0))
    else:
        scanned = in_runs
        rows = _passing_in_runs(snapshot, test, runs)
    for members in sets:
        rows = rows[_is_member(rows, members, len(snapshot))]
    return rows, scanned, rank


def _row_sets(snapshot: Snapshot, query: MeetingQuery) -> tuple[list[Array], int]:
    """Ascending rows for each condition that has a list of them."""
    sets: list[Array] = []
    rank = 0
    if query.region:
        sets.append(snapshot.region_rows(query.region))
    for word in query_words(query.words) if query.words else ():
        found = snapshot.words.match(word)
        sets.append(found.rows)
        rank = max(rank, int(not found.is_exact))
    return sets, rank


def _runs(snapshot: Snapshot, query: MeetingQuery) -> list[tuple[int, int]]:
    """Runs of rows that hold every meeting at the right place."""
    online = (snapshot.online_from, len(snapshot))
    if query.near is None:
        return [online if query.attendance == _ONLINE_ONLY else (0, len(snapshot))]
    near = query.near
    ends = snapshot.cell_ends
    cells = cell_runs(near.latitude, near.longitude, near.radius_km)
    runs = [(ends[first], ends[last]) for first, last in cells]
    if query.include_online:
        runs.append(online)
    return [(begin, end) for begin, end in runs if begin < end]


def _passing(snapshot: Snapshot, test: TraitTest, rows: Array) -> Rows:
    columns = snapshot.traits.columns
    mask = test.passes(lambda column: columns[column][rows])
    return (rows if mask is None else rows[mask]).astype(np.int64)


def _passing_in_runs(snapshot: Snapshot, test: TraitTest, runs: list[tuple[int, int]]) -> Rows:
    """Reads each run as one piece; several are put side by side first."""
    columns = snapshot.traits.columns
    if not runs:
        return np.empty(0, np.int64)
    if len(runs) == 1:
        begin, end = runs[0]
        mask = test.passes(lambda column: columns[column, begin:end])
        return np.arange(begin, end) if mask is None else mask.nonzero()[0] + begin
    mask = test.passes(
        lambda column: np.concatenate([columns[column, begin:end] for begin, end in runs])
    )
    if mask is None:
        begins, ends = np.array(runs).T
        return positions_in_runs(begins, ends)
    rows = mask.nonzero()[0]
    lengths = [end - begin for begin, end in runs]
    cuts = [0, *rows.searchsorted(list(accumulate(lengths))).tolist()]
    before = 0
    for (begin, _), length, (first, last) in zip(runs, lengths, pairwise(cuts), strict=True):
        rows[first:last] += begin - before
        before += length
    return rows


def _is_member(rows: Rows, members: Array, row_count: int) -> Mask:
    """Args: members: ascending."""
    if not len(members):
        return np.zeros(len(rows), np.bool_)
    if (len(rows) + len(members)) * _SCATTER_COST > row_count:
        is_in = np.zeros(row_count, np.bool_)
        is_in[members] = True
        return is_in[rows]
    places = members.searchsorted(rows.astype(members.dtype))
    places[places == len(members)] = 0
    found: Mask = members[places] == rows
    return found
