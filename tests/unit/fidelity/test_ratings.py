"""What is rated, and what unrated and not applicable items do to a figure: nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain.content.provenance import Basis
from stepwell.domain.fidelity.items import RatedItem, items_of_plan, ticked_items
from stepwell.domain.fidelity.ratings import (
    NOT_APPLICABLE,
    Figure,
    Rating,
    Score,
    check_complete,
    checked_rating,
    summary_of,
)
from stepwell.domain.fidelity.refusal import FidelityRefused
from stepwell.domain.fidelity.sampling import drawn
from stepwell.domain.fidelity.scales import SCALES
from stepwell.domain.protocols.history import History
from stepwell.domain.protocols.session_plan import session_plan
from stepwell.queries.protocols import latest_protocols, protocol

HALF, TASK, BAD = (
    RatedItem("fidelity", "half"), RatedItem("fidelity", "task", "sampling"),
    RatedItem("proscribed", "bad"),
)  # fmt: skip
ITEMS = (HALF, TASK, BAD)


def rating(**scores: Score) -> Rating:
    keys = {"half": HALF.key, "task": TASK.key, "bad": BAD.key}
    return Rating({keys[name]: one for name, one in scores.items()}, empathy=4)


@pytest.mark.parametrize("given_one", latest_protocols(), ids=lambda one: one.slug)
def test_items_of_every_session_are_those_of_its_plan(given_one: object) -> None:
    history = History(date(2026, 1, 5), given_one.default_variant)  # type: ignore[attr-defined]
    for slug in given_one.sessions:  # type: ignore[attr-defined]
        plan = session_plan(given_one, slug, history, date(2026, 1, 12))  # type: ignore[arg-type]
        items = items_of_plan(given_one, plan)  # type: ignore[arg-type]

        assert [one.id for one in items if one.list == "fidelity"] == [
            one.id for one in plan.fidelity
        ]
        assert len({one.key for one in items}) == len(items)
        assert all(one.session in {"", slug} for one in items)


def test_item_of_the_whole_protocol_has_one_name_in_every_session() -> None:
    match, day = protocol("match-tsf"), date(2026, 1, 12)
    history = History(date(2026, 1, 5), match.default_variant)
    names = [
        {one.name for one in items_of_plan(match, session_plan(match, slug, history, day))}
        for slug in match.sessions
    ]
    common = {f"fidelity.{one.id}" for one in match.definition.fidelity if not one.track}

    assert common
    assert all(common <= one for one in names)


def test_scales_say_that_they_are_our_own() -> None:
    for one in SCALES.values():
        assert one.basis is Basis.DESIGN
        assert one.source
        assert list(one.points) == list(range(one.lowest, one.highest + 1))


def test_unrated_and_not_applicable_are_no_zero() -> None:
    full = summary_of(rating(half=Score(4, 3), task=Score(2, 5), bad=Score(seen=1)))
    half = summary_of(rating(half=Score(4, 3), task=NOT_APPLICABLE))

    assert (full.adherence, full.competence) == (Figure(3, 2), Figure(4, 2))
    assert full.proscribed == Figure(1, 1)
    assert (half.adherence, half.competence) == (Figure(4, 1), Figure(3, 1))
    assert half.proscribed == Figure(None, 0)
    assert summary_of(Rating()).empathy == Figure(None, 0)


def test_nothing_of_it_counts_for_adherence_and_not_for_competence() -> None:
    summary = summary_of(rating(half=Score(1), task=Score(5, 4)))

    assert summary.adherence == Figure(3, 2)
    assert summary.competence == Figure(4, 1)


def test_forbidden_behavior_changes_neither_adherence_nor_competence() -> None:
    scores = {"half": Score(4, 3), "task": Score(2, 2)}
    clean = summary_of(rating(**scores, bad=Score(seen=0)))
    other = summary_of(rating(**scores, bad=Score(seen=2)))

    assert (clean.adherence, clean.competence) == (other.adherence, other.competence)
    assert (clean.proscribed.value, other.proscribed.value) == (0, 1)


@pytest.mark.parametrize(
    ("bad_one", "words"),
    [
        (rating(half=Score(6)), "one of the points"),
        (rating(half=Score(0)), "one of the points"),
        (rating(half=Score(3, 9)), "one of the points"),
        (rating(half=Score(1, 3)), "no skill to rate"),
        (rating(half=Score(seen=1)), "how much of it"),
        (rating(bad=Score(3)), "whether it was seen"),
        (rating(bad=Score(seen=3)), "one of the points"),
        (Rating({"fidelity.other": Score(3)}), "no such item"),
        (Rating(empathy=7), "one of the points"),
    ],
)
def test_what_is_no_rating_is_refused(bad_one: Rating, words: str) -> None:
    with pytest.raises(FidelityRefused, match=words):
        checked_rating(bad_one, ITEMS)


def test_checked_rating_keeps_only_what_was_said() -> None:
    kept = checked_rating(rating(half=Score(), task=Score(3, applies=False)), ITEMS)

    assert kept.scores == {TASK.key: NOT_APPLICABLE}


@pytest.mark.parametrize(
    ("half_done", "words"),
    [
        (rating(half=Score(3, 3), task=Score(1)), "1 item is not rated"),
        (rating(half=Score(3), bad=Score(seen=0)), "2 items are not rated"),
        (Rating(rating(half=Score(2, 2), task=Score(1), bad=Score(seen=0)).scores), "Empathy"),
    ],
)
def test_half_a_rating_is_not_signed(half_done: Rating, words: str) -> None:
    with pytest.raises(FidelityRefused, match=words):
        check_complete(half_done, ITEMS)


def test_whole_rating_can_be_signed() -> None:
    check_complete(rating(half=Score(1), task=NOT_APPLICABLE, bad=Score(seen=0)), ITEMS)


def test_only_prompts_are_ticked() -> None:
    said = {HALF.key: "yes", TASK.key: "", BAD.key: "yes", "topics.half": "yes"}

    assert ticked_items(ITEMS, said) == {HALF.key}


IDS = st.lists(st.uuids().map(str), unique=True, min_size=1, max_size=30)


@given(IDS, st.integers(1, 40), st.randoms())
def test_draw_is_the_same_in_any_order(ids: list[str], size: int, chance: object) -> None:
    shuffled = [*ids, *ids[:3]]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    first = drawn(ids, seed="a", size=size)

    assert drawn(shuffled, seed="a", size=size) == first
    assert len(set(first)) == len(first) == min(size, len(ids))
    assert set(first) <= set(ids)


@given(IDS, st.integers(1, 10), st.uuids().map(str))
def test_one_more_session_changes_at_most_one_that_is_drawn(
    ids: list[str], size: int, more: str
) -> None:
    before = set(drawn(ids, seed="a", size=size))

    after = set(drawn([*ids, more], seed="a", size=size))

    assert after - before <= {more}
    assert len(before - after) <= 1


def test_another_seed_draws_others() -> None:
    ids = [f"session-{number}" for number in range(200)]
    draws = {drawn(ids, seed=str(seed), size=5) for seed in range(20)}
    counts = [sum(one in each for each in draws) for one in ids]

    assert len(draws) == 20
    assert max(counts) < 6


def test_draw_of_none_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        drawn(["a"], seed="a", size=0)
