"""Weeks on one line: sessions, meetings a week and days of one client over the same axis."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import formats
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stepwell.queries.client_weeks import ClientWeeks
from stepwell.web.staff.caseload_charts import day_mark, path, rect, svg, text

WIDE, LEFT, RIGHT = 656, 84, 12
BASE, BARS_HIGH, LEAST_TOP = 122, 78, 6
DAYS_AT, DAYS_HIGH, AXIS_AT = 146, 24, 194


def weeks_chart(line: ClientWeeks) -> SafeString:
    span = len(line.weeks) * 7
    first, day = line.weeks[0].monday, (WIDE - LEFT - RIGHT) / span
    body = _grid(line, day)
    body += _sessions(line, first, day)
    body += _bars(line, day)
    for mark in line.days:
        x = LEFT + (mark.on - first).days * day
        body += day_mark(mark, x + 0.5, DAYS_AT, day - 1, DAYS_HIGH)
    for name, under, y in (
        (_("Sessions"), "", 24),
        (_("Meetings"), _("a week"), 76),
        (_("Days"), _("abstinent"), DAYS_AT + 10),
    ):
        body += text(0, y, name, "key") + text(0, y + 15, under, "lab")
    return svg(WIDE, AXIS_AT + 8, finding(line), body, "plot")


def finding(line: ClientWeeks) -> str:
    """The chart in a sentence or two."""
    told = ngettext("%(n)d meeting", "%(n)d meetings", line.meetings) % {"n": line.meetings}
    words = _("%(meetings)s in %(weeks)d weeks; of %(all)d days %(a)d abstinent, %(u)d used and "
              "%(n)d not known.") % {
        "meetings": told,
        "weeks": len(line.weeks),
        "all": len(line.days),
        "a": line.counted.abstinent,
        "u": line.counted.used,
        "n": line.counted.unknown,
    }  # fmt: skip
    if line.last_use:
        words += " " + _("Last use that is known: %(day)s.") % {"day": _day(line.last_use)}
    return words


def _grid(line: ClientWeeks, day: float) -> str:
    body = ""
    for number, week in enumerate(line.weeks):
        x = LEFT + number * 7 * day
        body += path(f"M{x:.1f} 34V{DAYS_AT + DAYS_HIGH}", "grid")
        if number % 3 == 0:
            body += text(x, AXIS_AT, _day(week.monday), "lab")
    return body


def _sessions(line: ClientWeeks, first: date, day: float) -> str:
    """Those they came to are filled, those they missed are open."""
    body = ""
    for on, was_held in line.sessions:
        x = LEFT + ((on - first) / timedelta(days=1) + 0.5) * day - 5
        body += rect(x, 14, 10, 12, "day" if was_held else "day off")
    return body


def _bars(line: ClientWeeks, day: float) -> str:
    top = max(LEAST_TOP, *(one.meetings for one in line.weeks))
    body = path(f"M{LEFT} {BASE}H{WIDE - RIGHT}", "grid")
    for number, week in enumerate(line.weeks):
        x, wide = LEFT + number * 7 * day + 3, 7 * day - 6
        if week.meetings:
            high = week.meetings / top * BARS_HIGH
            look = "s1 now" if week.is_now else "s1"
            body += rect(x, BASE - high, wide, high, look)
            body += text(x + wide / 2, BASE - high - 4, str(week.meetings), "key", "middle")
        else:
            body += rect(x, BASE - 2, wide, 2, "none")
    return body


def _day(on: date) -> str:
    return formats.date_format(on, "M j")
