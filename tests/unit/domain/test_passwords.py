from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain.access.passwords import core_of, is_a_run, normalized, repeated_unit, why_easy


@pytest.mark.parametrize(
    ("password", "unit"),
    [
        ("aaaaaaaaaaaaaaa", "a"),
        ("abcabcabcabcabc", "abc"),
        ("abcabcabcabcab", "abc"),
        ("passwordpassword", "password"),
        ("seven mittens quarry", ""),
        ("", ""),
    ],
)
def test_repetition_is_found_also_where_it_is_cut_off(password: str, unit: str) -> None:
    assert repeated_unit(password) == unit


@given(st.text(min_size=1, max_size=8), st.integers(min_value=2, max_value=9))
def test_whatever_repeats_is_found(unit: str, times: int) -> None:
    found = repeated_unit(unit * times)

    assert found
    assert (found * 100).startswith(unit * times)


@pytest.mark.parametrize(
    "password", ["abcdefghijklmno", "ONMLKJIHGFEDCBA", "123456789012345", "asdfghjklzxcvbn"]
)
def test_rows_of_keys_are_runs(password: str) -> None:
    assert is_a_run(password)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("Harbor-House-2026", "known_words"),
        ("ben ben ben 1234", "known_words"),
        ("harbor lanterns in autumn fog", ""),
        ("seven mittens quarry", ""),
        ("123 456 789 0123", ""),
    ],
)
def test_names_need_something_besides(password: str, why: str) -> None:
    assert why_easy(password, ["Harbor", "House", "ben"]) == why


def test_short_words_are_not_taken_out_of_longer_ones() -> None:
    assert core_of("a lantern in it", ["a", "in", "it"]) == "alanterninit"


def test_what_looks_the_same_is_the_same() -> None:
    assert normalized("cafe\u0301") == normalized("caf\u00e9")
    assert normalized("\uff21") == "A"
