"""Rows of meeting lists, their lasting part rendered once and kept.

A row's name, line and badges stay the same while the directory does; its time, "in 42
min" and distance do not. The shared template is rendered with marks where those stand,
and later requests only fill in the marks: some 5 µs a row instead of 300.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from html import escape
from typing import Final

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stepwell.domain.meetings.meeting import Attendance
from stepwell.domain.meetings.query import Occurrence
from stepwell.domain.meetings.recurrence import zone
from stepwell.queries.directory import Directory
from stepwell.queries.finder_request import KM_PER_MILE
from stepwell.queries.recent import Recent
from stepwell.web.public import clock_words, meeting_words
from stepwell.web.shared.rows import MeetingRow

MOST_KEPT: Final = 16_384
"""Fragments of one process, some 1.5 KB each."""

_TIME, _RELATIVE, _WHERE = "\ue000", "\ue001", "\ue002"
_INSTANT = datetime(1, 1, 1, tzinfo=UTC)
_NO_MARKS = dict.fromkeys(map(ord, (_TIME, _RELATIVE, _WHERE, "\x00")))


@dataclass(frozen=True, slots=True)
class RowStyle:
    """What rows of one list have in common. zone: the visitor's. names_in: language for
    type names, "" for plain words. level: of the headings. with_day: rows stand under no
    day's heading, so each names its own.
    """

    at: datetime
    zone: str
    names_in: str = ""
    level: int = 3
    uses_miles: bool = True
    with_day: bool = False


@dataclass(frozen=True, slots=True)
class _Fragment:
    """zone: the meeting's own. is_online: read in the visitor's zone instead. patterns:
    by (has relative, has where), the row's HTML as a %-format of what changes."""

    row: MeetingRow
    zone: str
    is_online: bool
    level: int
    patterns: dict[tuple[bool, bool], str] = field(default_factory=dict)

    def pattern(self, has_relative: bool, has_where: bool) -> str:
        shape = (has_relative, has_where)
        if shape not in self.patterns:
            marked = replace(
                self.row,
                relative_label=_RELATIVE if has_relative else "",
                distance_label=_WHERE if has_where else "",
            )
            context = {"row": marked, "level": self.level}
            html = str(render_to_string("shared/parts/meeting_row.html", context))
            for mark in (marked.starts_iso, _TIME, _RELATIVE, _WHERE):
                html = html.replace(mark, "\x00")
            self.patterns[shape] = html.replace("%", "%%").replace("\x00", "%s")
        return self.patterns[shape]


_kept = Recent[tuple[str, int, str, int, str], _Fragment](MOST_KEPT)


def rendered_rows(
    occurrences: Iterable[Occurrence], directory: Directory, style: RowStyle
) -> SafeString:
    """The `<li>`s of a list, for a `<ul class="rows" role="list">`."""
    language = get_language() or ""
    return mark_safe(  # noqa: S308 (a template's output, filled with escaped words)
        "".join(_row(found, directory, style, language) for found in occurrences)
    )


def distance_words(km: float, *, uses_miles: bool, language: str | None = None) -> str:
    """ "0.6 mi", "12 mi", "1.4 km"."""
    far = km / KM_PER_MILE if uses_miles else km
    return _distance_words(round(far * 10), uses_miles, language or get_language())


@lru_cache(maxsize=4096)
def _distance_words(tenths: int, uses_miles: bool, language: str | None) -> str:  # noqa: ARG001
    unit = _("mi") if uses_miles else _("km")
    return f"{tenths / 10:.1f} {unit}" if tenths < 100 else f"{round(tenths / 10)} {unit}"


@lru_cache(maxsize=4096)
def _time_html(minute: int, zone_name: str, language: str) -> str:  # noqa: ARG001 (cache key)
    """zone_name: named beside the time where it is not the reader's own, or ""."""
    time = clock_words.minute_of_day_words(minute)
    if not zone_name:
        return conditional_escape(time)
    return format_html("{} <small>{}</small>", time, clock_words.zone_words(zone_name))


def _row(found: Occurrence, directory: Directory, style: RowStyle, language: str) -> str:
    fragment = _fragment(found.row, directory, style, language)
    shown_in = style.zone if fragment.is_online else fragment.zone
    local = found.starts_at.astimezone(zone(shown_in))
    iso = local.isoformat(timespec="minutes")
    is_zone_named = fragment.is_online or shown_in != style.zone
    minute = local.hour * clock_words.MINUTES_PER_HOUR + local.minute
    parts = [iso, _time_html(minute, shown_in if is_zone_named else "", language)]
    relative = clock_words.relative(found.starts_at, style.at, language)
    if style.with_day:
        relative = _when(found, local, style, relative)
    if relative:
        parts += [iso, escape(relative)]
    where = ""
    if found.distance_km is not None:
        where = distance_words(found.distance_km, uses_miles=style.uses_miles, language=language)
        parts.append(where)
    return fragment.pattern(bool(relative), bool(where)) % tuple(parts)


def _when(found: Occurrence, local: datetime, style: RowStyle, relative: str) -> str:
    if found.starts_at <= style.at < found.ends_at:
        return _("now")
    return relative or clock_words.short_day(local)


def _fragment(row: int, directory: Directory, style: RowStyle, language: str) -> _Fragment:
    key = (directory.version, row, style.names_in, style.level, language)
    return _kept.get(key, lambda _key: _made(row, directory, style))


def _made(row: int, directory: Directory, style: RowStyle) -> _Fragment:
    meeting = directory.meeting(row)
    code = directory.code(row)
    is_online = meeting.attendance is Attendance.ONLINE
    shown = MeetingRow(
        code=code,
        name=_unmarked(meeting.name),
        url=reverse("public:meeting", args=(code,)),
        starts_at=_INSTANT,
        time_label=_TIME,
        line=_unmarked(meeting_words.line(meeting)),
        badges=meeting_words.badges(meeting, style.names_in),
        lang=meeting_words.name_lang(meeting),
        is_online=is_online,
    )
    return _Fragment(shown, meeting.timezone, is_online, style.level)


def _unmarked(text: str) -> str:
    """A listing's own text, unable to pass for one of our marks."""
    return text.translate(_NO_MARKS).replace(_INSTANT.isoformat(timespec="minutes"), "")
