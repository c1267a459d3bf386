"""The key of a row: storable whatever its source wrote, with room for a suffix."""

from __future__ import annotations

import pytest

from stepwell.exchange.meeting_guide_row import source_key_of


@pytest.mark.parametrize(
    ("slug", "key"),
    [
        ("early-risers", "early-risers"),
        (17, "17"),
        ("  early  risers\n", "early-risers"),
        ("a\x00b\x1fc", "abc"),
        ("\x00", ""),
        (None, ""),
    ],
)
def test_source_key_has_no_spaces_and_control_characters(slug: object, key: str) -> None:
    assert source_key_of({"slug": slug}) == key


def test_source_key_leaves_room_for_a_suffix() -> None:
    assert len(source_key_of({"slug": "x" * 300}) + "-99999999") <= 255
