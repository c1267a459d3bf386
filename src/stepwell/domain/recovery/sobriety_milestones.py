"""Milestones of a run of days, as quiet facts. The phone's twin: `sobriety-milestones.js`."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Literal

from stepwell.domain.recovery.sobriety_rules import Milestones

ORDER = {"days": 0, "months": 1, "years": 2}


@dataclass(frozen=True)
class Milestone:
    unit: Literal["days", "months", "years"]
    number: int
    on: date


def milestones_reached(first_on: date, until: date, kinds: Milestones) -> tuple[Milestone, ...]:
    """In order; one that falls on `until` itself is reached."""
    return tuple(one for one in _all(first_on, until, kinds) if one.on <= until)


def next_milestone(first_on: date, after: date, kinds: Milestones) -> Milestone:
    return next(one for one in _all(first_on, after, kinds) if one.on > after)


def add_months(day: date, months: int) -> date:
    """The same day of the month, or the last day of a month that is too short for it."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _all(first_on: date, until: date, kinds: Milestones) -> list[Milestone]:
    """Those up to `until` and at least one after it, in order."""
    found = [Milestone("days", one, first_on + timedelta(days=one)) for one in kinds.days]
    found += [Milestone("months", one, add_months(first_on, one)) for one in kinds.months]
    found += _years(first_on, until)
    return sorted(found, key=lambda one: (one.on, ORDER[one.unit]))


def _years(first_on: date, until: date) -> Iterator[Milestone]:
    for number in count(1):
        year = Milestone("years", number, add_months(first_on, 12 * number))
        yield year
        if year.on > until:
            return
