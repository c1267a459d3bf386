"""The algebra of heads, in Python and in the phone's JavaScript alike."""

from __future__ import annotations

import itertools
import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factories.entries import BODIES
from stepwell.domain.recovery.entries import Version, read_version
from stepwell.domain.recovery.heads import heads_by_record, is_conflict
from unit.app.conftest import Ask

TWIN = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def uuid7(number: int) -> str:
    return f"00000000-0000-7000-8000-{number:012d}"


@st.composite
def histories(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Versions of a few records, each after some of the earlier ones of its record, shuffled."""
    versions: list[dict[str, Any]] = []
    ids = draw(st.lists(st.integers(1, 10**6), unique=True, max_size=14))
    for number in ids:
        record = uuid7(draw(st.integers(1, 3)))
        before = [one["id"] for one in versions if one["record"] == record]
        parents = draw(st.lists(st.sampled_from(before), unique=True, max_size=3)) if before else []
        versions.append(
            {
                "id": uuid7(number),
                "record": record,
                "kind": "journal",
                "parents": parents,
                "made_at": "2026-11-27T18:30:00Z",
                "body": draw(st.sampled_from([None, BODIES["journal"]])),
            }
        )
    return draw(st.permutations(versions))


def parsed(versions: list[dict[str, Any]]) -> list[Version]:
    return [read_version(json.dumps(one).encode()) for one in versions]


@given(versions=histories())
@TWIN
def test_heads_and_conflicts_are_the_same_on_the_phone(
    ask: Ask, versions: list[dict[str, Any]]
) -> None:
    here = {
        record: {"heads": [one.id for one in heads], "isConflict": is_conflict(heads)}
        for record, heads in heads_by_record(parsed(versions)).items()
    }

    assert ask("heads", versions) == here


@given(versions=histories())
def test_every_record_has_a_head_and_no_head_is_replaced(versions: list[dict[str, Any]]) -> None:
    heads = heads_by_record(parsed(versions))

    assert set(heads) == {one["record"] for one in versions}
    replaced = {parent for one in versions for parent in one["parents"]}
    assert replaced.isdisjoint(one.id for some in heads.values() for one in some)


@given(versions=histories())
def test_whoever_is_no_head_was_replaced_by_one_step_after_the_other(
    versions: list[dict[str, Any]],
) -> None:
    """Nothing drops out: from each version a way leads to a head."""
    known = parsed(versions)
    heads = {one.id for some in heads_by_record(known).values() for one in some}
    by_id = {one.id: one for one in known}

    reached, waiting = set(heads), list(heads)
    while waiting:
        for parent in by_id[waiting.pop()].parents:
            if parent not in reached:
                reached.add(parent)
                waiting.append(parent)

    assert reached == set(by_id)


@given(versions=histories(), cut=st.integers(0, 14))
def test_versions_that_come_in_two_parts_have_the_same_heads(
    versions: list[dict[str, Any]], cut: int
) -> None:
    known = parsed(versions)
    one_way = heads_by_record(known)
    other_way = heads_by_record([*known[cut:], *known[:cut], *known])

    assert {record: {one.id for one in heads} for record, heads in one_way.items()} == {
        record: {one.id for one in heads} for record, heads in other_way.items()
    }


@given(versions=histories())
def test_version_after_all_heads_settles(versions: list[dict[str, Any]]) -> None:
    for record, heads in heads_by_record(parsed(versions)).items():
        settled = dict(versions[0]) | {
            "id": uuid7(10**7),
            "record": record,
            "parents": [one.id for one in heads],
        }
        after = heads_by_record(parsed([*versions, settled]))[record]
        assert [one.id for one in after] == [settled["id"]]
        assert not is_conflict(after)


@given(versions=histories())
@TWIN
def test_phone_sends_parents_before_children(ask: Ask, versions: list[dict[str, Any]]) -> None:
    places = {one: place for place, one in enumerate(ask("order", versions))}

    assert set(places) == {one["id"] for one in versions}
    pairs = itertools.chain.from_iterable(
        [(parent, one["id"]) for parent in one["parents"]] for one in versions
    )
    assert all(places[parent] < places[child] for parent, child in pairs)
