"""What a person asks of the directory, and what comes back. No search engine here:
`search` answers these from a snapshot, the tests answer them by brute force."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from stepwell.domain.meetings.meeting import Attendance

ATTENDABLE = frozenset({Attendance.IN_PERSON, Attendance.ONLINE, Attendance.HYBRID})


@dataclass(frozen=True, slots=True)
class Near:
    """A point (WGS84 degrees) and how far to look around it."""

    latitude: float
    longitude: float
    radius_km: float


@dataclass(frozen=True, slots=True)
class TypeFilter:
    """Type codes that a meeting must all carry, must carry one of, must not carry."""

    all_of: frozenset[str] = frozenset()
    any_of: frozenset[str] = frozenset()
    none_of: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TimeWindow:
    """Local start times from `from_minute` up to, not including, `to_minute`.

    Minutes after the meeting's local midnight; `to_minute` <= `from_minute` wraps past
    midnight ("night": 20:00 to 05:00).
    """

    from_minute: int
    to_minute: int


@dataclass(frozen=True, slots=True)
class MeetingQuery:
    """Filters are combined with AND; an empty set means "any".

    at: aware instant. horizon_minutes: occurrences start in [at, at + horizon).
    near: applies to meetings one can attend in person (in person, hybrid, and closed
    ones where asked for); with `include_online` a purely online meeting passes
    without a distance. region: a region path ("Connecticut > Middletown"), matching
    itself and everything below it. weekdays and time_windows are read in each
    meeting's own zone. words: every word must match (prefix or small typo).
    """

    at: datetime
    horizon_minutes: int = 1440
    near: Near | None = None
    include_online: bool = False
    region: str = ""
    fellowships: frozenset[str] = frozenset()
    types: TypeFilter = field(default_factory=TypeFilter)
    attendance: frozenset[Attendance] = ATTENDABLE
    languages: frozenset[str] = frozenset()
    weekdays: frozenset[int] = frozenset()
    time_windows: tuple[TimeWindow, ...] = ()
    words: str = ""
    limit: int = 50
    offset: int = 0
    with_in_progress: bool = True
    with_facets: bool = False


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One start of one meeting. row: its position in the snapshot. Instants are UTC.

    distance_km: None where no place was asked for or the meeting is online only.
    rank: 0 where every search word matched exactly, 1 where a typo was forgiven.
    """

    row: int
    starts_at: datetime
    ends_at: datetime
    distance_km: float | None
    rank: int = 0


@dataclass(frozen=True, slots=True)
class MeetingResults:
    """in_progress: started before `at`, not over; latest start first, then by distance
    and row, cut to limit (never to offset); in_progress_total: before the cut.
    upcoming: by (rank, starts_at, distance, row), cut to limit and offset. total:
    upcoming occurrences before the cut. facets: name -> value -> number of meetings
    (counted once each) that have an upcoming occurrence."""

    in_progress: tuple[Occurrence, ...]
    upcoming: tuple[Occurrence, ...]
    total: int
    facets: dict[str, dict[str, int]]
    in_progress_total: int = 0
