"""Occurrences under the headings a person reads by: now, soon, later today, then day by day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby
from zoneinfo import ZoneInfo

from stepwell.domain.meetings.query import Occurrence

SOON = timedelta(hours=2)
EVENING_FROM_HOUR = 17
NIGHT_UNTIL_HOUR = 4


class GroupKind(StrEnum):
    IN_PROGRESS = "in_progress"
    SOON = "soon"
    LATER_TODAY = "later_today"
    TONIGHT = "tonight"
    DAY = "day"
    SIMILAR = "similar"  # words that differ by a typing mistake


@dataclass(frozen=True, slots=True)
class OccurrenceGroup:
    """day: the date in the visitor's zone, for DAY groups; days_ahead: 0 = today."""

    kind: GroupKind
    occurrences: tuple[Occurrence, ...]
    day: date | None = None
    days_ahead: int = 0


def grouped(
    in_progress: Iterable[Occurrence], upcoming: Iterable[Occurrence], *, at: datetime, zone: str
) -> tuple[OccurrenceGroup, ...]:
    """Groups in reading order, none of them empty."""
    tz = ZoneInfo(zone)
    now = at.astimezone(tz)
    groups = []
    running = tuple(in_progress)
    if running:
        groups.append(OccurrenceGroup(GroupKind.IN_PROGRESS, running))
    found = tuple(upcoming)
    exact = sorted((one for one in found if not one.rank), key=_reading_order)
    for (kind, day), members in groupby(exact, key=lambda one: _heading(one, now, tz)):
        ahead = (day - now.date()).days if day else 0
        groups.append(OccurrenceGroup(kind, tuple(members), day, ahead))
    similar = tuple(sorted((one for one in found if one.rank), key=_reading_order))
    if similar:
        groups.append(OccurrenceGroup(GroupKind.SIMILAR, similar))
    return tuple(groups)


def _reading_order(found: Occurrence) -> tuple[datetime, float, int]:
    return found.starts_at, found.distance_km or 0.0, found.row


def _heading(found: Occurrence, now: datetime, tz: ZoneInfo) -> tuple[GroupKind, date | None]:
    if found.starts_at <= now + SOON:
        return GroupKind.SOON, None
    local = found.starts_at.astimezone(tz)
    is_dark = now.hour >= EVENING_FROM_HOUR or now.hour < NIGHT_UNTIL_HOUR
    if _evening_of(local) == _evening_of(now):
        return (GroupKind.TONIGHT if is_dark else GroupKind.LATER_TODAY), None
    if local.date() == now.date():
        return GroupKind.LATER_TODAY, None
    return GroupKind.DAY, local.date()


def _evening_of(local: datetime) -> date:
    """The small hours still belong to the night before."""
    is_small_hours = local.hour < NIGHT_UNTIL_HOUR
    return local.date() - timedelta(days=1) if is_small_hours else local.date()
