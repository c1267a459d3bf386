"""Each way of tampering with a trail is found, named and placed; an honest one is left alone."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.audit_trails import AT, HARBOR, Tampered, build_event
from stepwell.domain.audit.outside_copy import head_line, read_outside_copy
from stepwell.domain.audit.problems import Problem
from stepwell.domain.audit.seals import Head
from stepwell.domain.audit.verification import Trail, verify_trail

SIZES = st.lists(st.integers(1, 12), min_size=2, max_size=5)


def renumber(trail: Tampered) -> None:
    trail.events = [replace(one, sequence=i) for i, one in enumerate(trail.events, 1)]


def places(problems: list[Problem]) -> list[tuple[str, int | None]]:
    return [(str(one.kind), one.sequence) for one in problems]


@given(SIZES)
def test_verify_honest_trail_has_no_problem(sizes: list[int]) -> None:
    trail = Tampered(*sizes)
    trail.note_head()

    report = trail.check()

    assert report.problems == []
    assert (report.events, report.segments) == (sum(sizes), len(sizes) - 1)


def test_verify_no_events_has_no_problem() -> None:
    assert verify_trail(Trail(HARBOR, [], [], None, None)).problems == []


@pytest.mark.parametrize(
    "field",
    ["actor_key", "actor_name", "event_type", "record_id", "reason", "details", "origin_kind"],
)
def test_verify_edited_field_is_found_at_its_event(field: str) -> None:
    trail = Tampered(5, 5, 3)
    trail.events[6] = replace(trail.events[6], **{field: "forged"})

    assert places(trail.check().problems) == [("changed", 7)]


def test_verify_edited_instant_is_found_to_the_microsecond() -> None:
    trail = Tampered(5, 5, 3)
    at = trail.events[6].at + timedelta(microseconds=1)
    trail.events[6] = replace(trail.events[6], at=at)

    assert places(trail.check().problems) == [("changed", 7)]


def test_verify_edit_with_its_own_hash_forged_is_found_next_to_it() -> None:
    trail = Tampered(5, 5, 3)
    trail.events[6] = replace(trail.events[6], reason="forged")
    forged = Tampered(5, 5, 3)
    forged.events = trail.events[:]
    forged.chain_again()
    trail.events[6] = forged.events[6]

    (found,) = trail.check().problems

    assert (found.kind, found.sequence) == ("changed", 8)
    assert "or the hash of the one before it" in found.message


def test_verify_edit_with_all_hashes_forged_is_found_by_the_seals() -> None:
    trail = Tampered(5, 5, 5, 3)
    trail.events[6] = replace(trail.events[6], reason="forged")
    trail.chain_again()

    seals = [one for one in trail.check().problems if one.kind == "seal_mismatch"]
    assert places(seals) == [("seal_mismatch", 10), ("seal_mismatch", 15)]


def test_verify_forged_seals_are_found_by_the_outside_copy() -> None:
    trail = Tampered(5, 5, 3)
    trail.events[6] = replace(trail.events[6], reason="forged")
    trail.chain_again()
    trail.seal_again()

    problems = trail.check().problems

    assert {one.kind for one in problems} == {"outside_mismatch"}
    assert {one.sequence for one in problems} == {10}


def test_verify_forged_unsealed_events_are_found_by_the_head_noted_outside() -> None:
    trail = Tampered(5, 5, 3)
    trail.note_head()
    trail.events[12] = replace(trail.events[12], reason="forged")
    trail.chain_again()

    assert places(trail.check().problems) == [("outside_mismatch", 13)]


@pytest.mark.parametrize(("first", "size"), [(7, 1), (2, 3), (6, 1), (10, 1), (1, 1), (4, 4)])
def test_verify_removed_events_are_found_by_their_numbers(first: int, size: int) -> None:
    trail = Tampered(5, 5, 3)
    del trail.events[first - 1 : first - 1 + size]

    problems = trail.check().problems

    assert {one.kind for one in problems} == {"removed"}
    assert problems[0].sequence == first


@pytest.mark.parametrize(("first", "size"), [(7, 1), (2, 3), (6, 1), (10, 1), (1, 1), (4, 4)])
def test_verify_removed_events_are_found_though_the_gap_was_closed(first: int, size: int) -> None:
    trail = Tampered(5, 5, 3)
    del trail.events[first - 1 : first - 1 + size]
    renumber(trail)

    problems = trail.check().problems

    assert {one.kind for one in problems} == {"removed"}
    assert problems[0].sequence == first
    assert "other numbers" in problems[0].message


def test_verify_many_removed_events_with_the_gap_closed_leave_the_rest_in_order() -> None:
    trail = Tampered(5, 300, 300, 3)
    del trail.events[20:120]
    del trail.events[300:350]
    renumber(trail)

    assert places(trail.check().problems) == [("removed", 21), ("removed", 401)]


@pytest.mark.parametrize("place", [1, 3, 6, 10, 12, 13])
def test_verify_inserted_event_is_found_though_later_ones_were_renumbered(place: int) -> None:
    trail = Tampered(5, 5, 3)
    trail.events.insert(place - 1, replace(build_event(place), hash="ab" * 32))
    renumber(trail)

    assert places(trail.check().problems) == [("inserted", place)]


def test_verify_event_inserted_with_a_number_that_is_taken_is_found() -> None:
    trail = Tampered(5, 50, 3)
    trail.events.insert(9, replace(build_event(8), hash="ab" * 32))

    assert places(trail.check().problems) == [("inserted", 8)]


def test_verify_event_added_behind_the_head_is_found() -> None:
    trail = Tampered(5, 3)
    head = trail.head
    trail.events.append(build_event(9, trail.events[-1].day))
    trail.chain_again()
    trail.head = head

    assert places(trail.check().problems) == [("inserted", 9)]


def swap(trail: Tampered, one: int, other: int) -> None:
    first, second = trail.events[one - 1], trail.events[other - 1]
    trail.events[one - 1] = replace(second, sequence=first.sequence)
    trail.events[other - 1] = replace(first, sequence=second.sequence)


@pytest.mark.parametrize(("one", "other"), [(2, 3), (1, 5), (5, 6), (4, 9), (12, 13)])
def test_verify_events_that_changed_places_are_found(one: int, other: int) -> None:
    trail = Tampered(5, 5, 3)
    swap(trail, one, other)

    problems = trail.check().problems

    assert {one.kind for one in problems} == {"reordered"}
    assert all(one <= (found.sequence or 0) <= other for found in problems)


def test_verify_events_that_changed_places_far_apart_are_found() -> None:
    trail = Tampered(5, 200, 3)
    swap(trail, 20, 180)

    assert places(trail.check().problems) == [("reordered", 20), ("reordered", 180)]


@pytest.mark.parametrize("left", [12, 11, 10, 8])
def test_verify_cut_off_tail_is_found(left: int) -> None:
    trail = Tampered(5, 5, 3)
    del trail.events[left:]

    problems = trail.check().problems

    assert {one.kind for one in problems} == {"cut_off"}
    assert problems[0].sequence == left + 1


def test_verify_cut_off_tail_with_the_head_forged_is_found_by_the_outside_copy() -> None:
    trail = Tampered(5, 5, 3)
    trail.note_head()
    del trail.events[11:]
    trail.head = Head(11, trail.events[-1].hash)

    assert places(trail.check().problems) == [("cut_off", 13)]


def test_verify_lost_head_is_found() -> None:
    trail = Tampered(5, 3)
    trail.head = None

    assert trail.kinds() == {"cut_off"}


@pytest.mark.parametrize("day", [0, 1, 2])
def test_verify_dropped_segment_is_found(day: int) -> None:
    trail = Tampered(4, 5, 6, 3)
    seal = trail.seals[day].seal
    trail.events = [one for one in trail.events if one.day != seal.day]

    assert places(trail.check().problems) == [("segment_dropped", seal.first_sequence)]


@pytest.mark.parametrize("day", [0, 1, 2])
def test_verify_segment_dropped_with_its_seal_is_found(day: int) -> None:
    trail = Tampered(4, 5, 6, 3)
    seal = trail.seals.pop(day).seal
    trail.events = [one for one in trail.events if one.day != seal.day]

    problems = trail.check().problems

    assert "segment_dropped" in {one.kind for one in problems}
    assert ("removed", seal.first_sequence) in places(problems)
    assert any(one.day == seal.day for one in problems)


def test_verify_segment_marked_as_dropped_without_a_record_of_it_is_found() -> None:
    trail = Tampered(4, 5, 3)
    trail.seals[0] = replace(trail.seals[0], dropped_by=6)
    trail.events = trail.events[4:]

    assert places(trail.check().problems) == [("segment_dropped", 1)]


def dropped_by_retention(*sizes: int) -> Tampered:
    """A trail whose first day was dropped, as its newest event says."""
    trail = Tampered(*sizes)
    details = json.dumps({"seal": trail.seals[0].hash})
    number = len(trail.events) + 1
    dropping = build_event(number, trail.events[-1].day, details=details)
    trail.events.append(replace(dropping, event_type="segment.dropped"))
    trail.chain_again()
    trail.events = trail.events[sizes[0] :]
    trail.seals[0] = replace(trail.seals[0], dropped_by=number)
    return trail


def test_verify_segment_that_retention_dropped_is_no_problem() -> None:
    report = dropped_by_retention(4, 5, 3).check()

    assert report.problems == []
    assert report.events == 9


def test_verify_event_with_the_number_of_a_dropped_segment_is_found() -> None:
    trail = dropped_by_retention(4, 5, 3)
    trail.events.insert(0, replace(build_event(2), hash="ab" * 32))

    assert places(trail.check().problems) == [("inserted", 2)]


def test_verify_edit_after_a_dropped_segment_is_found() -> None:
    trail = dropped_by_retention(4, 5, 3)
    trail.events[0] = replace(trail.events[0], reason="forged")

    assert places(trail.check().problems) == [("changed", 5)]


@pytest.mark.parametrize(
    "change",
    [{"count": 4}, {"head_hash": "ab" * 32}, {"previous_seal_hash": ""}, {"last_sequence": 9}],
)
def test_verify_changed_seal_is_found(change: dict[str, object]) -> None:
    trail = Tampered(5, 5, 5, 3)
    seal = replace(trail.seals[1].seal, **change)  # type: ignore[arg-type]
    trail.seals[1] = replace(trail.seals[1], seal=seal)

    assert "seal_mismatch" in trail.kinds()


def test_verify_line_missing_outside_is_found() -> None:
    trail = Tampered(5, 5, 5, 3)
    del trail.lines[1]

    assert places(trail.check().problems) == [("outside_mismatch", 10)]


def test_verify_line_changed_outside_is_not_believed() -> None:
    trail = Tampered(5, 5, 3)
    trail.lines[1] = trail.lines[1].replace('"count":5', '"count":6')

    assert trail.outside.unreadable == [2]
    assert trail.kinds() == {"outside_mismatch"}


def test_verify_lines_that_contradict_each_other_are_found() -> None:
    trail = Tampered(5, 5, 3)
    trail.note_head()
    trail.lines.append(head_line(HARBOR, Head(13, "ab" * 32), at=AT))

    assert places(trail.check().problems) == [("outside_mismatch", 13)]


@pytest.mark.parametrize("line", ["{", "[]", '{"kind":"seal"}', '{"kind":"head","organization":1}'])
def test_outside_copy_line_of_another_kind_is_counted(line: str) -> None:
    assert read_outside_copy(["", line]).unreadable == [2]


def test_verify_two_places_are_both_reported() -> None:
    trail = Tampered(5, 5, 5, 3)
    trail.events[1] = replace(trail.events[1], reason="forged")
    del trail.events[11]

    assert places(trail.check().problems) == [("changed", 2), ("removed", 12)]


def test_verify_trail_written_over_ends_in_time_and_says_so() -> None:
    trail = Tampered(5, 2000, 3)
    trail.events = [replace(one, hash="ab" * 32) for one in trail.events]

    problems = trail.check().problems

    assert "changed" in {one.kind for one in problems}
    assert len(problems) < 300


@given(sizes=SIZES, data=st.data())
def test_verify_any_tampering_is_found(sizes: list[int], data: st.DataObject) -> None:
    trail = Tampered(*sizes, 2)
    trail.note_head()
    way = data.draw(st.sampled_from(WAYS))

    index = way(trail, data)

    problems = trail.check().problems
    assert problems
    if way not in {forge, cut}:  # those are found where the outside copy was written
        assert min(abs((one.sequence or 0) - index - 1) for one in problems) <= 1


def draw_index(trail: Tampered, data: st.DataObject) -> int:
    return data.draw(st.integers(0, len(trail.events) - 1))


def edit(trail: Tampered, data: st.DataObject, *more: str) -> int:
    index = draw_index(trail, data)
    names = ["actor_name", "record_label", "reason", "details", *more]
    name = data.draw(st.sampled_from(names))
    old = getattr(trail.events[index], name)
    new = data.draw(st.text(max_size=5).filter(lambda text: text != old))
    trail.events[index] = replace(trail.events[index], **{name: new})
    return index


def edit_hash_too(trail: Tampered, data: st.DataObject) -> int:
    return edit(trail, data, "hash")


def remove(trail: Tampered, data: st.DataObject) -> int:
    index = draw_index(trail, data)
    del trail.events[index]
    return index


def remove_closing(trail: Tampered, data: st.DataObject) -> int:
    index = remove(trail, data)
    renumber(trail)
    return index


def duplicate(trail: Tampered, data: st.DataObject) -> int:
    index = draw_index(trail, data)
    trail.events.insert(index, trail.events[index])
    return index


def exchange(trail: Tampered, data: st.DataObject) -> int:
    index = data.draw(st.integers(0, len(trail.events) - 2))
    swap(trail, index + 1, index + 2)
    return index


def cut(trail: Tampered, data: st.DataObject) -> int:
    index = data.draw(st.integers(1, len(trail.events) - 1))
    del trail.events[index:]
    trail.head = Head(index, trail.events[-1].hash)
    return index


def forge(trail: Tampered, data: st.DataObject) -> int:
    index = edit(trail, data)
    trail.chain_again()
    return index


WAYS = (edit_hash_too, remove, remove_closing, duplicate, exchange, cut, forge)
