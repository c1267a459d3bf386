"""Ratings by month as a drawing: a line and markers for each kind of rater. Colors come from the
style sheet, and the same numbers stand in a table beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.dateformat import format as date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from stepwell.domain.fidelity.drift import MonthFigure, Series
from stepwell.web.staff.fidelity_words import ROLES

LEFT, TOP, STEP, HIGH, RIGHT, FOOT = 34, 14, 78, 190, 190, 30
FEWEST_STEPS = 4


@dataclass(frozen=True, slots=True)
class Drawn:
    """svg: with its finding as a label. rows: month, and the figure of each kind of rater."""

    svg: SafeString
    finding: str
    roles: tuple[str, ...]
    rows: tuple[tuple[date, tuple[MonthFigure, ...]], ...]


def drift_chart(title: str, series: Sequence[Series], lowest: int, highest: int) -> Drawn:
    """series: of one thing, which share their months; at least one."""
    months = [one.month for one in series[0].months]
    top = max([highest, *(one.figure.value or 0 for each in series for one in each.months)])
    frame = _Frame(len(months), lowest, int(-(-top // 1)))
    finding = " ".join(_finding(one) for one in series)
    inside = [frame.grid(), frame.months(months)]
    inside += [frame.line(one, is_second=number > 0) for number, one in enumerate(series)]
    svg = format_html(
        '<svg class="plot" width="{w}" height="{h}" viewBox="0 0 {w} {h}" role="img" '
        'aria-label="{label}">{inside}</svg>',
        w=frame.width,
        h=frame.height,
        label=f"{title}. {finding}",
        inside=mark_safe("".join(inside)),  # noqa: S308 — each made by format_html
    )
    rows = zip(*(one.months for one in series), strict=True)
    return Drawn(
        svg,
        finding,
        tuple(str(ROLES[one.role]) for one in series),
        tuple((each[0].month, each) for each in rows),
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    count: int
    lowest: int
    highest: int

    @property
    def width(self) -> int:
        return LEFT + max(self.count - 1, FEWEST_STEPS) * STEP + RIGHT

    @property
    def height(self) -> int:
        return TOP + HIGH + FOOT

    def x(self, place: int) -> float:
        return LEFT + 12 + place * STEP

    def y(self, value: float) -> float:
        return round(TOP + HIGH * (self.highest - value) / (self.highest - self.lowest or 1), 1)

    def grid(self) -> SafeString:
        lines = [
            format_html(
                '<path class="grid" d="M{} {}H{}"/><text class="axis" x="{}" y="{}">{}</text>',
                LEFT, self.y(value), self.width - RIGHT + 20, 10, self.y(value) + 4, value,
            )
            for value in range(self.lowest, self.highest + 1)
        ]  # fmt: skip
        return mark_safe("".join(lines))  # noqa: S308 — each made by format_html

    def months(self, months: Sequence[date]) -> SafeString:
        words = [
            format_html(
                '<text class="axis" x="{}" y="{}" text-anchor="middle">{}</text>',
                self.x(place), self.height - 8, _month(month),
            )
            for place, month in enumerate(months)
        ]  # fmt: skip
        return mark_safe("".join(words))  # noqa: S308 — each made by format_html

    def line(self, series: Series, *, is_second: bool) -> SafeString:
        """A month without a number breaks the line."""
        path, marks, is_open, last = "", [], False, None
        second = " second" if is_second else ""
        for place, one in enumerate(series.months):
            value = one.figure.value
            if value is None:
                is_open = False
                continue
            x, y = self.x(place), self.y(value)
            path += f"{'L' if is_open else 'M'}{x} {y}"
            is_open, last = True, (x, y, value)
            shape = (
                '<rect class="dot second" x="{}" y="{}" width="9" height="9"/>'
                if is_second
                else '<circle class="dot" cx="{}" cy="{}" r="5"/>'
            )
            at = (x - 4.5, y - 4.5) if is_second else (x, y)
            marks.append(format_html(shape, *at))
        drawn = format_html('<path class="trend{}" d="{}"/>', second, path)
        if last is not None:
            x, y, value = last
            shift = 18 if is_second else -8
            words = f"{ROLES[series.role]} {value:.1f}"
            marks.append(
                format_html('<text class="axis" x="{}" y="{}">{}</text>', x + 8, y + shift, words)
            )
        return mark_safe(drawn + "".join(marks))  # noqa: S308 — each made by format_html


def _finding(series: Series) -> str:
    said = [one for one in series.months if one.figure.value is not None]
    first, last = said[0], said[-1]
    words = {
        "who": ROLES[series.role],
        "first": _month(first.month),
        "last": _month(last.month),
        "from": f"{first.figure.value:.1f}",
        "to": f"{last.figure.value:.1f}",
        "n": series.whole.n,
    }
    if first is last:
        return _("%(who)s: %(to)s in %(last)s, from %(n)s ratings.") % words
    return _("%(who)s: %(from)s in %(first)s, %(to)s in %(last)s, from %(n)s ratings.") % words


def _month(month: date) -> str:
    return date_format(month, "M Y")
