"""When the meetings of a directory start, for every time slot at once.

A slot is one distinct schedule in one zone (zone, weekday, minute, duration, monthly
weeks); thousands of meetings share a few. For the UTC day of the question a table says,
for each slot, when it starts between a day before and nine days after: real instants
from each zone's own offsets and clock changes, never "minute of the week modulo 10,080",
which is wrong in a week with a clock change.

The rule for skipped and repeated local times is that of `domain.meetings.recurrence`:
the offset before a change holds until the later of the two wall clocks has passed it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from stepwell.domain.meetings.meeting import MINUTES_PER_DAY, MonthlyPattern, Schedule
from stepwell.domain.meetings.recurrence import is_in_pattern, weekday_of, zone
from stepwell.search.container import Array
from stepwell.search.tables import ByteTable

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MAX_HORIZON_MINUTES: Final = 8 * MINUTES_PER_DAY
NEVER: Final = 0xFFFF
LAST_WEEK_BIT: Final = 1 << 5
_EPOCH_DAY: Final = date(1970, 1, 1)
_WINDOW_DAYS: Final = 10  # a day back for what is in progress, today, and the horizon
_PROBE_MINUTES: Final = 12 * 60

Minutes = npt.NDArray[np.uint16]


class Slot(NamedTuple):
    """monthly: bit 0–4 for the first to fifth week, bit 5 for the last; 0 = weekly."""

    zone: str
    weekday: int
    start_minute: int
    duration_minutes: int
    monthly: int


def slot_of(schedule: Schedule, zone_name: str) -> Slot:
    weeks = schedule.monthly.weeks if schedule.monthly else ()
    monthly = sum({LAST_WEEK_BIT if week < 0 else 1 << (week - 1) for week in weeks})
    return Slot(
        zone_name, schedule.weekday, schedule.start_minute, schedule.duration_minutes, monthly
    )


def pack_slots(slots: list[Slot]) -> dict[str, Array]:
    """Args: slots: sorted, so that each zone's are one run."""
    zones = sorted({slot.zone for slot in slots})
    number = {name: index for index, name in enumerate(zones)}
    return {
        "slot_zone": np.array([number[slot.zone] for slot in slots], np.uint16),
        "slot_weekday": np.array([slot.weekday for slot in slots], np.uint8),
        "slot_start": np.array([slot.start_minute for slot in slots], np.uint16),
        # one more than there are slots: the last stands for "no schedule"
        "slot_duration": np.array([slot.duration_minutes for slot in slots] + [0], np.uint16),
        "slot_monthly": np.array([slot.monthly for slot in slots], np.uint8),
    }


@dataclass(frozen=True)
class StartTable:
    """Starts of every slot around one UTC day, in minutes after `base_minute`.

    base_minute: minutes from the epoch to the midnight before the day. first, later:
    the slot's starts in the window, a week apart (NEVER where there is none; one entry
    more than there are slots, for meetings without a schedule). later_from: the
    earliest of `later`, so that short horizons need not look there.
    """

    base_minute: int
    first: Minutes
    later: Minutes
    later_from: int

    @cached_property
    def by_start(self) -> tuple[Minutes, npt.NDArray[np.int64]]:
        """Every start of the window in order, and the slot that each belongs to."""
        starts = np.concatenate((self.first, self.later))
        order = np.argsort(starts, kind="stable")
        order = order[: int(np.searchsorted(starts[order], NEVER))]
        return starts[order], order % len(self.first)


class SlotTable:
    """The slots of a snapshot."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self.zones = ByteTable(arrays, "zones").texts()
        self.zone = arrays["slot_zone"]
        self.weekday = arrays["slot_weekday"]
        self.start = arrays["slot_start"]
        self.duration = arrays["slot_duration"]
        self.monthly = arrays["slot_monthly"]
        self._runs = np.searchsorted(self.zone, np.arange(len(self.zones) + 1))

    def __len__(self) -> int:
        return len(self.zone)

    def starts_around(self, day: int) -> StartTable:
        """Args: day: whole UTC days since the epoch."""
        base = (day - 1) * MINUTES_PER_DAY
        first_local_day = day - 2
        ahead = (self.weekday.astype(np.int64) - _weekday(first_local_day)) % 7
        columns = []
        for days_ahead in (ahead, ahead + 7):
            local = (first_local_day + days_ahead) * MINUTES_PER_DAY + self.start
            starts = self._to_utc(local, base) - base
            starts[~self._is_in_month(first_local_day, days_ahead)] = -1
            starts[(starts < 0) | (starts >= _WINDOW_DAYS * MINUTES_PER_DAY)] = NEVER
            columns.append(np.append(starts, NEVER).astype(np.uint16))
        return StartTable(base, columns[0], columns[1], int(columns[1].min()))

    def _to_utc(self, local: npt.NDArray[np.int64], base: int) -> npt.NDArray[np.int64]:
        result = np.empty_like(local)
        for number, name in enumerate(self.zones):
            run = slice(int(self._runs[number]), int(self._runs[number + 1]))
            # A change just before the window still decides what a local time in it means.
            switches, offsets = zone_offsets(
                name, base - MINUTES_PER_DAY, base + _WINDOW_DAYS * MINUTES_PER_DAY
            )
            if switches:
                offset = np.array(offsets)[np.searchsorted(switches, local[run], side="right")]
                result[run] = local[run] - offset
            else:
                result[run] = local[run] - offsets[0]
        return result

    def _is_in_month(self, first_day: int, days_ahead: npt.NDArray[np.int64]) -> Array:
        weeks = np.array([_weeks_bits(first_day + ahead) for ahead in range(14)], np.uint8)
        is_in: Array = (self.monthly == 0) | (self.monthly & weeks[days_ahead] != 0)
        return is_in


def _weekday(day: int) -> int:
    return weekday_of(_EPOCH_DAY + timedelta(days=day))


def _weeks_bits(day: int) -> int:
    """The weeks of its month that a day counts as: one of bits 0–4, and 5 if the last."""
    on = _EPOCH_DAY + timedelta(days=day)
    bits = 1 << ((on.day - 1) // 7)
    return bits | LAST_WEEK_BIT if is_in_pattern(_LAST, on) else bits


_LAST: Final = MonthlyPattern(weeks=(-1,), basis="")


def zone_offsets(name: str, begin: int, end: int) -> tuple[list[int], list[int]]:
    """A zone's clock changes between two instants (minutes since the epoch), in local time.

    Returns: (switches, offsets): the local minute from which each next offset holds, and
    the offsets from UTC in minutes, one more than switches.
    """
    switches: list[int] = []
    offsets = [_offset(name, begin)]
    for left in range(begin, end, _PROBE_MINUTES):
        right = min(left + _PROBE_MINUTES, end)
        after = _offset(name, right)
        if after != offsets[-1]:
            change = _change_between(name, left, right)
            switches.append(change + max(offsets[-1], after))
            offsets.append(after)
    return switches, offsets


def _offset(name: str, minute: int) -> int:
    offset = (EPOCH + timedelta(minutes=minute)).astimezone(zone(name)).utcoffset()
    assert offset is not None
    return round(offset.total_seconds() / 60)


def _change_between(name: str, left: int, right: int) -> int:
    """The first minute with the offset of `right`."""
    before = _offset(name, left)
    while right - left > 1:
        middle = (left + right) // 2
        if _offset(name, middle) == before:
            left = middle
        else:
            right = middle
    return right
