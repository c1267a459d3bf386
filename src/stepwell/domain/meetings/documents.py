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
