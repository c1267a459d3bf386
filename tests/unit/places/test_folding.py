from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain.places.folding import fold, squeeze


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St. Louis", "saint  LOUIS"),
        ("Mt.Vernon", "mount vernon"),
        ("Cañon City", "canon-city"),
        ("O'Fallon", "OFallon"),
        ("Hale‘iwa", "haleiwa"),
        ("Washington, D.C.", "Washington DC"),
    ],
)
def test_fold_brings_spellings_together(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_fold_leaves_different_names_apart() -> None:
    assert len({squeeze(name) for name in ("Stamford", "St. Amford", "Easton", "E. Easton")}) == 4


@given(st.text(max_size=60))
def test_fold_twice_is_fold_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.lists(st.text("abc .'é-", max_size=12), max_size=6))
def test_squeeze_of_a_block_is_that_of_its_lines(lines: list[str]) -> None:
    assert squeeze("\n".join(["x", *lines, "x"])).split("\n")[1:-1] == [
        squeeze(line) for line in lines
    ]
