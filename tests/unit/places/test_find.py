"""What people type into the box that asks where, on the shipped file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain.places.gazetteer import Gazetteer
from stepwell.domain.places.match import (
    NO_PLACE_SENTENCES,
    MatchScore,
    NoPlaceReason,
    PlaceKind,
)
from stepwell.library.places import read_us_places

US = Gazetteer.parse(read_us_places())


@pytest.mark.parametrize("typed", ["06457", " 06457 ", "06457-1234", "064571234", "06457-"])
def test_find_zip_gives_its_point_and_post_office(us: Gazetteer, typed: str) -> None:
    (match,) = us.find(typed)

    assert match.label == "Middletown, CT 06457"
    assert match.kind is PlaceKind.ZIP
    assert (match.state, match.postal_code, match.score) == ("CT", "06457", MatchScore.EXACT)
    assert match.latitude == pytest.approx(41.55, abs=0.05)
    assert match.longitude == pytest.approx(-72.66, abs=0.05)


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("middletown ct", "Middletown, CT"),
        ("MIDDLETOWN, CONNECTICUT", "Middletown, CT"),
        ("Middletown, CT, USA", "Middletown, CT"),
        ("middletown connecticut united states of america", "Middletown, CT"),
        ("Middletown, Conn", "Middletown, CT"),
        ("New Haven", "New Haven, CT"),
        ("n haven", "North Haven, CT"),
        ("W. Hartford", "West Hartford, CT"),
        ("St. Louis", "St. Louis, MO"),
        ("Saint Louis", "St. Louis, MO"),
        ("st.louis", "St. Louis, MO"),
        ("Mt Vernon", "Mount Vernon, NY"),
        ("Ft. Worth tx", "Fort Worth, TX"),
        ("canon city", "Cañon City, CO"),
        ("Cañon  City, Colorado", "Cañon City, CO"),
        ("coeur dalene", "Coeur d'Alene, ID"),
        ("Winston Salem NC", "Winston-Salem, NC"),
        ("charleston, w virginia", "Charleston, WV"),
        ("washington dc", "Washington, DC"),
        ("Missoula, MT", "Missoula, MT"),
        ("rocky mt", "Rocky Mount, NC"),
        ("nyc", "New York City, NY"),
    ],
)
def test_find_name_in_many_spellings(us: Gazetteer, typed: str, label: str) -> None:
    assert us.find(typed)[0].label == label


@pytest.mark.parametrize(
    ("typed", "first", "kind"),
    [
        ("214 Main Street, Middletown CT 06457", "Middletown, CT 06457", PlaceKind.ZIP),
        ("214 Main Street, Middletown CT 06457-3401", "Middletown, CT 06457", PlaceKind.ZIP),
        ("214 Main Street, Middletown CT", "Middletown, CT", PlaceKind.PLACE),
        ("214 Main Street, Middletown CT 99999", "Middletown, CT", PlaceKind.PLACE),
        ("12 St James Ave, New Haven, Connecticut, USA", "New Haven, CT", PlaceKind.PLACE),
        ("06457 Middletown", "Middletown, CT 06457", PlaceKind.ZIP),
    ],
)
def test_find_address_falls_back_to_zip_then_town(
    us: Gazetteer, typed: str, first: str, kind: PlaceKind
) -> None:
    match = us.find(typed)[0]

    assert (match.label, match.kind) == (first, kind)


def test_find_house_number_that_is_also_a_zip_is_not_taken_for_it(us: Gazetteer) -> None:
    assert us.find("90210 Broadway, New York, NY")[0].label == "New York, NY"


def test_find_beginning_of_zip_suggests_the_most_peopled(us: Gazetteer) -> None:
    matches = us.find("064", limit=5)

    assert len(matches) == 5
    assert all(match.postal_code.startswith("064") for match in matches)
    people = [match.population for match in matches]
    assert people == sorted(people, reverse=True)


@pytest.mark.parametrize("typed", ["north hav", "North Hav", "nor", "middlet"])
def test_find_beginning_of_name_suggests(us: Gazetteer, typed: str) -> None:
    matches = us.find(typed)

    assert matches
    begins = typed.casefold().replace(" ", "")
    names = [match.label.casefold().replace(" ", "") for match in matches]
    assert all(name.startswith(begins) for name in names)


def test_find_name_with_state_being_typed_keeps_both_states(us: Gazetteer) -> None:
    labels = [match.label for match in us.find("middletown c")]

    assert labels[:2] == ["Middletown, CT", "Middletown, CA"]


def test_find_ambiguous_name_ranks_by_people_unless_near(us: Gazetteer) -> None:
    anywhere = us.find("springfield")
    near = us.find("springfield", near="il")

    people = [match.population for match in anywhere if match.score == MatchScore.EXACT]
    assert len(people) > 3
    assert people == sorted(people, reverse=True)
    assert near[0].label == "Springfield, IL"
    assert anywhere[0].label != near[0].label


@pytest.mark.parametrize("typed", ["middeltown ct", "Midletown, CT", "hartfrod ct", "willimantik"])
def test_find_typo_is_forgiven_when_nothing_else_matched(us: Gazetteer, typed: str) -> None:
    match = us.find(typed)[0]

    assert match.state == "CT"
    assert 0 < match.score <= MatchScore.TYPO


def test_find_right_spelling_never_answers_with_typos(us: Gazetteer) -> None:
    scores = {match.score for match in us.find("Salem", limit=50)}

    assert min(scores) > MatchScore.TYPO


def test_find_state_alone_lists_its_largest_places(us: Gazetteer) -> None:
    matches = us.find("Connecticut")

    assert matches[0].label == "Bridgeport, CT"
    assert {match.state for match in matches} == {"CT"}


def test_find_namesakes_in_one_state_are_told_apart(us: Gazetteer) -> None:
    labels = [match.label for match in us.find("Gurley, AL")]

    assert labels[0] == "Gurley, AL"
    assert labels[1].startswith("Gurley, AL (35")
    assert us.find(labels[1])[0].state == "AL"


def test_find_point_is_named_after_the_nearest_place(us: Gazetteer) -> None:
    (match,) = us.find("41.56, -72.65")

    assert (match.kind, match.label) == (PlaceKind.POINT, "Middletown, CT")
    assert (match.latitude, match.longitude) == (41.56, -72.65)


def test_find_point_far_from_any_place_is_named_by_its_numbers(us: Gazetteer) -> None:
    assert us.find("51.5, -0.12")[0].label == "51.50, -0.12"


@pytest.mark.parametrize(
    "typed",
    ["", "   ", ",", "🙂", "xqzzkj", "asdf", "no place on earth", "<b>x</b>", "95, 200", "'; --"],
)
def test_find_nonsense_gives_nothing(us: Gazetteer, typed: str) -> None:
    assert us.find(typed) == ()


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("09002", NoPlaceReason.MILITARY_ZIP),
        ("88888", NoPlaceReason.ZIP_WITHOUT_POINT),
        ("99999", NoPlaceReason.UNKNOWN_ZIP),
        ("qqqqzz", NoPlaceReason.UNKNOWN_PLACE),
        ("🙂", NoPlaceReason.UNKNOWN_PLACE),
        ("", None),
        ("06457", None),
        ("09001", None),
        ("Middletown", None),
    ],
)
def test_explain_missing_says_why(us: Gazetteer, typed: str, reason: NoPlaceReason | None) -> None:
    assert us.explain_missing(typed) is reason


def test_every_reason_has_a_sentence() -> None:
    assert set(NO_PLACE_SENTENCES) == set(NoPlaceReason)


def test_find_gives_no_more_than_asked(us: Gazetteer) -> None:
    assert len(us.find("san", limit=3)) == 3


@given(st.text(max_size=300), st.integers(1, 20))
def test_find_any_text_answers_in_order(text: str, limit: int) -> None:
    matches = US.find(text, limit=limit)

    assert len(matches) <= limit
    assert len({match.label for match in matches}) == len(matches)
    assert all(-90 <= match.latitude <= 90 for match in matches)
    assert not (matches and US.explain_missing(text))
