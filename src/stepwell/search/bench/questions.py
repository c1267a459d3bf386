"""The five questions of the bench, drawn from the world that the meetings come from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

import numpy as np

from stepwell.domain.meetings.meeting import Attendance
from stepwell.domain.meetings.query import MeetingQuery, Near, TypeFilter
from stepwell.search.bench.synthetic import (
    FELLOWSHIPS,
    LANGUAGES,
    TOWN_COUNT,
    TYPE_CODES,
    World,
    zipf,
)

WEEK: Final = datetime(2026, 12, 7, tzinfo=UTC)
"""Questions are asked at random minutes of this week. No zone of the bench changes its
clocks in it or in the week after, so that "minute of the week modulo 10,080", which the
other engines use, is right here; in a week with a change it is not."""

DAY, WEEK_MINUTES, SOON = 1440, 7 * 1440, 120
NEAR_KM, WIDE_KM = 25.0, 500.0

Questions = dict[str, list[MeetingQuery]]


def make_questions(world: World, count: int) -> Questions:
    """near-soon: 25 km, next 24 h, one type. online-now: next 2 h, one language and
    fellowship. words: two words, 7 days. region: one town, 7 days. wide: 500 km, 7 days,
    one type. Towns are drawn by their share of meetings, types and words by use."""
    chance = np.random.default_rng([world.seed, 2])
    makers: dict[str, Callable[[World, np.random.Generator], MeetingQuery]] = {
        "near-soon": lambda world, chance: _near(world, chance, NEAR_KM, DAY),
        "online-now": lambda _, chance: _online(chance),
        "words": _words,
        "region": _region,
        "wide": lambda world, chance: _near(world, chance, WIDE_KM, WEEK_MINUTES),
    }
    return {name: [make(world, chance) for _ in range(count)] for name, make in makers.items()}


def _at(chance: np.random.Generator) -> datetime:
    return WEEK + timedelta(minutes=int(chance.integers(WEEK_MINUTES)))


def _town(world: World, chance: np.random.Generator) -> int:
    return int(chance.choice(TOWN_COUNT, p=world.town_share))


def _near(
    world: World, chance: np.random.Generator, radius_km: float, horizon_minutes: int
) -> MeetingQuery:
    town = _town(world, chance)
    code = TYPE_CODES[int(chance.choice(len(TYPE_CODES), p=zipf(len(TYPE_CODES))))]
    return MeetingQuery(
        at=_at(chance),
        horizon_minutes=horizon_minutes,
        near=Near(
            round(float(world.town_latitude[town]), 5),
            round(float(world.town_longitude[town]), 5),
            radius_km,
        ),
        types=TypeFilter(all_of=frozenset({code})),
    )


def _online(chance: np.random.Generator) -> MeetingQuery:
    language = int(chance.choice(len(LANGUAGES), p=zipf(len(LANGUAGES), 2.0)))
    fellowship = int(chance.choice(len(FELLOWSHIPS), p=zipf(len(FELLOWSHIPS), 1.5)))
    return MeetingQuery(
        at=_at(chance),
        horizon_minutes=SOON,
        attendance=frozenset({Attendance.ONLINE}),
        languages=frozenset({LANGUAGES[language]}),
        fellowships=frozenset({FELLOWSHIPS[fellowship]}),
    )


def _words(world: World, chance: np.random.Generator) -> MeetingQuery:
    picked = chance.choice(len(world.words), 2, p=zipf(len(world.words)), replace=False)
    words = " ".join(world.words[index] for index in picked.tolist())
    return MeetingQuery(at=_at(chance), horizon_minutes=WEEK_MINUTES, words=words)


def _region(world: World, chance: np.random.Generator) -> MeetingQuery:
    path = " > ".join(world.region_of(_town(world, chance)))
    return MeetingQuery(at=_at(chance), horizon_minutes=WEEK_MINUTES, region=path)
