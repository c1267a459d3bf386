"""What one rater says of one session, and what is computed from it.

An item without an answer, and one that did not apply, are neither zero nor the lowest point: they
are left out, and every figure says on how many answers it rests.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from stepwell.domain.fidelity.items import FIDELITY, PROSCRIBED, RatedItem, item_keyed
from stepwell.domain.fidelity.refusal import FidelityRefused
from stepwell.domain.fidelity.scales import NOT_AT_ALL, SCALES, Measure


@dataclass(frozen=True, slots=True)
class Score:
    """Of one item. extent, skill, seen: None where nothing was said. applies: False where the item
    could not come up in this session."""

    extent: int | None = None
    skill: int | None = None
    seen: int | None = None
    applies: bool = True

    @property
    def is_said(self) -> bool:
        return not self.applies or (self.extent, self.skill, self.seen) != (None, None, None)


@dataclass(frozen=True, slots=True)
class Rating:
    """scores: by the keys of items. empathy: of the whole session."""

    scores: Mapping[str, Score] = field(default_factory=dict)
    empathy: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """value: None where nothing was said. n: answers it rests on."""

    value: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Summary:
    """Of one rating. adherence: mean extent. competence: mean skill of what there was. proscribed:
    how many forbidden behaviors were seen, of how many that were answered."""

    adherence: Figure
    competence: Figure
    proscribed: Figure
    empathy: Figure


NOT_APPLICABLE = Score(applies=False)


def mean_of(numbers: Iterable[float | None]) -> Figure:
    said = [one for one in numbers if one is not None]
    return Figure(sum(said) / len(said) if said else None, len(said))


def summary_of(rating: Rating) -> Summary:
    scores = {key: one for key, one in rating.scores.items() if one.applies}
    wanted = [one for key, one in scores.items() if key.startswith(f"{FIDELITY}.")]
    seen = [
        one.seen
        for key, one in scores.items()
        if key.startswith(f"{PROSCRIBED}.") and one.seen is not None
    ]
    return Summary(
        mean_of(one.extent for one in wanted),
        mean_of(one.skill for one in wanted),
        Figure(sum(1 for one in seen if one > 0) if seen else None, len(seen)),
        mean_of([rating.empathy]),
    )


def checked_rating(rating: Rating, items: Iterable[RatedItem]) -> Rating:
    """As it is kept: only what was said.

    Raises:
        FidelityRefused: an item that the session does not have, a number that is no point of its
            scale, or a skill where there was nothing.
    """
    there = tuple(items)
    kept = {}
    for key, score in rating.scores.items():
        item = item_keyed(there, key)
        if score.is_said:
            kept[key] = _checked(score, item)
    _check_point(Measure.EMPATHY, rating.empathy)
    return Rating(kept, rating.empathy)


def check_complete(rating: Rating, items: Iterable[RatedItem]) -> None:
    """Before it is signed. Raises FidelityRefused."""
    open_ones = [one for one in items if one.key not in rating.scores]
    halves = [
        key
        for key, one in rating.scores.items()
        if one.applies
        and one.seen is None
        and (one.extent is None or (one.extent > NOT_AT_ALL and one.skill is None))
    ]
    missing = len(open_ones) + len(halves)
    if missing:
        raise FidelityRefused(
            f"{missing} item{'s are' if missing > 1 else ' is'} not rated to the end. Rate each, "
            "or say that it did not apply."
        )
    if rating.empathy is None:
        raise FidelityRefused("Empathy is not rated yet.")


def _checked(score: Score, item: RatedItem) -> Score:
    if not score.applies:
        return NOT_APPLICABLE
    if item.list == PROSCRIBED:
        if (score.extent, score.skill) != (None, None):
            raise FidelityRefused("Of this it is only said whether it was seen.")
        _check_point(Measure.SEEN, score.seen)
        return score
    if score.seen is not None:
        raise FidelityRefused("This is rated by how much of it there was.")
    _check_point(Measure.EXTENT, score.extent)
    _check_point(Measure.SKILL, score.skill)
    if score.extent == NOT_AT_ALL and score.skill is not None:
        raise FidelityRefused(
            "Where there was nothing of it, there is no skill to rate. Leave the skill open."
        )
    return score


def _check_point(measure: Measure, value: int | None) -> None:
    if value is not None and value not in SCALES[measure].points:
        raise FidelityRefused("Choose one of the points that are offered.")
