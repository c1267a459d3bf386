"""From signed ratings to numbers over time, and to how far two raters of a session agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from stepwell.domain.fidelity.drift import Point
from stepwell.domain.fidelity.items import RatedItem
from stepwell.domain.fidelity.kappa import Kappa, Weights, kappa_of
from stepwell.domain.fidelity.raters import RATING, RaterRole
from stepwell.domain.fidelity.ratings import Rating, Score, summary_of
from stepwell.domain.fidelity.scales import SCALES, Measure

SUMMARIES = ("adherence", "competence", "proscribed", "empathy")
WHOLE = ""
"""In place of an item: of the session as a whole."""


@dataclass(frozen=True, slots=True)
class SignedRating:
    """session_id, rater: opaque. protocol: slug and version. items: by key."""

    session_id: str
    role: RaterRole
    rater: str
    on: date
    protocol: tuple[str, int]
    rating: Rating
    items: Mapping[str, RatedItem]


@dataclass(frozen=True, slots=True, order=True)
class What:
    """One thing that gets a number. item: the name of one of the protocol, or WHOLE."""

    slug: str
    version: int
    item: str
    measure: Measure

    @property
    def name(self) -> str:
        return f"{self.slug}.{self.version}.{self.item}.{self.measure}"


@dataclass(frozen=True, slots=True)
class Agreement:
    what: What
    kappa: Kappa


PairKind = tuple[RaterRole, RaterRole]
PAIR_KINDS: tuple[PairKind, ...] = (
    (RaterRole.SUPERVISOR, RaterRole.INDEPENDENT),
    (RaterRole.INDEPENDENT, RaterRole.INDEPENDENT),
    (RaterRole.SUPERVISOR, RaterRole.SUPERVISOR),
)
"""Each by itself. What people tick about themselves has no scale and is compared with nothing."""


def numbers_of(one: SignedRating) -> Iterator[tuple[What, int]]:
    """What was said, each thing by its scale."""
    for key, score in one.rating.scores.items():
        item = one.items.get(key)
        if item is None or not score.applies:
            continue
        for measure, value in _said(score):
            yield What(*one.protocol, item.name, measure), value
    if one.rating.empathy is not None:
        yield What(*one.protocol, WHOLE, Measure.EMPATHY), one.rating.empathy


def points_of(ratings: Iterable[SignedRating]) -> Iterator[Point]:
    """Summaries over all protocols, and each item of each protocol by itself."""
    for one in ratings:
        summary = summary_of(one.rating)
        for name in SUMMARIES:
            value = getattr(summary, name).value
            if value is not None:
                yield Point(name, one.role, one.on, value)
        for what, number in numbers_of(one):
            if what.item != WHOLE:
                yield Point(what.name, one.role, one.on, number)


def agreements_of(
    ratings: Iterable[SignedRating], weights: Weights
) -> Mapping[PairKind, tuple[Agreement, ...]]:
    """Of every thing that two raters of the same session both gave a number, by kind of pair.

    Of each session and kind one pair counts, that of the first who rated it: pairs of the same
    session are not independent of each other.
    """
    by_session: defaultdict[str, list[SignedRating]] = defaultdict(list)
    for one in ratings:
        if one.role in RATING:
            by_session[one.session_id].append(one)
    pairs: dict[PairKind, dict[What, list[tuple[int, int]]]] = {kind: {} for kind in PAIR_KINDS}
    for there in by_session.values():
        for kind in PAIR_KINDS:
            pair = _pair(there, kind)
            if pair is not None:
                first, second = (dict(numbers_of(one)) for one in pair)
                for what in first.keys() & second.keys():
                    pairs[kind].setdefault(what, []).append((first[what], second[what]))
    return {
        kind: tuple(
            Agreement(what, kappa_of(said, SCALES[what.measure].points, weights))
            for what, said in sorted(of_kind.items())
        )
        for kind, of_kind in pairs.items()
        if of_kind
    }


def _pair(there: Sequence[SignedRating], kind: PairKind) -> tuple[SignedRating, ...] | None:
    first, second = kind
    if first is second:
        same = [one for one in there if one.role is first][:2]
        return tuple(sorted(same, key=lambda one: one.rater)) if len(same) == 2 else None
    found = [next((one for one in there if one.role is role), None) for role in kind]
    return tuple(one for one in found if one is not None) if None not in found else None


def _said(score: Score) -> Iterator[tuple[Measure, int]]:
    for measure, value in (
        (Measure.EXTENT, score.extent),
        (Measure.SKILL, score.skill),
        (Measure.SEEN, score.seen),
    ):
        if value is not None:
            yield measure, value
