"""Runs of days of one line: a fellowship, or none, and one definition in it.

A run begins on a day the person named and goes on until a use that ends it, a day they said it
ended, or their next date. Its days are the days between: on its first day it has none yet, and the
day of a use takes nothing away from what was had until then. No run begins by itself after a use:
days about which nobody said anything stay unknown. The phone's twin: `sobriety-runs.js`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest
from typing import Literal

ONE_DAY = timedelta(days=1)
Closing = Literal["use", "ended", "new_date"]


@dataclass(frozen=True)
class Run:
    """until: the first day that is not in it any more; None while it lasts."""

    first_on: date
    until: date | None
    days: int
    closed_by: Closing | None


@dataclass(frozen=True)
class Days:
    """Days from `first_on` up to, but without, `until`."""

    first_on: date
    until: date


def runs_of(
    starts: Mapping[date, date | None], uses: Mapping[date, bool], on: date
) -> tuple[Run, ...]:
    """In order of time, as of the day `on`.

    Args:
        starts: first days, each with the day on which the person said it ended.
        uses: days of use that count in this line; True where each use of that day says that they
            count again from that same day.
    """
    begun = sorted(day for day in starts if day <= on)
    return tuple(
        _run(day, starts[day], following, uses, on)
        for day, following in zip_longest(begun, begun[1:])
    )


def unknown_days(runs: tuple[Run, ...], uses: Collection[date], on: date) -> tuple[Days, ...]:
    """The days since the first date, until yesterday, that are in no run and not of use."""
    found: list[Days] = []
    for run, following in zip_longest(runs, runs[1:]):
        cursor, end = run.until or on, following.first_on if following else on
        for day in sorted(one for one in uses if cursor <= one < end):
            found += _days(cursor, day)
            cursor = day + ONE_DAY
        found += _days(cursor, end)
    return tuple(found)


def _run(
    first_on: date,
    ended_on: date | None,
    following: date | None,
    uses: Mapping[date, bool],
    on: date,
) -> Run:
    ends: list[tuple[date, int, Closing]] = []
    after = [
        day
        for day, again in uses.items()
        if first_on < day <= on or (day == first_on and not again)
    ]
    if after:
        ends.append((min(after), 0, "use"))
    if ended_on is not None and ended_on <= on:
        ends.append((ended_on, 1, "ended"))
    if following is not None:
        ends.append((following, 2, "new_date"))
    if not ends:
        return Run(first_on, None, (on - first_on).days, None)
    until, _, closed_by = min(ends)
    return Run(first_on, until, (until - first_on).days, closed_by)


def _days(first_on: date, until: date) -> Iterator[Days]:
    if first_on < until:
        yield Days(first_on, until)
