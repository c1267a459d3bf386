"""A meeting as the text that is kept of it."""

from __future__ import annotations

import msgspec
import pytest

from factories.full_meeting import FULL, PLANTED
from stepwell.domain.meetings.documents import decode_document, encode_document, without_details


def test_document_of_a_meeting_gives_it_back() -> None:
    assert decode_document(encode_document(FULL)) == FULL


def test_document_with_a_foreign_field_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        decode_document(encode_document(FULL).replace('"name"', '"nom"'))


def test_without_details_keeps_name_time_and_place_and_nothing_written_freely() -> None:
    bare = without_details(FULL)

    assert bare.schedule
    assert (bare.name, bare.schedule.start_minute, bare.place.address) == ("Other", 600, "1 Main")
    assert PLANTED not in encode_document(bare)
