"""A time zone written out for calendar programs (VTIMEZONE, RFC 5545 section 3.6.5).

Rules are read off the zone database itself: where a change falls on the same weekday of
the same month each year it becomes a yearly rule without end, else (Morocco's Ramadan)
a list of dates.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import TypeAlias
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

YEARS_AHEAD = 11
Observance: TypeAlias = TimezoneStandard | TimezoneDaylight

_STEP = timedelta(days=7)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Change:
    """One clock change. onset: naive, as clocks showed it just before changing."""

    onset: datetime
    offset_before: timedelta
    offset_after: timedelta
    name: str

    @property
    def kind(self) -> tuple[timedelta, timedelta, str]:
        return self.offset_before, self.offset_after, self.name


def vtimezone(zone: ZoneInfo, since: datetime) -> Timezone:
    """The zone's rules from `since` (aware) on."""
    year = since.astimezone(UTC).year
    component = Timezone()
    component.add("tzid", zone.key)
    changes = _changes(zone, year - 1, year + YEARS_AHEAD)
    if not changes:
        component.add_component(_unchanging(zone, since))
    by_kind: dict[tuple[timedelta, timedelta, str], list[Change]] = {}
    for change in changes:
        by_kind.setdefault(change.kind, []).append(change)
    for alike in by_kind.values():
        component.add_component(_observance(alike, year + YEARS_AHEAD))
    return component


def _unchanging(zone: ZoneInfo, since: datetime) -> Observance:
    local = since.astimezone(zone)
    offset = local.utcoffset() or timedelta()
    long_ago = datetime(1970, 1, 1)  # noqa: DTZ001 (onsets are wall times)
    change = Change(long_ago, offset, offset, local.tzname() or "")
    return _written(TimezoneStandard(), change)


def _observance(alike: Sequence[Change], last_year: int) -> Observance:
    first = alike[0]
    is_forward = first.offset_after > first.offset_before
    part = _written(TimezoneDaylight() if is_forward else TimezoneStandard(), first)
    onsets = [change.onset for change in alike]
    rule = yearly_rule(onsets, last_year)
    if rule:
        part.add("rrule", rule)
    elif len(onsets) > 1:
        part.add("rdate", onsets[1:])
    return part


def _written(part: Observance, change: Change) -> Observance:
    part.add("dtstart", change.onset)
    part.add("tzoffsetfrom", change.offset_before)
    part.add("tzoffsetto", change.offset_after)
    part.add("tzname", change.name)
    return part


def yearly_rule(onsets: Sequence[datetime], last_year: int) -> dict[str, object]:
    """The rule all onsets follow, one a year up to last_year; {} where there is none."""
    first = onsets[0]
    years = [onset.year for onset in onsets]
    if years != list(range(first.year, last_year + 1)):
        return {}
    if len({(onset.month, onset.weekday(), onset.time()) for onset in onsets}) != 1:
        return {}
    weeks = {(onset.day - 1) // 7 + 1 for onset in onsets}
    if len(weeks) == 1:
        week = weeks.pop()
    elif all(onset.day + 7 > monthrange(onset.year, onset.month)[1] for onset in onsets):
        week = -1
    else:
        return {}
    return {
        "freq": "yearly",
        "bymonth": first.month,
        "byday": f"{week}{_WEEKDAYS[first.weekday()]}",
    }


@lru_cache(maxsize=256)
def _changes(zone: ZoneInfo, first_year: int, last_year: int) -> tuple[Change, ...]:
    begin = datetime(first_year, 1, 1, tzinfo=UTC)
    end = datetime(last_year + 1, 1, 1, tzinfo=UTC)
    found = (_change_at(zone, instant) for instant in _instants(zone, begin, end))
    return tuple(change for change in found if first_year <= change.onset.year <= last_year)


def _change_at(zone: ZoneInfo, instant: datetime) -> Change:
    before = (instant - timedelta(seconds=1)).astimezone(zone).utcoffset() or timedelta()
    after = instant.astimezone(zone)
    onset = instant.astimezone(timezone(before)).replace(tzinfo=None)
    return Change(onset, before, after.utcoffset() or timedelta(), after.tzname() or "")


def _instants(zone: tzinfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """The first second of each new offset or name in [begin, end)."""

    def state(instant: datetime) -> tuple[timedelta | None, str | None]:
        local = instant.astimezone(zone)
        return local.utcoffset(), local.tzname()

    low = begin
    while low < end:
        high = low + _STEP
        if state(low) != state(high):
            old, new = low, high
            while new - old > timedelta(seconds=1):
                middle = old + (new - old) // 2
                middle = middle.replace(microsecond=0)
                old, new = (old, middle) if state(middle) != state(low) else (middle, new)
            yield new
        low = high
