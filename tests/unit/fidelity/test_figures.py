"""Numbers over time and of pairs: the kinds of raters stay apart."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain.fidelity.drift import Point, months_between, series_of
from stepwell.domain.fidelity.figures import (
    SignedRating,
    What,
    agreements_of,
    points_of,
)
from stepwell.domain.fidelity.items import RatedItem
from stepwell.domain.fidelity.kappa import Weights
from stepwell.domain.fidelity.raters import RaterRole
from stepwell.domain.fidelity.ratings import NOT_APPLICABLE, Figure, Rating, Score
from stepwell.domain.fidelity.scales import Measure

HALF = RatedItem("fidelity", "half")
SUPERVISOR, INDEPENDENT, SELF = (
    RaterRole.SUPERVISOR, RaterRole.INDEPENDENT, RaterRole.SELF,
)  # fmt: skip
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


def rated(
    session: str,
    role: RaterRole,
    extent: int,
    *,
    on: date = date(2026, 3, 2),
    rater: str = "r",
    score: Score | None = None,
) -> SignedRating:
    scores = {HALF.key: score or Score(extent, 3)}
    return SignedRating(
        session, role, rater, on, ("match-tsf", 1), Rating(scores), {HALF.key: HALF}
    )


@given(st.lists(st.tuples(DAYS, st.sampled_from([SUPERVISOR, INDEPENDENT])), min_size=1))
def test_series_hold_every_month_and_every_rating_once(
    ratings: list[tuple[date, RaterRole]],
) -> None:
    points = [Point("adherence", role, on, 3.0) for on, role in ratings]

    series = series_of(points)

    months = months_between(min(on for on, _ in ratings), max(on for on, _ in ratings))
    for (_, role), one in series.items():
        assert tuple(each.month for each in one.months) == months
        assert one.whole == Figure(3.0, sum(1 for _, each in ratings if each is role))


def test_kinds_of_raters_are_never_in_one_figure() -> None:
    series = series_of(
        points_of(
            [rated("a", SUPERVISOR, 5), rated("a", INDEPENDENT, 1), rated("b", SUPERVISOR, 4)]
        )
    )

    assert series["adherence", SUPERVISOR].whole == Figure(4.5, 2)
    assert series["adherence", INDEPENDENT].whole == Figure(1.0, 1)


def test_month_without_a_rating_has_no_number() -> None:
    series = series_of(
        points_of(
            [rated("a", SUPERVISOR, 5, on=date(2026, 11, 3)),
             rated("b", SUPERVISOR, 3, on=date(2027, 1, 3))]
        )
    )["adherence", SUPERVISOR]  # fmt: skip

    assert [one.month for one in series.months] == [
        date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1),
    ]  # fmt: skip
    assert [one.figure for one in series.months] == [Figure(5, 1), Figure(None, 0), Figure(3, 1)]


def test_change_compares_the_last_months_with_those_before() -> None:
    points = [
        Point("adherence", SUPERVISOR, date(2026, month, 9), value)
        for month, value in ((1, 5.0), (2, 4.0), (3, 4.0), (4, 3.0), (5, 2.0))
    ]

    assert series_of(points)["adherence", SUPERVISOR].change == pytest.approx(-1.5)
    assert series_of(points[:3])["adherence", SUPERVISOR].change is None


def test_item_is_followed_by_extent_and_by_skill() -> None:
    names = {one.name for one in points_of([rated("a", SUPERVISOR, 4)])}

    assert What("match-tsf", 1, "fidelity.half", Measure.EXTENT).name in names
    assert What("match-tsf", 1, "fidelity.half", Measure.SKILL).name in names


def pairs_of(*extents: tuple[int, int]) -> list[SignedRating]:
    return [
        rated(f"s{number}", role, extent)
        for number, pair in enumerate(extents)
        for role, extent in zip((SUPERVISOR, INDEPENDENT), pair, strict=True)
    ]


def test_agreement_pairs_the_ratings_of_one_session() -> None:
    found = agreements_of(pairs_of((1, 1), (5, 5), (3, 3)), Weights.QUADRATIC)

    (kind,) = found
    assert kind == (SUPERVISOR, INDEPENDENT)
    extent = next(one for one in found[kind] if one.what.measure is Measure.EXTENT)
    assert (extent.kappa.value, extent.kappa.n) == (pytest.approx(1), 3)


def test_agreement_never_takes_what_someone_says_of_themselves() -> None:
    ratings = [rated("a", SELF, 5), rated("a", SUPERVISOR, 5), rated("b", SELF, 1)]

    assert agreements_of(ratings, Weights.QUADRATIC) == {}


def test_agreement_of_two_of_one_kind_stands_by_itself() -> None:
    ratings = [
        rated("a", INDEPENDENT, 5, rater="x"), rated("a", INDEPENDENT, 4, rater="y"),
        rated("a", INDEPENDENT, 1, rater="z"), rated("b", INDEPENDENT, 2, rater="y"),
        rated("b", INDEPENDENT, 2, rater="x"), rated("b", SUPERVISOR, 2, rater="d"),
    ]  # fmt: skip

    found = agreements_of(ratings, Weights.LINEAR)

    assert {kind: each[0].kappa.n for kind, each in found.items()} == {
        (INDEPENDENT, INDEPENDENT): 2,
        (SUPERVISOR, INDEPENDENT): 1,
    }


def test_what_one_of_two_did_not_rate_makes_no_pair() -> None:
    ratings = [rated("a", SUPERVISOR, 5), rated("a", INDEPENDENT, 1, score=NOT_APPLICABLE)]

    assert agreements_of(ratings, Weights.LINEAR) == {}
