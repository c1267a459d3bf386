"""The index gives the answers of the plain search, on directories and questions at random."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stepwell.domain.meetings.query import MeetingQuery
from stepwell.search.build import build_snapshot
from stepwell.search.query import search, search_nearest, search_unscheduled
from stepwell.search.snapshot import Snapshot, open_snapshot
from unit.search.brute_force import BruteForce, Listed
from unit.search.directories import FELLOWSHIP_NAMES, directory, queries


def indexed(listed: list[Listed], folder: Path) -> tuple[Snapshot, BruteForce]:
    path = folder / "directory.snapshot"
    build_snapshot(listed, path, directory_version=1, fellowship_names=FELLOWSHIP_NAMES)
    snapshot = open_snapshot(path)
    return snapshot, BruteForce(listed, snapshot.row_of, FELLOWSHIP_NAMES)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    seed=st.integers(0, 2**32),
    count=st.integers(0, 80),
    asked=st.lists(queries(), min_size=4, max_size=12),
)
def test_answers_are_those_of_brute_force(
    seed: int, count: int, asked: list[MeetingQuery], tmp_path: Path
) -> None:
    snapshot, brute_force = indexed(directory(seed, count), tmp_path)

    for query in asked:
        assert search(snapshot, query) == brute_force.search(query)
        assert search_unscheduled(snapshot, query) == brute_force.search_unscheduled(query)
        assert search_nearest(snapshot, query) == brute_force.search_nearest(query)
