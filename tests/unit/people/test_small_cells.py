from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain.people.small_cells import SMALLEST, suppressed, suppressed_total


def test_suppressed_hides_one_to_ten_and_keeps_zero() -> None:
    assert suppressed({"a": 0, "b": 1, "c": 10, "d": 11}) == {"a": 0, "b": None, "c": None, "d": 11}


def test_suppressed_single_small_cell_takes_the_next_smallest_with_it() -> None:
    assert suppressed({"a": 3, "b": 40, "c": 20}) == {"a": None, "b": 40, "c": None}


def test_suppressed_two_small_cells_that_add_up_to_little_take_another_with_them() -> None:
    assert suppressed({"a": 1, "b": 1, "c": 20, "d": 30}) == {
        "a": None,
        "b": None,
        "c": None,
        "d": 30,
    }


def test_suppressed_total_is_hidden_while_small() -> None:
    assert suppressed_total({"a": 4, "b": 6}) is None
    assert suppressed_total({"a": 5, "b": 6}) == 11
    assert suppressed_total({}) == 0


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 60), max_size=6))
def test_suppressed_never_leaves_one_small_cell_to_be_computed(counts: dict[str, int]) -> None:
    shown = suppressed(counts)

    hidden = [counts[key] for key, count in shown.items() if count is None]
    assert all(count == counts[key] for key, count in shown.items() if count is not None)
    assert not any(0 < (count or 0) < SMALLEST for count in shown.values())
    if 0 < sum(hidden) < SMALLEST:
        assert not any(shown.values())
        assert suppressed_total(counts) is None
