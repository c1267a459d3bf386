"""The finder's request, in the words of the page, as a question to the meeting index."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from stepwell.domain.meetings.meeting import MINUTES_PER_DAY, Attendance
from stepwell.domain.meetings.query import MeetingQuery, Near, TimeWindow, TypeFilter
from stepwell.domain.meetings.types import Vocabulary
from stepwell.queries.finder_request import (
    KM_PER_MILE,
    FinderRequest,
    Join,
    PartOfDay,
    Suits,
    When,
)

DAYS_AHEAD = 7
PAGE_SIZE = 50

WINDOWS = {
    PartOfDay.MORNING: TimeWindow(4 * 60, 12 * 60),
    PartOfDay.AFTERNOON: TimeWindow(12 * 60, 17 * 60),
    PartOfDay.EVENING: TimeWindow(17 * 60, 21 * 60),
    PartOfDay.NIGHT: TimeWindow(21 * 60, 4 * 60),
}

SENSES = {
    Suits.BEGINNERS: ("beginners",),
    Suits.OPEN: ("open",),
    Suits.STEP_FREE: ("wheelchair",),
    Suits.WOMEN: ("women",),
    Suits.MEN: ("men",),
    Suits.LGBTQ: ("lgbtq", "transgender", "non-binary"),
    Suits.YOUNG: ("young-people",),
    Suits.CHILDCARE: ("childcare", "child-friendly"),
    Suits.SECULAR: ("secular",),
}
SPOKEN = {Suits.SPANISH: "es", Suits.ASL: "ase"}
"""Listings give these as languages, not as types."""

JOINED = {
    Join.ANY: frozenset({Attendance.IN_PERSON, Attendance.ONLINE, Attendance.HYBRID}),
    Join.IN_PERSON: frozenset({Attendance.IN_PERSON, Attendance.HYBRID}),
    Join.ONLINE: frozenset({Attendance.ONLINE, Attendance.HYBRID}),
    Join.HYBRID: frozenset({Attendance.HYBRID}),
}


def question(
    request: FinderRequest,
    *,
    at: datetime,
    zone: str,
    point: tuple[float, float] | None,
    vocabulary: Vocabulary,
) -> MeetingQuery:
    """What the index is asked. zone: where the visitor's days begin and end.

    With a point only meetings that one can go to are asked for, unless the person
    wants to join from afar: then distance says nothing.
    """
    start, minutes, weekdays = _days(request.when, at, zone)
    near = None
    if point is not None and request.join is not Join.ONLINE:
        near = Near(point[0], point[1], request.miles * KM_PER_MILE)
    return MeetingQuery(
        at=start,
        horizon_minutes=minutes,
        near=near,
        region=request.region,
        fellowships=request.fellowships,
        types=_types(request, vocabulary),
        attendance=JOINED[request.join],
        languages=_languages(request),
        weekdays=weekdays,
        time_windows=tuple(WINDOWS[part] for part in PartOfDay if part in request.parts_of_day),
        words=request.words,
        limit=PAGE_SIZE,
        offset=(request.page - 1) * PAGE_SIZE,
        with_in_progress=start == at and not weekdays and request.page == 1,
    )


def codes_for(
    suits: Suits, vocabulary: Vocabulary, fellowships: Iterable[str] = ()
) -> frozenset[str]:
    """Type codes that mean it, in the fellowships asked for, or in the usual list.

    A code that means something else in another fellowship ("B") is counted only where
    that fellowship is asked for.
    """
    senses = SENSES.get(suits, ())
    tables = [vocabulary.types_of(slug) for slug in fellowships] or [dict(vocabulary.base)]
    return frozenset(
        code for table in tables for code, found in table.items() if found.sense in senses
    )


def _types(request: FinderRequest, vocabulary: Vocabulary) -> TypeFilter:
    """Wishes with one code are required; of those with several codes the first is "one of",
    and any further one is required by its commonest code, since a filter has one such set."""
    all_of: set[str] = set()
    any_of: frozenset[str] = frozenset()
    for suits in (one for one in Suits if one in request.suits and one not in SPOKEN):
        codes = codes_for(suits, vocabulary, request.fellowships)
        if len(codes) > 1 and not any_of:
            any_of = codes
        elif codes:
            all_of.add(min(codes, key=lambda code: (code not in vocabulary.base, code)))
    none_of = {
        code
        for suits in request.not_for
        for code in codes_for(suits, vocabulary, request.fellowships)
    }
    return TypeFilter(frozenset(all_of), any_of, frozenset(none_of))


def _languages(request: FinderRequest) -> frozenset[str]:
    wanted = {SPOKEN[suits] for suits in request.suits if suits in SPOKEN}
    return frozenset(wanted | ({request.language} if request.language else set()))


def _days(when: When, at: datetime, zone: str) -> tuple[datetime, int, frozenset[int]]:
    """(from, minutes, weekdays) of the days asked for."""
    if when is When.SOON:
        return at, MINUTES_PER_DAY, frozenset()
    if when is When.TODAY:
        return at, _minutes_between(at, local_midnight(at, zone, days=1)), frozenset()
    if when is When.TOMORROW:
        start = local_midnight(at, zone, days=1)
        return start, _minutes_between(start, local_midnight(at, zone, days=2)), frozenset()
    weekday = when.weekday
    weekdays = frozenset() if weekday is None else frozenset({weekday})
    return at, DAYS_AHEAD * MINUTES_PER_DAY, weekdays


def local_midnight(at: datetime, zone: str, *, days: int) -> datetime:
    """Midnight that begins the day so many days after `at`'s, in the zone."""
    tz = ZoneInfo(zone)
    day = at.astimezone(tz).date() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, tzinfo=tz)


def _minutes_between(start: datetime, end: datetime) -> int:
    return max(1, round((end.timestamp() - start.timestamp()) / 60))
