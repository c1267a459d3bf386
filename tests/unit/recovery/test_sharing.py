"""Which fields belong to which part, and what a part that is off keeps back."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain.recovery.bodies import CheckedIn, MeetingLogged
from stepwell.domain.recovery.log import DayState
from stepwell.domain.recovery.sharing import (
    CHECK_IN_FIELDS,
    DEFAULT,
    MEETING_FIELDS,
    Share,
    Shared,
    SharedDay,
    parts_agreed,
    parts_of,
    shared_of,
)

ON = date(2026, 11, 26)
MEETING: dict[str, Any] = {
    "on": "2026-11-26",
    "code": "c7",
    "name": "Basement Lights",
    "fellowship": "aa",
    "mode": "online",
    "arrived": "early",
    "stayed": "after",
    "deeds": ["spoke"],
    "talked_with": 3,
    "numbers": 0,
    "service": "chairs",
    "themes": ["hope"],
    "liking": "glad",
    "liked": "the laughter",
    "belief": "not sure",
    "note": "went home light",
}
CHECK_IN: dict[str, Any] = {
    "on": "2026-11-26",
    "use": "yes",
    "what": ["alcohol", "cannabis"],
    "urge": 0,
    "mood_up": 6,
    "mood_down": 2,
    "sleep_minutes": 400,
    "medicine": "as_prescribed",
    "with_whom": "Bob",
    "note": "long day",
}
parts = st.frozensets(st.sampled_from(list(Share)))


def told(kind: str, body: dict[str, Any], chosen: frozenset[Share]) -> Shared | None:
    return shared_of(kind, body, chosen, {"alcohol", "opioids"})


def fields(body: type[msgspec.Struct]) -> set[str]:
    return {one.name for one in msgspec.structs.fields(body)}


@pytest.mark.parametrize(
    ("body", "by_part", "others"),
    [
        (MeetingLogged, MEETING_FIELDS, {"on", "share"}),
        (CheckedIn, CHECK_IN_FIELDS, {"on", "share", "use", "what"}),
    ],
)
def test_each_field_belongs_to_one_part(body: Any, by_part: Any, others: set[str]) -> None:
    named = [name for names in by_part.values() for name in names]

    assert len(named) == len(set(named))
    assert set(named) == fields(body) - others


@given(parts)
def test_meeting_shares_the_fields_of_its_parts_and_no_other(chosen: frozenset[Share]) -> None:
    shared = told("meeting", MEETING, chosen)

    if Share.MEETINGS not in chosen:
        assert shared is None
        return
    named = {name for part in chosen for name in MEETING_FIELDS.get(part, ())}
    assert shared is not None
    assert shared.meeting == {name: MEETING[name] for name in named}
    assert (shared.on, shared.check_in, shared.days) == (ON, None, ())


@given(parts)
def test_check_in_shares_the_fields_of_its_parts_and_no_other(chosen: frozenset[Share]) -> None:
    shared = told("checkin", CHECK_IN, chosen)

    named = {name for part in chosen for name in CHECK_IN_FIELDS.get(part, ())}
    used = [SharedDay(ON, DayState.USED, one) for one in ("alcohol", "cannabis")]
    if not named and Share.USE not in chosen:
        assert shared is None
        return
    assert shared is not None
    assert shared.check_in == ({name: CHECK_IN[name] for name in named} or None)
    assert shared.days == (tuple(used) if Share.USE in chosen else ())


@pytest.mark.parametrize(
    ("body", "days"),
    [
        ({"use": "no"}, [SharedDay(ON, DayState.ABSTINENT)]),
        ({"use": "yes"}, [SharedDay(ON, DayState.USED)]),
        ({"use": "not_said"}, []),
        ({}, []),
    ],
)
def test_answer_left_open_says_nothing_of_the_day(
    body: dict[str, str], days: list[SharedDay]
) -> None:
    shared = told("checkin", {"on": "2026-11-26"} | body, frozenset(Share))

    assert (list(shared.days) if shared else []) == days


def test_medicine_as_prescribed_or_a_bet_is_no_use_of_a_substance() -> None:
    use = {"on": "2026-11-26", "what": "opioids"}

    assert told("use", use, frozenset({Share.USE})) is not None
    assert told("use", use, DEFAULT) is None
    assert told("use", use | {"as_prescribed": True}, frozenset(Share)) is None
    assert told("use", use | {"what": "bet"}, frozenset(Share)) is None


@given(parts, parts)
def test_what_is_chosen_for_one_goes_before_what_is_chosen_for_all(
    own: frozenset[Share], every: frozenset[Share]
) -> None:
    body = MEETING | {"share": sorted(own)}

    assert told("meeting", body, every) == told("meeting", MEETING, own)


@pytest.mark.parametrize("kind", ["journal", "step", "person", "date", "sealed", "keyring"])
def test_other_kinds_are_never_shared(kind: str) -> None:
    assert told(kind, {"on": "2026-11-26", "text": "x"}, frozenset(Share)) is None


@given(st.lists(parts, max_size=4))
def test_phones_that_disagree_share_what_all_of_them_share(chosen: list[frozenset[Share]]) -> None:
    agreed = parts_agreed(chosen)

    assert agreed == (frozenset.intersection(*chosen) if chosen else DEFAULT)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=5))
def test_setting_that_is_not_understood_shares_nothing(value: object) -> None:
    assert parts_of(json.loads(json.dumps(value))) <= frozenset(Share)
    assert parts_of({"meetings": True}) == frozenset()
    assert parts_of([["meetings"], "meetings", 3, None]) == {Share.MEETINGS}
