"""Weighted kappa against what was published, and what must always hold of it."""

from __future__ import annotations

from statistics import fmean

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stepwell.domain.fidelity.kappa import (
    Kappa,
    Weights,
    WhyNone,
    kappa_of,
    kappa_of_table,
    mean_kappa,
)
from stepwell.domain.fidelity.ratings import Figure

POINTS = (1, 2, 3, 4, 5)
PAIRS = st.lists(st.tuples(st.sampled_from(POINTS), st.sampled_from(POINTS)), max_size=40)
UNWEIGHTED = [[float(i != j) for j in range(4)] for i in range(4)]
DIAGNOSES = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
"""Cohen 1968, table 1: two psychiatrists, 200 people, three groups of diagnoses."""
FLEISS = [[106, 10, 4], [22, 28, 10], [2, 12, 6]]
"""Fleiss, Cohen and Everitt 1969: the same kind of table, 200 people."""
COUPLES = [[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]]
"""Agresti 1990: 91 couples, an ordered scale of four; the figures are those of R’s vcd."""


def number(kappa: Kappa) -> float:
    assert kappa.value is not None
    return kappa.value


@pytest.mark.parametrize(
    ("distance", "published"),
    [
        ([[0, 1, 1], [1, 0, 1], [1, 1, 0]], 0.492),
        ([[0, 1, 3], [1, 0, 6], [3, 6, 0]], 0.348),
        ([[0, 1, 4], [1, 0, 6], [2, 2, 0]], 0.353),
    ],
)
def test_kappa_is_as_cohen_published_it_in_1968(
    distance: list[list[float]], published: float
) -> None:
    assert number(kappa_of_table(DIAGNOSES, distance)) == pytest.approx(published, abs=0.0005)


def test_standard_error_is_as_published_in_1969() -> None:
    plain = kappa_of_table(FLEISS, [[0, 1, 1], [1, 0, 1], [1, 1, 0]])
    agree = [[1, 0, 0.4444], [0, 1, 0.6667], [0.4444, 0.6667, 1]]
    weighted = kappa_of_table(FLEISS, [[1 - one for one in row] for row in agree])

    assert (number(plain), plain.error) == (
        pytest.approx(0.429, abs=0.0005), pytest.approx(0.0537, abs=0.0001),
    )  # fmt: skip
    assert (number(weighted), weighted.error) == (
        pytest.approx(0.507, abs=0.0005), pytest.approx(0.0570, abs=0.0001),
    )  # fmt: skip


def test_linear_weights_are_as_published_for_an_ordered_scale() -> None:
    pairs = [
        (i, j) for i, row in enumerate(COUPLES) for j, count in enumerate(row) for _ in range(count)
    ]
    linear = kappa_of(pairs, range(4), Weights.LINEAR)

    assert (number(linear), linear.error) == (
        pytest.approx(0.2374, abs=0.00005), pytest.approx(0.0783, abs=0.00005),
    )  # fmt: skip
    plain = kappa_of_table(COUPLES, UNWEIGHTED)
    assert (number(plain), plain.error) == (
        pytest.approx(0.1293, abs=0.00005), pytest.approx(0.0686, abs=0.00005),
    )  # fmt: skip
    assert linear.n == 91


@given(PAIRS)
def test_quadratic_kappa_is_the_concordance_of_the_numbers(pairs: list[tuple[int, int]]) -> None:
    """Fleiss and Cohen 1973: the intraclass correlation of the two raters, but for the divisors."""
    kappa = kappa_of(pairs, POINTS, Weights.QUADRATIC)
    assume(kappa.value is not None)
    first, second = [one for one, _ in pairs], [other for _, other in pairs]
    mean, other_mean = fmean(first), fmean(second)
    spread = sum((one - mean) ** 2 for one in first) + sum(
        (one - other_mean) ** 2 for one in second
    )
    together = sum((a - mean) * (b - other_mean) for a, b in pairs)
    apart = len(pairs) * (mean - other_mean) ** 2

    assert number(kappa) == pytest.approx(2 * together / (spread + apart), abs=1e-9)


@given(PAIRS, st.sampled_from(Weights))
def test_kappa_is_the_same_whoever_is_first(pairs: list[tuple[int, int]], weights: Weights) -> None:
    there = kappa_of(pairs, POINTS, weights)
    back = kappa_of([(two, one) for one, two in pairs], POINTS, weights)

    assert (back.value, back.error) == (
        pytest.approx(there.value, abs=1e-9), pytest.approx(there.error, abs=1e-6),
    )  # fmt: skip
    assert there.n == len(pairs)


@given(st.lists(st.sampled_from(POINTS), min_size=2), st.sampled_from(Weights))
def test_identical_ratings_give_one_and_no_error(numbers: list[int], weights: Weights) -> None:
    assume(len(set(numbers)) > 1)

    kappa = kappa_of([(one, one) for one in numbers], POINTS, weights)

    assert number(kappa) == pytest.approx(1)
    assert kappa.error == pytest.approx(0, abs=1e-6)
    assert kappa.observed == pytest.approx(1)


@given(PAIRS, st.sampled_from(Weights))
def test_kappa_is_at_most_one_and_is_missing_only_with_a_reason(
    pairs: list[tuple[int, int]], weights: Weights
) -> None:
    kappa = kappa_of(pairs, POINTS, weights)

    assert (kappa.value is None) == (kappa.why is not None) == (kappa.error is None)
    assert kappa.value is None or kappa.value <= 1 + 1e-12


@given(PAIRS)
def test_with_two_points_both_weights_are_the_same(pairs: list[tuple[int, int]]) -> None:
    halves = [(one > 3, other > 3) for one, other in pairs]
    linear, quadratic = (kappa_of(halves, (False, True), one) for one in Weights)

    assert linear.value == pytest.approx(quadratic.value)


def test_one_point_that_both_always_gave_is_no_agreement_beyond_chance() -> None:
    kappa = kappa_of([(4, 4)] * 9, POINTS)

    assert (kappa.value, kappa.why, kappa.observed) == (None, WhyNone.CONSTANT, 1.0)


@pytest.mark.parametrize("pairs", [[], [(3, 3)], [(1, 5)]])
def test_fewer_than_two_pairs_give_no_number(pairs: list[tuple[int, int]]) -> None:
    kappa = kappa_of(pairs, POINTS)

    assert (kappa.value, kappa.why, kappa.n) == (None, WhyNone.FEW, len(pairs))


def test_number_beside_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="not both points of this scale"):
        kappa_of([(1, 6)], POINTS)


def test_one_rater_who_never_varies_gives_zero() -> None:
    assert number(kappa_of([(3, 1), (3, 5), (3, 3)], POINTS)) == pytest.approx(0)


def test_mean_leaves_out_what_has_no_number() -> None:
    numbers = [Kappa(0.5, 0.1, 9, 0.8), Kappa(None, None, 1, None, WhyNone.FEW)]

    assert mean_kappa(numbers) == Figure(0.5, 1)
    assert mean_kappa([]) == Figure(None, 0)


def test_few_pairs_say_so() -> None:
    assert Kappa(0.5, 0.1, 29, 0.8).is_of_few
    assert not Kappa(0.5, 0.1, 30, 0.8).is_of_few
