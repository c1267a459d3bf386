"""A listed meeting as a calendar file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from stepwell.exchange.ical import NoCalendar, PartOfDay, meeting_calendar, part_of_day
from stepwell.queries.directory import Directory

__all__ = ["NoCalendar", "PartOfDay", "calendar_file", "part_of_day"]


def calendar_file(
    code: UUID,
    directory: Directory,
    at: datetime,
    *,
    url: str,
    with_details: bool,
    neutral_titles: Mapping[PartOfDay, str],
) -> bytes | None:
    """iCalendar bytes, or None where the meeting is not listed. The public code is the UID.

    Raises: NoCalendar where it has no fixed times.
    """
    row = directory.row_of(code)
    if row is None:
        return None
    meeting = directory.meeting(row)
    return meeting_calendar(
        meeting,
        uid=str(code),
        at=at,
        title=meeting.name,
        url=url,
        with_details=with_details,
        neutral_titles=neutral_titles,
    )
