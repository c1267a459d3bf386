"""A meeting as the JSON text that the database and the index keep."""

from __future__ import annotations

import msgspec

from stepwell.domain.meetings.meeting import Meeting

_encoder = msgspec.json.Encoder(order="deterministic")
_decoder = msgspec.json.Decoder(Meeting)


def encode_document(meeting: Meeting) -> str:
    return _encoder.encode(meeting).decode()


def decode_document(text: str | bytes) -> Meeting:
    """Raises msgspec.ValidationError when the text is not a meeting of this version."""
    return _decoder.decode(text)


def without_details(meeting: Meeting) -> Meeting:
    """Only what tells which meeting it was: name, schedule and place, without words quoted."""
    schedule = meeting.schedule
    if schedule and schedule.monthly:
        monthly = msgspec.structs.replace(schedule.monthly, basis="")
        schedule = msgspec.structs.replace(schedule, monthly=monthly)
    return Meeting(
        source_key=meeting.source_key,
        name=meeting.name,
        fellowship=meeting.fellowship,
        timezone=meeting.timezone,
        timezone_basis=meeting.timezone_basis,
        attendance=meeting.attendance,
        attendance_reason=meeting.attendance_reason,
        schedule=schedule,
        place=msgspec.structs.replace(meeting.place, notes=""),
    )
