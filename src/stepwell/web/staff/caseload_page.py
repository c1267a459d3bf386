"""What the caseload's pages show, made of what was read: drawings, flags in their looks, links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stepwell.domain.caseload.flags import Flag
from stepwell.domain.caseload.rules import Level
from stepwell.domain.caseload.sifting import CaseCounts, CaseSift, Only, Order, Whose
from stepwell.domain.caseload.spans import WEEKS
from stepwell.queries.caseload import Caseload, CaseRow, CourseInRow
from stepwell.queries.caseload_rules import flag_rules
from stepwell.web.staff.caseload_charts import day_strip, flight, week_bars
from stepwell.web.staff.caseload_words import BASES, FLAGS, ICONS, LEVELS, ORDERS
from stepwell.web.staff.forms.client import SUBSTANCES


@dataclass(frozen=True, slots=True)
class FlagLook:
    """kind: of the flag's look; only the first to act on today looks like one."""

    label: str
    icon: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class CourseLook:
    course: CourseInRow
    drawing: SafeString | None


@dataclass(frozen=True, slots=True)
class RowLook:
    """about: substances, in short. seen: how long ago."""

    row: CaseRow
    about: str
    flags: tuple[FlagLook, ...]
    courses: tuple[CourseLook, ...]
    bars: SafeString | None
    strip: SafeString | None
    this_week: int
    seen: str


@dataclass(frozen=True, slots=True)
class Pick:
    """A choice as a link."""

    label: str
    query: str
    is_chosen: bool


def row_looks(found: Caseload) -> list[RowLook]:
    return [_row(one, found.today) for one in found.found.rows]


def flag_looks(flags: Sequence[Flag]) -> tuple[FlagLook, ...]:
    acts = [one for one in flags if one.level is Level.ACT]
    kinds = {Level.ACT: "watch", Level.WATCH: "watch", Level.NOTE: ""}
    return tuple(
        FlagLook(
            one.label,
            ICONS[one.kind],
            "act" if acts and one is acts[0] else kinds[one.level],
            one.reason,
        )
        for one in flags
    )


def picks_of(counts: CaseCounts, sift: CaseSift) -> list[Pick]:
    words = (
        (Only.ALL, _("Everyone"), counts.everyone),
        (Only.NEEDS, _("Needs something"), counts.needs),
        (Only.TODAY, _("Session today"), counts.today),
        (Only.ENDING, _("Ending soon"), counts.ending),
    )
    return [
        Pick(f"{label}, {count}", query_of(replace(sift, only=only)), sift.only is only)
        for only, label, count in words
    ]


def reaches_of(sift: CaseSift, *, is_supervisor: bool) -> list[Pick]:
    words = [(Whose.ALL, _("All you may see")), (Whose.OWN, _("In your care"))]
    if is_supervisor:
        words.append((Whose.NOBODY, _("In nobody’s care")))
    return [
        Pick(label, query_of(replace(sift, whose=whose)), sift.whose is whose)
        for whose, label in words
    ]


def query_of(sift: CaseSift) -> str:
    return urlencode(sift.as_params())


def choices_of(found: Caseload, sift: CaseSift) -> dict[str, Any]:
    """What the form of filters offers."""
    return {
        "flag_choices": [(one.kind, FLAGS[one.kind]) for one in flag_rules()],
        "course_choices": found.courses,
        "order_choices": [(one.value, ORDERS[one]) for one in Order],
        "sift": sift,
        "is_narrowed": bool(sift.flag or sift.course),
    }


def rule_rows() -> list[tuple[Promise, Promise, str, Promise]]:
    """Each flag's rule: name, level, where its thresholds come from, and how sure that is."""
    return [(FLAGS[o.kind], LEVELS[o.level], o.source, BASES[o.basis]) for o in flag_rules()]


def _row(one: CaseRow, today: date) -> RowLook:
    words = {slug: str(label) for slug, label in SUBSTANCES}
    named = [words.get(slug, slug).lower() for slug in one.substances]
    about = named[0] + (f", +{len(named) - 1}" if len(named) > 1 else "") if named else ""
    return RowLook(
        row=one,
        about=about,
        flags=flag_looks(one.flags),
        courses=tuple(
            CourseLook(course, flight(course.done, course.needed))
            if course.needed and course.done is not None
            else CourseLook(course, None)
            for course in one.courses
        ),
        bars=week_bars(one.weeks) if one.weeks else None,
        strip=day_strip(one.days, one.counted) if one.counted else None,
        this_week=one.weeks[-1].meetings if len(one.weeks) == WEEKS else 0,
        seen=_seen(one.heard_on, today),
    )


def _seen(on: date | None, today: date) -> str:
    if on is None:
        return _("Not yet")
    days = (today - on).days
    if days <= 0:
        return _("Today")
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
