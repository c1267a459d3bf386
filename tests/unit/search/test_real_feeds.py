"""The index and the plain search agree on real feeds, where the test data is at hand."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from stepwell.domain.meetings.meeting import Attendance
from stepwell.domain.meetings.query import MeetingQuery, Near, TimeWindow, TypeFilter
from stepwell.exchange.meeting_guide import FeedOptions, parse_feed
from stepwell.search.build import build_snapshot
from stepwell.search.query import search, search_unscheduled
from stepwell.search.snapshot import Snapshot, open_snapshot
from unit.search.brute_force import BruteForce, Listed, listed_words

FEEDS = {
    "aa-edmonton": ("aa", "America/Edmonton"),
    "aa-san-jose-2021-08": ("aa", "America/Los_Angeles"),
    "al-anon-massachusetts": ("al-anon", "America/New_York"),
    "eda-worldwide": ("eda", "America/New_York"),
}
CHANGES = (
    datetime(2026, 3, 8, 7, tzinfo=UTC),
    datetime(2026, 11, 1, 9, tzinfo=UTC),
    datetime(2026, 12, 31, 23, tzinfo=UTC),
)
pytestmark = [
    pytest.mark.real_feeds,
    pytest.mark.skipif("STEPWELL_TEST_DATA" not in os.environ, reason="no real feeds at hand"),
]


def real_meetings() -> list[Listed]:
    folder = Path(os.environ["STEPWELL_TEST_DATA"]) / "meetings" / "meeting-guide"
    found: list[Listed] = []
    for name, (fellowship, zone_name) in FEEDS.items():
        options = FeedOptions(fellowship=fellowship, default_timezone=zone_name)
        feed = parse_feed((folder / f"{name}.json").read_bytes(), options)
        found += [(f"{name}/{one.source_key}", name, one) for one in feed.meetings()]
    return found


@pytest.fixture(scope="module")
def listed() -> list[Listed]:
    return real_meetings()


@pytest.fixture(scope="module")
def snapshot(listed: list[Listed], tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    path = tmp_path_factory.mktemp("real") / "directory.snapshot"
    build_snapshot(listed, path, directory_version=1)
    return open_snapshot(path)


def a_question(chance: random.Random, listed: list[Listed]) -> MeetingQuery:
    """Taken from one of the meetings, so that most find something."""
    _, _, about = chance.choice(listed)
    change = chance.choice(CHANGES)
    query = MeetingQuery(
        at=change + timedelta(minutes=chance.randint(-8 * 1440, 1440)),
        horizon_minutes=chance.choice([60, 1440, 8 * 1440]),
        with_facets=True,
    )
    if chance.random() < 0.5 and about.place.latitude and about.place.longitude:
        near = Near(about.place.latitude, about.place.longitude, chance.choice([1.0, 10.0, 50.0]))
        query = replace(query, near=near, include_online=chance.random() < 0.5)
    elif chance.random() < 0.3 and about.regions:
        query = replace(query, region=" > ".join(about.regions))
    if chance.random() < 0.3:
        words = chance.sample(sorted(listed_words(about, "")), 1)
        query = replace(query, words=" ".join(misspelt(chance, word) for word in words))
    if chance.random() < 0.3 and about.types:
        query = replace(query, types=TypeFilter(all_of=frozenset({chance.choice(about.types)})))
    if chance.random() < 0.2:
        query = replace(query, time_windows=(TimeWindow(17 * 60, 5 * 60),))
    if chance.random() < 0.2:
        query = replace(query, attendance=frozenset(chance.sample(list(Attendance), 2)))
    return query


def misspelt(chance: random.Random, word: str) -> str:
    if chance.random() < 0.5 or len(word) < 4:
        return word
    place = chance.randrange(len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def test_answers_on_real_feeds_are_those_of_brute_force(
    listed: list[Listed], snapshot: Snapshot
) -> None:
    brute_force = BruteForce(listed, snapshot.row_of, {})
    chance = random.Random(20261125)
    answered = 0

    for _ in range(60):
        query = a_question(chance, listed)
        expected = brute_force.search(query)
        assert search(snapshot, query) == expected
        assert search_unscheduled(snapshot, query) == brute_force.search_unscheduled(query)
        answered += bool(expected.total)

    assert len(listed) > 1000
    assert answered > 30


def test_real_meetings_come_back_whole(listed: list[Listed], snapshot: Snapshot) -> None:
    for public_id, feed_slug, meeting in listed:
        row = snapshot.row_of(public_id)
        assert row is not None
        assert (snapshot.document(row), snapshot.feed_slug(row)) == (meeting, feed_slug)
