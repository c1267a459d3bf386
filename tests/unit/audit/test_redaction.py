"""No event type without a rule, and nothing in an event that its rule does not admit."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain.audit.event_type import EventType
from stepwell.domain.audit.event_types import EVENT_TYPES, registry
from stepwell.domain.audit.record_kinds import RECORD_KINDS, RecordRef, labelled
from stepwell.domain.audit.refusal import RedactionRefused
from stepwell.domain.audit.rules import Code, Count, Day, Digest, FieldNames, Flag, Slug

PROSE = "Ana told me that she used again on Friday."


@pytest.mark.parametrize("details", [None, "anything", {"note": None}, {"note": str}])
def test_event_type_without_a_rule_cannot_be_made(details: Any) -> None:
    with pytest.raises(TypeError):
        EventType("record.whispered", details)


@pytest.mark.parametrize("name", ["", "Record", "record.", "a.b.c", "x" * 41])
def test_event_type_with_another_name_cannot_be_made(name: str) -> None:
    with pytest.raises(TypeError):
        EventType(name, {})


def test_event_type_asking_for_a_reason_names_those_that_may_be_given() -> None:
    with pytest.raises(TypeError):
        EventType("glass_broken", {}, needs_reason=True)


def test_registry_takes_nothing_but_event_types() -> None:
    with pytest.raises(TypeError, match="no redaction rule"):
        registry("record.whispered")  # type: ignore[arg-type]


def test_registry_refuses_a_second_rule_for_a_type() -> None:
    with pytest.raises(TypeError, match="twice"):
        registry(EventType("a", {}), EventType("a", {"prose": Slug()}))


def test_registry_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        EVENT_TYPES["record.whispered"] = EventType("a", {})  # type: ignore[index]
    with pytest.raises(TypeError):
        EVENT_TYPES["record.viewed"].details["prose"] = Slug()  # type: ignore[index]


@pytest.mark.parametrize("name", list(EVENT_TYPES))
def test_event_type_refuses_prose_whatever_it_is_called(name: str) -> None:
    kind = EVENT_TYPES[name]

    for key in [*kind.details, "note", "name", "q"]:
        for value in (PROSE, [PROSE], {"said": PROSE}, PROSE.encode()):
            with pytest.raises(RedactionRefused) as refused:
                kind.checked_details({key: value})
            assert "Friday" not in str(refused.value)
    with pytest.raises(RedactionRefused):
        kind.check_reason(PROSE)


@given(
    name=st.sampled_from(list(EVENT_TYPES)),
    key=st.text(max_size=12),
    value=st.one_of(st.text(), st.lists(st.text()), st.floats(), st.none()),
)
def test_event_type_lets_through_no_spaces_or_capitals(name: str, key: str, value: Any) -> None:
    keys = [*EVENT_TYPES[name].details, key]
    for one in keys:
        try:
            text = EVENT_TYPES[name].checked_details({one: value})
        except RedactionRefused:
            continue
        (kept,) = json.loads(text).values()
        for word in kept if isinstance(kept, list) else [kept]:
            assert isinstance(word, str)
            assert word == word.lower()
            assert not any(sign.isspace() for sign in word)


def test_details_are_kept_as_sorted_ascii() -> None:
    kind = EVENT_TYPES["record.searched"]

    text = kind.checked_details({"results": 3, "fields": ["name", "phone"], "part": "caseload"})

    assert text == '{"fields":["name","phone"],"part":"caseload","results":3}'


def test_details_too_long_are_refused() -> None:
    names = ["a" * 40 + ".b" + "c" * 39] * 80

    with pytest.raises(RedactionRefused, match="too long"):
        EVENT_TYPES["record.changed"].checked_details({"fields": names})


def test_reason_asked_for_and_not_given_is_refused() -> None:
    with pytest.raises(RedactionRefused, match="needs a reason"):
        EVENT_TYPES["glass_broken"].check_reason("")


RULES = [
    (Code(frozenset({"a"})), ["a"], ["b", "", None, 1]),
    (Slug(longest=5), ["a", "a-b_1"], ["A", "a b", "", "abcdef", "é", 1, "a\n"]),
    (Count(most=5), [0, 5], [-1, 6, 1.0, True, "1", None]),
    (Flag(), [True, False], [0, "true", None]),
    (Day(), ["2026-11-25"], ["20261125", "2026-13-01", "", 20261125, "2026-W48-3"]),
    (Digest(), ["0f" * 32], ["0F" * 32, "0f" * 31, "", None, "0f" * 32 + "\n"]),
    (
        FieldNames(),
        [[], ["name"], ("contact.email",)],
        ["name", ["Ana"], ["a b"], [1], None, ["a"] * 81, {"name"}, ["name\n"]],
    ),
]


@pytest.mark.parametrize(("rule", "good", "bad"), RULES, ids=lambda one: type(one).__name__)
def test_rule_admits_and_refuses(rule: Any, good: list[Any], bad: list[Any]) -> None:
    assert [rule.refusal(value) for value in good] == [""] * len(good)
    assert all(rule.refusal(value) for value in bad)


def test_record_of_a_person_in_care_is_labelled_by_its_id() -> None:
    ref = labelled(RecordRef("client", "0199a1b2-0000-7000-8000-00000abc123f"))

    assert ref.label == "BC123F"


@pytest.mark.parametrize("kind", [kind for kind, is_named in RECORD_KINDS.items() if not is_named])
def test_record_of_a_person_in_care_cannot_be_named(kind: str) -> None:
    with pytest.raises(RedactionRefused) as refused:
        labelled(RecordRef(kind, "0199a1b2", label="Ana Smith"))

    assert "Ana" not in str(refused.value)


@pytest.mark.parametrize(
    "record",
    [
        RecordRef("diary", "1"),
        RecordRef("feed", ""),
        RecordRef("client", "Ana Smith"),
        RecordRef("client", "a" * 65),
        RecordRef("feed", "area-1", label="two\nlines"),
        RecordRef("feed", "area-1", label="x" * 121),
    ],
)
def test_record_that_is_not_opaque_is_refused(record: RecordRef) -> None:
    with pytest.raises(RedactionRefused):
        labelled(record)
