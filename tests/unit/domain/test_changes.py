"""Of what changed in a listing, which values are kept."""

from __future__ import annotations

import pytest

from factories.full_meeting import BARE, FULL, PLANTED
from stepwell.domain.meetings.changes import CHANGED, are_values_kept, kept_of
from stepwell.domain.meetings.identity import field_diff


def test_kept_of_says_of_words_links_and_numbers_only_that_they_changed() -> None:
    for old, new in ((BARE, FULL), (FULL, BARE)):
        kept = kept_of(field_diff(old, new))

        assert PLANTED not in str(kept)
        assert kept["notes"] == kept["online.url"] == kept["contributions.venmo"] == [CHANGED]
        assert kept.keys() == field_diff(old, new).keys()


def test_kept_of_keeps_both_values_of_when_and_where() -> None:
    kept = kept_of(field_diff(BARE, FULL))

    assert kept["schedule.start_minute"] == [None, 600]
    assert kept["place.address"] == ["", "1 Main"]


@pytest.mark.parametrize("name", ["place.notes", "schedule.monthly.basis", "a field of tomorrow"])
def test_values_of_a_field_nobody_named_are_not_kept(name: str) -> None:
    assert not are_values_kept(name)
