"""Meetings as flat rows for the engines that search tables.

Their starts are the minute of the UTC week, as such tables usually keep them: right in
the week of the bench, wrong around clock changes, and to be rewritten at every change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import Final, NamedTuple

from stepwell.domain.meetings.meeting import Attendance, Meeting
from stepwell.domain.meetings.recurrence import zone
from stepwell.search.bench.questions import WEEK
from stepwell.search.bench.synthetic import FELLOWSHIPS, LANGUAGES, TYPE_CODES
from stepwell.search.build import searched_texts

WEEK_MINUTES: Final = 10_080
ATTENDANCE_NUMBERS: Final = {state: number for number, state in enumerate(Attendance)}


class FlatRow(NamedTuple):
    """types: one bit per code of TYPE_CODES, sixty of them. start: minute of the UTC week."""

    number: int
    latitude: float | None
    longitude: float | None
    start: int
    types: int
    attendance: int
    language: int
    fellowship: int
    region: str
    text: str


def flat_rows(listed: Iterable[tuple[str, str, Meeting]]) -> Iterator[FlatRow]:
    for public_id, _, meeting in listed:
        schedule = meeting.schedule
        assert schedule is not None
        local = schedule.weekday * 1440 + schedule.start_minute
        yield FlatRow(
            number=int(public_id, 16),
            latitude=meeting.place.latitude,
            longitude=meeting.place.longitude,
            start=(local - _offset_minutes(meeting.timezone)) % WEEK_MINUTES,
            types=type_bits(meeting.types),
            attendance=ATTENDANCE_NUMBERS[meeting.attendance],
            language=LANGUAGES.index(meeting.languages[0]),
            fellowship=FELLOWSHIPS.index(meeting.fellowship),
            region=" > ".join(meeting.regions),
            text=" ".join((*searched_texts(meeting), meeting.fellowship)),
        )


def type_bits(codes: Iterable[str]) -> int:
    return sum(1 << TYPE_CODES.index(code) for code in set(codes))


def minute_of_week(at: datetime) -> int:
    """0 = Sunday midnight, UTC."""
    return (at.isoweekday() % 7) * 1440 + at.hour * 60 + at.minute


@lru_cache(maxsize=256)
def _offset_minutes(name: str) -> int:
    offset = WEEK.astimezone(zone(name)).utcoffset()
    assert offset is not None
    return int(offset.total_seconds()) // 60
