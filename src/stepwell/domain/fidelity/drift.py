"""How one counselor's ratings go over time, by month, each kind of rater by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from stepwell.domain.fidelity.raters import RaterRole
from stepwell.domain.fidelity.ratings import Figure, mean_of

FEW_MONTHS = 3
"""So many months are compared with those before (design)."""


@dataclass(frozen=True, slots=True)
class Point:
    """One number that was said. name: of an item with its measure, or of a summary."""

    name: str
    role: RaterRole
    on: date
    value: float


@dataclass(frozen=True, slots=True)
class MonthFigure:
    """month: its first day."""

    month: date
    figure: Figure


@dataclass(frozen=True, slots=True)
class Series:
    """Of one name and one kind of rater. months: all from the first to the last that anyone rated
    in, also those without a number."""

    name: str
    role: RaterRole
    months: tuple[MonthFigure, ...]

    @property
    def whole(self) -> Figure:
        """Over all months, each rating once."""
        said = [(one.figure.value, one.figure.n) for one in self.months]
        n = sum(each for _, each in said)
        total = sum(value * each for value, each in said if value is not None)
        return Figure(total / n if n else None, n)

    @property
    def change(self) -> float | None:
        """The mean of the last months less the mean of those before; None where one is missing.

        Each month counts once, so that a month with many ratings does not speak for the others.
        """
        late, early = self.months[-FEW_MONTHS:], self.months[:-FEW_MONTHS]
        after = mean_of(one.figure.value for one in late).value
        before = mean_of(one.figure.value for one in early).value
        return None if after is None or before is None else after - before


def month_of(day: date) -> date:
    return day.replace(day=1)


def next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def months_between(first: date, last: date) -> tuple[date, ...]:
    """First days of all months, both among them."""
    months, one = [], month_of(first)
    while one <= last:
        months.append(one)
        one = next_month(one)
    return tuple(months)


def series_of(points: Iterable[Point]) -> Mapping[tuple[str, RaterRole], Series]:
    """By name and kind of rater; all share their months."""
    there = list(points)
    if not there:
        return {}
    days = [one.on for one in there]
    months = months_between(min(days), max(days))
    values: dict[tuple[str, RaterRole], dict[date, list[float]]] = {}
    for one in there:
        of_one = values.setdefault((one.name, one.role), defaultdict(list))
        of_one[month_of(one.on)].append(one.value)
    return {
        (name, role): Series(
            name,
            role,
            tuple(MonthFigure(month, mean_of(of_one.get(month, ()))) for month in months),
        )
        for (name, role), of_one in values.items()
    }
