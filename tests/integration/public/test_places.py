from __future__ import annotations

from typing import Any

import pytest

from factories.meetings import build_meeting, build_place
from integration.public.conftest import AT
from stepwell.queries.directory import current_directory
from stepwell.queries.finder_request import FinderRequest, When
from stepwell.queries.meetings import find_meetings
from stepwell.queries.places import find_place, place_at

SPRINGFIELD_MA = (42.1015, -72.5898)


def test_zip_has_its_own_zone(published: Any) -> None:
    published()

    answer = find_place("85004", current_directory(), AT)

    assert answer.place is not None
    assert answer.place.timezone == "America/Phoenix"
    assert answer.place.near == "85004"


def test_place_with_meetings_comes_before_a_bigger_namesake(published: Any) -> None:
    latitude, longitude = SPRINGFIELD_MA
    published(build_meeting(place=build_place(latitude=latitude, longitude=longitude)))

    answer = find_place("Springfield", current_directory(), AT)

    assert answer.place is not None
    assert answer.place.label == "Springfield, MA"
    assert "Springfield, MO" in [place.label for place in answer.others]


@pytest.mark.parametrize("text", ["", "   ", "Qqzzxx"])
def test_nothing_found_says_what_to_try(published: Any, text: str) -> None:
    published()

    answer = find_place(text, current_directory(), AT)

    assert answer.place is None
    assert answer.problem


def test_position_is_named_after_the_nearest_town() -> None:
    place = place_at(41.56, -72.65)

    assert place.label == "Middletown, CT"
    assert place.point == (41.56, -72.65)


def test_position_far_from_any_known_town_still_works() -> None:
    place = place_at(48.86, 2.35)

    assert place.label == ""
    assert place.timezone == "Europe/Paris"
    assert not place.uses_miles


def test_place_whose_meetings_have_no_point_is_taken_as_a_region(published: Any) -> None:
    place = build_place(latitude=None, longitude=None, address="1 High St, Edmonton")
    published(build_meeting("Chinook", place=place, regions=("Edmonton",)))

    answer = find_place("Edmonton", current_directory(), AT)
    page = find_meetings(FinderRequest(near="edmonton", when=When.WEEK), current_directory(), AT)

    assert (answer.place, answer.region) == (None, "Edmonton")
    assert page.request.region == "Edmonton"
    assert page.total == 1
