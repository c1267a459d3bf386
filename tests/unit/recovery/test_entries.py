from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.entries import BODIES, made, sent
from stepwell.domain.recovery.entries import (
    MOST_PARENTS,
    EntryRefused,
    Refusal,
    check_version,
    id_of,
    read_version,
)
from stepwell.domain.recovery.kinds import KINDS
from stepwell.records.identifiers import new_id

V4 = "9b2e4a2c-6d3f-4c1e-9a55-0c7d1e2f3a4b"


def parse(version: dict[str, Any]) -> Any:
    (raw,) = sent(version)
    version_read = read_version(raw)
    check_version(version_read)
    return version_read


def refusal_of(version: dict[str, Any]) -> EntryRefused:
    with pytest.raises(EntryRefused) as refused:
        parse(version)
    return refused.value


def tried(version: dict[str, Any]) -> tuple[Any, EntryRefused | None]:
    try:
        return parse(version), None
    except EntryRefused as refused:
        return None, refused


@pytest.mark.parametrize("kind", KINDS)
def test_entry_of_each_kind_is_taken_as_it_was_sent(kind: str) -> None:
    version = made(kind)

    parsed = parse(version)

    assert parsed.content == version["body"]
    assert not parsed.is_removed
    assert parse(version | {"body": None}).is_removed


def test_entry_kinds_are_all_tried() -> None:
    assert set(BODIES) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_entry_with_a_field_too_many_is_refused_by_its_name(kind: str) -> None:
    refused = refusal_of(made(kind, body=BODIES[kind] | {"mothers_name": "x"}))

    assert refused.code == Refusal.NOT_VALID
    assert KINDS[kind].called in str(refused)
    assert "“mothers_name”" in str(refused)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"id": V4}, "“id”"),
        ({"id": str(new_id()).upper()}, "“id”"),
        ({"record": f"{new_id()}\n"}, "“record”"),
        ({"parents": [V4]}, "“parents”"),
        ({"parents": [str(new_id()) for _ in range(MOST_PARENTS + 1)]}, "“parents”"),
        ({"made_at": "2026-11-27 18:30"}, "“made_at”"),
        ({"made_at": "2026-02-30T18:30:00Z"}, "no such time"),
        ({"made_at": "2200-01-01T00:00:00Z"}, "year 2200"),
        ({"made_at": "1969-12-31T23:59:59Z"}, "year 1969"),
        ({"kind": "diary"}, "“diary”"),
        ({"number": 4}, "“number”"),
        ({"body": []}, "object"),
        ({"kind": "person", "body": {"name": "Bob Kowalski"}}, "“name” is not written as"),
        ({"body": {"on": "2026-11-26", "text": ""}}, "“text” is empty"),
        ({"body": {"on": "2026-11-26", "text": "x" * 60_001}}, "longer than 60000 characters"),
        ({"kind": "checkin", "body": {"on": "2026-11-26", "urge": 5}}, "“urge” is more than 4"),
        ({"kind": "step", "body": {"step": 0, "mark": "working"}}, "“step” is less than 1"),
        ({"kind": "meeting", "body": {"on": "2026-11-26", "themes": ["x"] * 21}}, "more than 20"),
        ({"body": {"on": "2026-11-26"}}, "“text” is missing"),
        ({"body": {"on": "26 November", "text": "x"}}, "“on”"),
    ],
)
def test_entry_that_does_not_fit_is_refused_and_says_where(
    changes: dict[str, Any], said: str
) -> None:
    refused = refusal_of(made() | changes)

    assert refused.code == Refusal.NOT_VALID
    assert said in str(refused)


def test_entry_naming_itself_or_one_parent_twice_is_refused() -> None:
    first = made()

    assert "itself" in str(refusal_of(first | {"parents": [first["id"]]}))
    assert "twice" in str(refusal_of(made("journal", first, first)))


def test_entry_made_by_a_clock_without_battery_is_taken() -> None:
    assert parse(made(made_at="1970-01-01T00:03:00Z")).made.year == 1970


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("journal", {"on": "2026-11-26", "text": "🙂" * 60_000, "prompt": "x"}),
        ("setting", {"name": "words", "value": "x" * 5_200}),
        ("keyring", {"v": 1, "key": "x" * 25_000}),
        ("sealed", {**BODIES["sealed"], "data": "A" * 360_000}),
    ],
)
def test_entry_that_is_too_long_is_refused_with_both_sizes(kind: str, body: dict[str, Any]) -> None:
    limit = KINDS[kind].most_bytes

    refused = refusal_of(made(kind, body=body))

    assert len(json.dumps(body, separators=(",", ":"))) > limit
    assert refused.code == Refusal.TOO_LARGE
    assert f"{limit // 1024} KB" in str(refused)


@pytest.mark.parametrize("name", ["Bob Kowalski", "", "Maria Q Public", "a" * 41])
def test_person_by_more_than_a_first_name_is_refused(name: str) -> None:
    assert refusal_of(made("person", body={"name": name})).code == Refusal.NOT_VALID


@pytest.mark.parametrize("name", ["Bob", "Bob K.", "José", "J.-P. L"])
def test_person_by_first_name_is_taken(name: str) -> None:
    assert parse(made("person", body={"name": name})).content == {"name": name}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
FIELDS = ("id", "record", "kind", "parents", "made_at", "body", "more")


@given(kind=st.sampled_from(sorted(KINDS)), field=st.sampled_from(FIELDS), value=JSON)
def test_anything_in_any_field_is_taken_or_refused_in_words(
    kind: str, field: str, value: Any
) -> None:
    parsed, refused = tried(made(kind) | {field: value})

    if refused is None:
        assert parsed.content == (value if field == "body" else BODIES[kind])
    else:
        assert str(refused)
        assert refused.code in {Refusal.NOT_VALID, Refusal.TOO_LARGE}


@given(kind=st.sampled_from(sorted(KINDS)), data=st.data())
def test_anything_in_any_field_of_a_body_is_taken_as_it_is_or_refused(
    kind: str, data: st.DataObject
) -> None:
    field = data.draw(st.sampled_from([*BODIES[kind], "more"]))
    body = BODIES[kind] | {field: data.draw(JSON)}
    parsed, refused = tried(made(kind, body=body))

    assert parsed.content == body if refused is None else refused.code in Refusal


@given(raw=st.binary(max_size=60))
def test_bytes_that_are_no_entry_are_refused(raw: bytes) -> None:
    with pytest.raises(EntryRefused):
        read_version(raw)


def test_brackets_without_end_are_refused() -> None:
    deep = json.dumps(made("setting") | {"body": "@"}).replace('"@"', "[" * 9000 + "]" * 9000)

    with pytest.raises(EntryRefused):
        read_version(deep.encode())


def test_entry_without_an_id_has_none() -> None:
    assert id_of(b'{"id": "x", "more": 1}') == "x"
    for raw in (b"[]", b"{}", b'{"id": 7}'):
        with pytest.raises(ValueError):
            id_of(raw)
