"""Times as people say them: "6:30 pm", "in 42 min", "Tomorrow, Thursday, November 26"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

RELATIVE_UNTIL = timedelta(hours=12)
SECONDS_PER_MINUTE = 60
MINUTES_PER_HOUR = 60
MINUTES_PER_DAY = 1440


def clock(local: datetime) -> str:
    """ "6:30 pm", "noon" and "midnight"."""
    return minute_of_day_words(local.hour * MINUTES_PER_HOUR + local.minute)


def minute_of_day_words(minute: int) -> str:
    """minute: after local midnight; 1440 and more is the next day."""
    return _minute_of_day_words(minute % MINUTES_PER_DAY, get_language())


@lru_cache(maxsize=4096)
def _minute_of_day_words(minute: int, language: str | None) -> str:  # noqa: ARG001 (cache key)
    hour, rest = divmod(minute, MINUTES_PER_HOUR)
    if rest == 0 and hour in (0, 12):
        return _("noon") if hour else _("midnight")
    half = _("pm") if hour >= 12 else _("am")
    return f"{(hour - 1) % 12 + 1}:{rest:02d} {half}"


def span(start_minute: int, duration_minutes: int) -> str:
    """ "6:30 to 7:30 pm": the half of the day once where it is the same."""
    start, end = (
        minute_of_day_words(start_minute),
        minute_of_day_words(start_minute + duration_minutes),
    )
    begins, _space, half = start.partition(" ")
    if half and end.endswith(f" {half}") and duration_minutes < 12 * MINUTES_PER_HOUR:
        start = begins
    return _("%(start)s to %(end)s") % {"start": start, "end": end}


def relative(starts_at: datetime, at: datetime, language: str | None = None) -> str:
    """ "in 42 min", "in 1 h 12", or "" for what is far off or began.

    language: the active one, from callers that ask for many.
    """
    ahead = starts_at - at
    if ahead < timedelta() or ahead > RELATIVE_UNTIL:
        return ""
    return _minutes_ahead(
        -(-int(ahead.total_seconds()) // SECONDS_PER_MINUTE), language or get_language()
    )


@lru_cache(maxsize=4096)
def _minutes_ahead(minutes: int, language: str | None) -> str:  # noqa: ARG001 (cache key)
    if minutes == 0:
        return _("now")
    hours, rest = divmod(minutes, MINUTES_PER_HOUR)
    if not hours:
        return _("in %(minutes)s min") % {"minutes": minutes}
    return _("in %(hours)s h %(minutes)02d") % {"hours": hours, "minutes": rest}


def relative_in_full(starts_at: datetime, at: datetime) -> str:
    """ "in 42 minutes", "in 1 hour 12 minutes", "in 3 days"."""
    minutes = max(0, -(-int((starts_at - at).total_seconds()) // SECONDS_PER_MINUTE))
    if minutes == 0:
        return _("now")
    hours, rest = divmod(minutes, MINUTES_PER_HOUR)
    if hours >= 24:
        return ngettext("in %(n)s day", "in %(n)s days", hours // 24) % {"n": hours // 24}
    parts = []
    if hours:
        parts.append(ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours})
    if rest:
        parts.append(ngettext("%(n)s minute", "%(n)s minutes", rest) % {"n": rest})
    return _("in %(how_long)s") % {"how_long": " ".join(parts)}


def ago(then: datetime, at: datetime) -> str:
    """ "3 hours ago", "2 days ago", for how old a listing is."""
    minutes = int((at - then).total_seconds() // MINUTES_PER_HOUR)
    if minutes < 2:
        return _("just now")
    if minutes < MINUTES_PER_HOUR * 2:
        return _("%(n)s minutes ago") % {"n": minutes}
    hours = minutes // MINUTES_PER_HOUR
    if hours < 48:
        return _("%(n)s hours ago") % {"n": hours}
    return _("%(n)s days ago") % {"n": hours // 24}


def day_words(day: date, days_ahead: int) -> str:
    """ "Today", "Tomorrow, Thursday, November 26", "Friday, November 27"."""
    written = date_format(day, "l, F j")
    if days_ahead == 0:
        return _("Today, %(day)s") % {"day": written}
    if days_ahead == 1:
        return _("Tomorrow, %(day)s") % {"day": written}
    return written


def short_day(local: datetime) -> str:
    """ "Wed, Nov 25"."""
    return date_format(local, "D, M j")


def weekday_name(weekday: int) -> str:
    """weekday: 0 = Sunday. A Sunday of the calendar is borrowed to name it."""
    return date_format(date(2023, 1, 1) + timedelta(days=weekday), "l")


def this_part_of_day(local: datetime) -> str:
    """ "Today" or "Tonight", by the hour at which something starts."""
    return _("Tonight") if local.hour >= 17 or local.hour < 4 else _("Today")


_ZONES: dict[str, Callable[[], str]] = {
    "America/New_York": lambda: _("Eastern time"),
    "America/Chicago": lambda: _("Central time"),
    "America/Denver": lambda: _("Mountain time"),
    "America/Phoenix": lambda: _("Arizona time"),
    "America/Los_Angeles": lambda: _("Pacific time"),
    "America/Anchorage": lambda: _("Alaska time"),
    "Pacific/Honolulu": lambda: _("Hawaii time"),
    "America/Halifax": lambda: _("Atlantic time"),
    "America/St_Johns": lambda: _("Newfoundland time"),
    "Europe/London": lambda: _("UK time"),
    "Europe/Dublin": lambda: _("Irish time"),
    "UTC": lambda: _("world time (UTC)"),
    "Etc/UTC": lambda: _("world time (UTC)"),
}
VISITOR_ZONES: Sequence[str] = tuple(name for name in _ZONES if not name.endswith("UTC"))
"""Offered to those without script; a searched place's own zone comes first."""


def zone_words(name: str) -> str:
    """ "Eastern time"; elsewhere the zone's city: "Paris time"."""
    if name in _ZONES:
        return _ZONES[name]()
    city = name.rpartition("/")[2].replace("_", " ")
    return pgettext("time zone named by a city", "%(city)s time") % {"city": city}


def is_zone(name: str) -> bool:
    """Whether a time zone of that name exists here."""
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return False
    return bool(name)
