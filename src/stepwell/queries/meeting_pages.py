"""One meeting with its next times, its neighbors and what to expect, from the snapshot alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from uuid import UUID

from stepwell.domain.meetings.expectations import Expectation, expectations_for
from stepwell.domain.meetings.meeting import Meeting
from stepwell.domain.meetings.query import Occurrence
from stepwell.domain.meetings.recurrence import in_progress_start, occurrences
from stepwell.queries.content import expectation_texts
from stepwell.queries.directory import Directory
from stepwell.queries.vocabularies import vocabulary

LOOK_AHEAD = timedelta(days=125)
"""Long enough for three turns of a monthly meeting."""
MOST_TIMES = 5
MOST_BESIDE = 12


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """running: the occurrence going on at `at`. upcoming: the next ones. beside: other
    meetings, each by its next occurrence, soonest first."""

    row: int
    code: str
    meeting: Meeting
    feed_slug: str
    at: datetime
    running: Occurrence | None
    upcoming: tuple[Occurrence, ...]
    at_place: tuple[Occurrence, ...]
    of_group: tuple[Occurrence, ...]
    expectations: tuple[Expectation, ...]


def show_meeting(code: UUID, directory: Directory, at: datetime) -> MeetingPage | None:
    """None where the directory does not list it (any more)."""
    at = _whole_minute(at)
    row = directory.row_of(code)
    if row is None:
        return None
    meeting = directory.meeting(row)
    snapshot = directory.snapshot
    of_group = _next_of(snapshot.rows_of_same_group(row), directory, at)
    shown = {one.row for one in of_group}
    at_place = [row for row in snapshot.rows_at_same_place(row) if row not in shown]
    return MeetingPage(
        row=row,
        code=str(code),
        meeting=meeting,
        feed_slug=snapshot.feed_slug(row),
        at=at,
        running=_running(row, meeting, at),
        upcoming=_upcoming(row, meeting, at, MOST_TIMES),
        at_place=_next_of(at_place, directory, at),
        of_group=of_group,
        expectations=expectations_for(meeting, expectation_texts(), vocabulary()),
    )


def next_occurrence(row: int, meeting: Meeting, at: datetime) -> Occurrence | None:
    """The one going on at `at`, else the next; None for meetings without a fixed time."""
    at = _whole_minute(at)
    return _running(row, meeting, at) or next(iter(_upcoming(row, meeting, at, 1)), None)


def _whole_minute(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(second=0, microsecond=0)


def _upcoming(row: int, meeting: Meeting, at: datetime, count: int) -> tuple[Occurrence, ...]:
    if meeting.schedule is None:
        return ()
    found = occurrences(meeting.schedule, meeting.timezone, at, at + LOOK_AHEAD)
    return tuple(Occurrence(row, start, end, None) for start, end in islice(found, count))


def _running(row: int, meeting: Meeting, at: datetime) -> Occurrence | None:
    if meeting.schedule is None:
        return None
    start = in_progress_start(meeting.schedule, meeting.timezone, at)
    if start is None:
        return None
    return Occurrence(
        row, start, start + timedelta(minutes=meeting.schedule.duration_minutes), None
    )


def _next_of(rows: Iterable[int], directory: Directory, at: datetime) -> tuple[Occurrence, ...]:
    found = (next_occurrence(row, directory.meeting(row), at) for row in rows)
    known = [one for one in found if one is not None]
    return tuple(sorted(known, key=lambda one: (one.starts_at, one.row))[:MOST_BESIDE])
