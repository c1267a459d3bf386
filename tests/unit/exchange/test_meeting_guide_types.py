"""Type codes as real feeds write them, by fellowship."""

import pytest

from stepwell.exchange.meeting_guide import FeedOptions
from unit.exchange.meeting_guide_rows import listed


@pytest.mark.parametrize(
    ("types", "codes", "warning"),
    [
        (["O", "BE"], ("O", "BE"), None),
        (["o", "be", "12X12"], ("O", "BE", "12x12"), None),
        ("C", ("C",), "types_were_text"),
        ("[open]", ("O",), "types_were_text"),
        ("Open, Wheelchair Access", ("O", "X"), "types_were_text"),
        ('["O","W"]', ("O", "W"), "types_were_text"),
        (["O", None, "W"], ("O", "W"), "types_had_null"),
        (["Women", "Mujeres", "Femmes", "女性", "Kvinnomöte"], ("W",), None),
        (["ASBI", "LGBTQIA+", "Newcomers"], ("ABSI", "LGBTQ", "BE"), None),
        (["SPD"], ("SP", "D"), None),
        (["O", "C", "D"], ("C", "D"), "open_and_closed"),
        (["O", "O", "Open"], ("O",), None),
        (["in-person", "active"], (), None),
        ([], (), None),
        (None, (), None),
    ],
)
def test_types_are_normalized(types, codes, warning):
    meeting, warnings = listed(types=types)

    assert meeting.types == codes
    assert list(warnings) == ([warning] if warning else [])


def test_unknown_types_are_kept_apart_and_reported():
    meeting, warnings = listed(types=["O", "BS", "AC"])

    assert (meeting.types, meeting.unknown_types) == (("O",), ("BS", "AC"))
    assert warnings == {"types_unknown": "types"}


def test_same_code_means_something_else_in_another_fellowship():
    al_anon = FeedOptions(fellowship="al-anon", default_timezone="America/New_York")
    meeting, warnings = listed(al_anon, types=["AC", "Y", "POA"])

    assert (meeting.types, warnings) == (("AC", "Y", "POA"), {})


def test_language_types_become_languages():
    meeting, _ = listed(types=["S", "ITA", "KOR", "FR", "ASL", "Spanish"])

    assert meeting.types == ()
    assert meeting.languages == ("es", "it", "ko", "fr", "ase")


def test_languages_of_their_own_field_are_added():
    assert listed(types=["S"], languages=["en", "ES"])[0].languages == ("es", "en")


def test_online_type_is_recomputed_not_kept():
    meeting, _ = listed(types=["ONL", "O"])

    assert meeting.types == ("O",)
    assert meeting.attendance.value == "hybrid"
