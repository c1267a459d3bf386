from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain.meetings.meeting import Attendance, Meeting, TimezoneBasis
from stepwell.domain.meetings.reconciliation import (
    KnownMeeting,
    ReadMeeting,
    reconcile,
)


def read(key: str, fingerprint: str, digest: str = "d") -> ReadMeeting:
    meeting = Meeting(
        source_key=key,
        name=key,
        fellowship="aa",
        timezone="America/New_York",
        timezone_basis=TimezoneBasis.FEED,
        attendance=Attendance.IN_PERSON,
        attendance_reason="in_person",
    )
    return ReadMeeting(meeting, fingerprint, digest)


def known(number: int, key: str, fingerprint: str, *, removed_on: int = 0) -> KnownMeeting:
    """removed_on: day of the year, 0 for a meeting that is listed."""
    removed_at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=removed_on)
    return KnownMeeting(UUID(int=number), key, fingerprint, "d", removed_at if removed_on else None)


def test_reconcile_same_keys_pair_whatever_changed() -> None:
    plan = reconcile([known(1, "a", "x")], [read("a", "y")])

    assert [(k.id.int, r.source_key) for k, r in plan.pairs] == [(1, "a")]
    assert not plan.added
    assert not plan.removed


def test_reconcile_renamed_key_is_found_by_fingerprint() -> None:
    plan = reconcile([known(1, "old", "x")], [read("new", "x")])

    assert [(k.id.int, r.source_key) for k, r in plan.renamed] == [(1, "new")]


def test_reconcile_swapped_keys_follow_the_fingerprints() -> None:
    before = [known(1, "1", "x"), known(2, "2", "y")]

    plan = reconcile(before, [read("1", "y"), read("2", "x")])

    assert {(k.id.int, r.source_key) for k, r in plan.pairs} == {(1, "2"), (2, "1")}


def test_reconcile_shifted_keys_follow_the_fingerprints() -> None:
    before = [known(n, str(n), f"f{n}") for n in range(1, 6)]
    after = [read(str(n), f"f{n + 1}") for n in range(1, 5)]

    plan = reconcile(before, after)

    assert {(k.fingerprint, r.fingerprint) for k, r in plan.pairs} == {
        (f"f{n}", f"f{n}") for n in range(2, 6)
    }
    assert [one.id.int for one in plan.removed] == [1]


def test_reconcile_ambiguous_fingerprints_are_not_guessed() -> None:
    before = [known(1, "a", "x"), known(2, "b", "x")]

    plan = reconcile(before, [read("c", "x")])

    assert not plan.pairs
    assert len(plan.removed) == 2


def test_reconcile_once_listed_meeting_returns_under_its_identity() -> None:
    plan = reconcile([known(1, "a", "x", removed_on=9)], [read("a", "x")])

    assert [k.id.int for k, _ in plan.pairs] == [1]
    assert not plan.renamed


def test_reconcile_returned_meeting_at_another_time_is_the_last_removed_of_its_key() -> None:
    once = [
        known(1, "a", "x", removed_on=9),
        known(2, "a", "y", removed_on=30),
        known(3, "a", "z", removed_on=20),
    ]

    plan = reconcile(once, [read("a", "new")])

    assert [k.id.int for k, _ in plan.pairs] == [2]


def test_reconcile_returned_meeting_prefers_key_and_content_to_the_last_removed() -> None:
    once = [known(1, "a", "x", removed_on=9), known(2, "a", "y", removed_on=30)]

    plan = reconcile(once, [read("a", "x")])

    assert [k.id.int for k, _ in plan.pairs] == [1]


def test_reconcile_returned_meeting_under_another_key_is_found_and_renamed() -> None:
    plan = reconcile([known(1, "old", "x", removed_on=9)], [read("new", "x")])

    assert [(k.id.int, r.source_key) for k, r in plan.renamed] == [(1, "new")]
    assert not plan.added


def test_reconcile_returned_meetings_of_ambiguous_content_are_not_guessed() -> None:
    once = [known(1, "a", "x", removed_on=9), known(2, "b", "x", removed_on=9)]

    plan = reconcile(once, [read("c", "x")])

    assert [one.source_key for one in plan.added] == ["c"]


keys = st.sampled_from("abcdef")
prints = st.sampled_from("uvwxyz")


removals = st.lists(st.tuples(keys, prints, st.integers(1, 9)), max_size=6)


@given(
    st.dictionaries(keys, prints, max_size=6),
    removals,
    st.dictionaries(keys, prints, max_size=6),
    st.randoms(),
)
def test_reconcile_loses_nothing_and_ignores_order(
    before: dict[str, str],
    once: list[tuple[str, str, int]],
    after: dict[str, str],
    random: object,
) -> None:
    olds = [known(i, k, f) for i, (k, f) in enumerate(before.items(), 1)]
    olds += [known(i, k, f, removed_on=day) for i, (k, f, day) in enumerate(once, 100)]
    news = [read(k, f) for k, f in after.items()]
    shuffled: list[ReadMeeting] = list(news)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    plan = reconcile(olds, news)
    again = reconcile(list(reversed(olds)), shuffled)

    assert sorted([r.source_key for _, r in plan.pairs] + _keys(plan.added)) == sorted(after)
    listed = [k.source_key for k, _ in plan.pairs if k.is_listed]
    assert sorted(listed + [k.source_key for k in plan.removed]) == sorted(before)
    assert len({k.id for k, _ in plan.pairs}) == len(plan.pairs)
    assert {(k.id, r.source_key) for k, r in plan.pairs} == {
        (k.id, r.source_key) for k, r in again.pairs
    }


@given(st.dictionaries(keys, prints, max_size=6), removals)
def test_reconcile_same_reading_twice_changes_nothing(
    content: dict[str, str], once: list[tuple[str, str, int]]
) -> None:
    olds = [known(i, k, f) for i, (k, f) in enumerate(content.items(), 1)]
    olds += [known(i, k, f, removed_on=day) for i, (k, f, day) in enumerate(once, 100)]

    plan = reconcile(olds, [read(k, f) for k, f in content.items()])

    assert not plan.added
    assert not plan.removed
    assert all(k.is_listed and k.source_key == r.source_key for k, r in plan.pairs)


def _keys(items: Sequence[ReadMeeting]) -> list[str]:
    return [one.source_key for one in items]
