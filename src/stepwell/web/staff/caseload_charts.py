"""Small drawings of the caseload: inline SVG with classes, one for light, dark and paper.

A day nobody has spoken of is a dot: it is never drawn like a day without use.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from stepwell.domain.caseload.spans import DayMark, DaysCounted, WeekOfMeetings
from stepwell.domain.recovery.log import DayState

BAR, BAR_GAP, BARS_HIGH, MOST = 8, 3, 26, 6
"""A bar is as high as six meetings at most; the number stands beside it."""
CELL, CELL_GAP, WEEK_GAP, STRIP_HIGH = 5, 1, 3, 16
TREAD, LONGEST_FLIGHT = 4, 16


def week_bars(weeks: Sequence[WeekOfMeetings]) -> SafeString:
    """Meetings by week; a week without any keeps a tick."""
    body = ""
    for number, week in enumerate(weeks):
        x = number * (BAR + BAR_GAP)
        if week.meetings:
            high = min(week.meetings, MOST) / MOST * (BARS_HIGH - 4)
            body += rect(x, BARS_HIGH - 1 - high, BAR, high, "s1 now" if week.is_now else "s1")
        else:
            body += rect(x, BARS_HIGH - 2, BAR, 1.5, "none")
    told = ", ".join(str(one.meetings) for one in weeks)
    label = _("Meetings a week, the last %(n)d, newest at the end: %(told)s") % {
        "n": len(weeks),
        "told": told,
    }
    return svg(len(weeks) * (BAR + BAR_GAP), BARS_HIGH, label, body, "spark")


def day_strip(days: Sequence[DayMark], counted: DaysCounted) -> SafeString:
    body = "".join(
        day_mark(one, n * (CELL + CELL_GAP) + n // 7 * WEEK_GAP, 0, CELL, STRIP_HIGH)
        for n, one in enumerate(days)
    )
    width = len(days) * (CELL + CELL_GAP) + (len(days) - 1) // 7 * WEEK_GAP
    return svg(width, STRIP_HIGH, counted_words(days, counted), body, "spark")


def counted_words(days: Sequence[DayMark], counted: DaysCounted) -> str:
    told = _("Of the last %(all)d days %(a)d abstinent, %(u)d used, %(n)d not known") % {
        "all": len(days),
        "a": counted.abstinent,
        "u": counted.used,
        "n": counted.unknown,
    }
    if counted.restricted:
        told += ", " + _("%(n)d in a hospital or jail") % {"n": counted.restricted}
    return told


def day_mark(one: DayMark, x: float, y: float, wide: float, high: float) -> str:
    match one.state:
        case DayState.ABSTINENT:
            return rect(x, y, wide, high, "day")
        case DayState.USED:
            return rect(x + 0.75, y + 0.75, wide - 1.5, high - 1.5, "day used") + path(
                f"M{_n(x + 1.5)} {_n(y + high - 2)}L{_n(x + wide - 1.5)} {_n(y + 2)}", "slash"
            )
        case DayState.RESTRICTED:
            return rect(x + 0.75, y + 0.75, wide - 1.5, high - 1.5, "day off")
    return rect(x + wide / 2 - 1, y + high / 2 - 1, 2, 2, "day unknown")


def flight(done: int, needed: int) -> SafeString:
    """Progress in a course as steps going down; a long one is drawn in proportion."""
    treads = min(needed, LONGEST_FLIGHT)
    filled = done if treads == needed else done * treads // needed
    body = "".join(
        rect(
            0.5 + n * (TREAD + 1),
            1 + n * 1.5,
            TREAD,
            TREAD,
            "tread done" if n < filled else "tread next" if n == filled else "tread",
        )
        for n in range(treads)
    )
    label = _("%(done)d of %(needed)d sessions") % {"done": done, "needed": needed}
    high = 1 + treads * 1.5 + TREAD
    return svg(treads * (TREAD + 1), high, label, body, "spark")


def svg(wide: float, high: float, label: str, body: str, classes: str) -> SafeString:
    """body: made of the functions below, so that nothing of it was typed by anyone."""
    return SafeString(
        f'<svg class="{classes}" width="{_n(wide)}" height="{_n(high)}" '
        f'viewBox="0 0 {_n(wide)} {_n(high)}" role="img" aria-label="{escape(label)}">{body}</svg>'
    )


def rect(x: float, y: float, wide: float, high: float, classes: str) -> str:
    return (
        f'<rect class="{classes}" x="{_n(x)}" y="{_n(y)}" width="{_n(wide)}" height="{_n(high)}"/>'
    )


def path(drawn: str, classes: str) -> str:
    return f'<path class="{classes}" d="{drawn}"/>'


def text(x: float, y: float, words: str, classes: str, anchor: str = "start") -> str:
    return (
        f'<text class="{classes}" x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}">'
        f"{escape(words)}</text>"
    )


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
