"""A safety plan: six parts, own words, numbers to touch."""

from __future__ import annotations

import pytest

from stepwell.domain.safety.library_file import SafetyFileError
from stepwell.domain.safety.plan import (
    LONGEST_ENTRY,
    MOST_ENTRIES,
    Piece,
    PlanPart,
    PlanRefused,
    checked_parts,
    missing_parts,
    parse_plan_words,
    pieces_of,
)
from stepwell.library import read_bytes
from stepwell.queries.safety_library import plan_words


def test_plan_keeps_every_part_in_order_and_drops_empty_lines() -> None:
    kept = checked_parts({PlanPart.ALONE: ["  walk  the dog ", "", "  "]})

    assert list(kept) == list(PlanPart)
    assert kept[PlanPart.ALONE] == ("walk the dog",)
    assert missing_parts(kept) == tuple(one for one in PlanPart if one is not PlanPart.ALONE)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({}, "Nothing is written yet"),
        ({PlanPart.SIGNS: [" "]}, "Nothing is written yet"),
        ({PlanPart.PEOPLE: ["Rosa"] * (MOST_ENTRIES + 1)}, "Part 4 has 13 lines"),
        ({PlanPart.SAFER: ["x" * (LONGEST_ENTRY + 1)]}, "line of part 6 is longer"),
        ({PlanPart.ALONE: ["I promise not to kill myself"]}, "promise not to die"),
        ({PlanPart.SAFER: ["I won’t hurt myself before Monday"]}, "promise not to die"),
    ],
)
def test_plan_unfit_is_refused_with_place_and_remedy(
    parts: dict[PlanPart, list[str]], said: str
) -> None:
    with pytest.raises(PlanRefused, match=said):
        checked_parts(parts)


def test_plan_words_of_the_person_about_harm_are_kept() -> None:
    assert checked_parts({PlanPart.SIGNS: ["I think of how to hurt myself"]})


def test_plan_numbers_are_found_to_be_dialed() -> None:
    assert pieces_of("Rosa, (203) 555-0142, or 988") == (
        Piece("Rosa, "),
        Piece("(203) 555-0142", "+12035550142"),
        Piece(", or "),
        Piece("988", "988"),
    )
    assert pieces_of("Flat 9881 at 12 o’clock") == (Piece("Flat 9881 at 12 o’clock"),)


def test_plan_words_are_whole_and_name_whose_form_it_is() -> None:
    words = plan_words()

    assert "UNVERIFIED" in words.note
    for language in ("en", "es"):
        assert [words.of(part, language).heading for part in PlanPart]
    text = read_bytes("safety/plan.toml").decode().replace("[es.safer]", "[es.saver]")
    with pytest.raises(SafetyFileError, match=r"plan\.toml"):
        parse_plan_words(text.encode(), "plan.toml")
