"""The meetings of an area, for a phone to carry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

from stepwell.domain.meetings.carried import Carried, carried
from stepwell.domain.meetings.meeting import Attendance
from stepwell.domain.meetings.query import MeetingQuery, Near, Occurrence
from stepwell.queries.directory import WEEK_MINUTES, Directory
from stepwell.queries.places import VisitorPlace, find_place, place_at
from stepwell.queries.vocabularies import vocabulary

MOST_NEAR = 1_000
MOST_ONLINE = 168
"""One for each hour of the week, where so many are listed."""
MOST_STARTS = 20_000
"""Online starts looked at in one week."""
_TO_GO_TO = frozenset({Attendance.IN_PERSON, Attendance.HYBRID})


@dataclass(frozen=True, slots=True)
class AreaAsked:
    """near: ZIP or town as typed. point: (latitude, longitude), rounded; it goes before `near`.
    fellowships: whose online meetings are wanted; none for all."""

    near: str = ""
    point: tuple[float, float] | None = None
    km: float = 40.0
    fellowships: frozenset[str] = frozenset()
    with_online: bool = True


@dataclass(frozen=True, slots=True)
class Area:
    """place: None where none was named, or it is unknown, with `problem` in words.
    near_cut, online_cut: how many were left out, of those online also for want of a way in."""

    place: VisitorPlace | None
    problem: str
    meetings: Carried
    near_cut: int
    online_cut: int


def area_of(asked: AreaAsked, directory: Directory, at: datetime, *, language: str = "en") -> Area:
    """The nearest that one can go to, of every fellowship, and online ones through the week."""
    place, problem = _place(asked, directory, at)
    near, near_total = _near(place, asked, directory, at)
    online, online_total = _online(asked, directory, at) if asked.with_online else ([], 0)
    known = vocabulary()
    found = carried(
        ((directory.code(row), directory.meeting(row)) for row in (*sorted(near), *online)),
        lambda fellowship, code: known.type_name(fellowship, code, language),
    )
    return Area(place, problem, found, near_total - len(near), online_total - len(online))


def _place(asked: AreaAsked, directory: Directory, at: datetime) -> tuple[VisitorPlace | None, str]:
    if asked.point is not None:
        return place_at(*asked.point), ""
    if not asked.near.strip():
        return None, ""
    answer = find_place(asked.near, directory, at)
    return answer.place, answer.problem


def _near(
    place: VisitorPlace | None, asked: AreaAsked, directory: Directory, at: datetime
) -> tuple[tuple[int, ...], int]:
    if place is None:
        return (), 0
    query = MeetingQuery(
        at=at,
        near=Near(place.latitude, place.longitude, asked.km),
        attendance=_TO_GO_TO,
        limit=MOST_NEAR,
    )
    return directory.nearest(query)


def _online(asked: AreaAsked, directory: Directory, at: datetime) -> tuple[list[int], int]:
    """Of those that begin in this week as Greenwich counts it, so that the answer to the same
    question stays the same for days."""
    query = MeetingQuery(
        at=_sunday(at),
        horizon_minutes=WEEK_MINUTES,
        fellowships=asked.fellowships,
        attendance=frozenset({Attendance.ONLINE}),
        limit=MOST_STARTS,
        with_in_progress=False,
    )
    found = directory.search(query)
    rows = dict.fromkeys(one.row for one in _hour_by_hour(found.upcoming))
    taken = islice((row for row in rows if _can_join(row, directory)), MOST_ONLINE)
    return sorted(taken), len(rows)


def _sunday(at: datetime) -> datetime:
    midnight = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=midnight.isoweekday() % 7)


def _can_join(row: int, directory: Directory) -> bool:
    online = directory.meeting(row).online
    return bool(online.url or online.phone)


def _hour_by_hour(starts: Iterable[Occurrence]) -> list[Occurrence]:
    """The first of every hour of the week, then the second of every hour, and so on: whenever
    someone looks, one begins soon."""
    turns: dict[datetime, int] = {}
    ranked = []
    for one in starts:
        hour = one.starts_at.replace(minute=0)
        turns[hour] = turns.get(hour, 0) + 1
        ranked.append((turns[hour], one.starts_at, one.row, one))
    return [one for *_, one in sorted(ranked, key=lambda each: each[:3])]
