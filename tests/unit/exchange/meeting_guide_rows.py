"""One good row to vary, and short ways to read what becomes of it."""

import json

from stepwell.domain.meetings.meeting import Meeting
from stepwell.exchange.meeting_guide import FeedOptions, parse_feed
from stepwell.exchange.outcomes import MeetingRow, RejectedRow, WithheldRow

OPTIONS = FeedOptions(default_timezone="America/New_York")
GOOD = {
    "name": "Morning Light",
    "slug": "morning-light",
    "day": 1,
    "time": "07:00",
    "end_time": "08:00",
    "types": ["O", "BE"],
    "location": "Community House",
    "formatted_address": "12 Main St, Middletown, CT 06457, USA",
    "approximate": "no",
}


def outcome(
    options: FeedOptions = OPTIONS, without: tuple[str, ...] = (), **changes: object
) -> MeetingRow | WithheldRow | RejectedRow:
    """The good row with some fields changed or left out, parsed as a feed of its own."""
    row = {name: value for name, value in {**GOOD, **changes}.items() if name not in without}
    (only,) = parse_feed(json.dumps([row]).encode(), options).outcomes
    return only


def listed(
    options: FeedOptions = OPTIONS, without: tuple[str, ...] = (), **changes: object
) -> tuple[Meeting, dict[str, str]]:
    """Its first meeting, and its warnings as code -> field."""
    row = outcome(options, without, **changes)
    assert isinstance(row, MeetingRow), row
    return row.meetings[0], {warning.code: warning.field for warning in row.warnings}
