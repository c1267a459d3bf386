from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain.recovery.telling import (
    TELL_WITHIN,
    Cause,
    Chosen,
    Written,
    agreed_by_all,
    agreed_in,
    agreed_since,
    can_be_told,
    causes_in,
    newly_said,
    told_words,
)
from stepwell.domain.safety.path_rules import Opener
from stepwell.domain.safety.promises import promises_in
from stepwell.queries.safety_library import path_rules

START = datetime(2026, 11, 20, 12, tzinfo=UTC)
ON = date(2026, 11, 20)
USE, URGE = Cause.USE, Cause.URGE
BOTH = frozenset(Cause)


def hour(number: int) -> datetime:
    return START + timedelta(hours=number)


def chosen(number: int, causes: frozenset[Cause] | None, *parents: int) -> Chosen:
    return Chosen(str(number), tuple(map(str, parents)), hour(number), causes)


@pytest.mark.parametrize(
    ("kind", "body", "causes"),
    [
        ("use", {"what": "alcohol"}, {USE}),
        ("use", {"what": "opioids", "as_prescribed": True}, set()),
        ("use", {"what": "bet"}, set()),
        ("checkin", {"use": "yes", "urge": 3}, {USE}),
        ("checkin", {"use": "no", "urge": 4}, {URGE}),
        ("checkin", {"use": "yes", "urge": 4}, {USE, URGE}),
        ("checkin", {"use": "not_said", "urge": None}, set()),
        ("journal", {"use": "yes", "urge": 4}, set()),
        ("sealed", {"use": "yes"}, set()),
    ],
)
def test_causes_are_a_return_to_use_and_the_strongest_urge(
    kind: str, body: dict[str, Any], causes: set[Cause]
) -> None:
    assert causes_in(kind, body, {"alcohol", "opioids"}) == causes


@pytest.mark.parametrize(
    ("value", "causes"),
    [
        ({"use": True, "urge": False}, {USE}),
        ({"urge": True}, {URGE}),
        ({"use": "yes", "urge": 1}, set()),
        ([True], set()),
        (None, set()),
        (True, set()),
    ],
)
def test_only_what_is_understood_is_agreed_to(value: object, causes: set[Cause]) -> None:
    assert agreed_in(value) == causes


def test_agreement_holds_from_where_it_was_last_given() -> None:
    versions = [chosen(0, BOTH), chosen(1, frozenset({USE}), 0), chosen(2, BOTH, 1)]

    assert agreed_since(versions) == {USE: hour(0), URGE: hour(2)}


def test_versions_that_disagree_agree_to_nothing_until_it_is_settled() -> None:
    apart = [chosen(0, BOTH), chosen(1, BOTH, 0), chosen(2, frozenset({URGE}), 0)]
    assert agreed_since(apart) == {URGE: hour(0)}

    removed = [chosen(0, BOTH), chosen(1, BOTH, 0), chosen(2, None, 0)]
    assert agreed_since(removed) == {}

    settled = [*apart, chosen(3, BOTH, 1, 2)]
    assert agreed_since(settled) == {USE: hour(3), URGE: hour(0)}
    assert agreed_since([*settled, chosen(4, None, 3)]) is None


@given(st.lists(st.none() | st.frozensets(st.sampled_from(list(Cause)))))
def test_records_agree_to_what_all_of_them_agree_to(records: list[frozenset[Cause] | None]) -> None:
    known = [one for one in records if one is not None]
    since = [{cause: hour(number) for cause in one} for number, one in enumerate(known)]

    agreed = agreed_by_all(since)

    assert set(agreed) == (frozenset.intersection(*known) if known else frozenset())
    assert set(agreed.values()) <= {hour(len(known) - 1)}


def written(
    number: int, causes: frozenset[Cause], *parents: int, came: int, is_new: bool = False
) -> Written:
    return Written(
        str(number), tuple(map(str, parents)), hour(number), hour(came), is_new, causes, ON
    )


def test_entry_says_it_once() -> None:
    yes, no = frozenset({USE}), frozenset[Cause]()
    first = written(1, yes, came=5, is_new=True)
    known = written(1, yes, came=5)

    assert newly_said([first], USE, hour(1)) == ON
    assert newly_said([first], USE, hour(2)) is None
    assert newly_said([first], URGE, hour(0)) is None
    assert newly_said([known, written(6, yes, 1, came=7, is_new=True)], USE, hour(0)) is None
    assert newly_said([known, written(6, no, 1, came=7, is_new=True)], USE, hour(0)) is None
    at_one_instant = [known, written(6, yes, 1, came=5, is_new=True)]
    assert newly_said(at_one_instant, USE, hour(0)) is None
    changed = [written(1, no, came=5), written(6, yes, 1, came=7, is_new=True)]
    assert newly_said(changed, USE, hour(0)) == ON


def test_what_was_taken_back_on_the_phone_was_never_said() -> None:
    yes, no = frozenset({USE}), frozenset[Cause]()
    slip = [written(1, yes, came=5, is_new=True), written(2, no, 1, came=5, is_new=True)]
    assert newly_said(slip, USE, hour(0)) is None

    kept = [written(1, yes, came=5), written(2, no, 1, came=5)]
    assert newly_said([*kept, written(6, yes, 2, came=7, is_new=True)], USE, hour(0)) == ON


def test_what_was_said_before_the_agreement_is_not_told_by_a_correction_sent_with_it() -> None:
    yes = frozenset({USE})
    together = [written(1, yes, came=5, is_new=True), written(4, yes, 1, came=5, is_new=True)]

    assert newly_said(together, USE, hour(3)) is None


def test_days_that_are_told_end_with_a_week_and_with_the_record() -> None:
    def told(days: int, known: int = 40) -> bool:
        return can_be_told(
            ON - timedelta(days=days), today=ON, known_since=ON - timedelta(days=known)
        )

    week = TELL_WITHIN.days
    assert [told(0), told(week), told(week + 1)] == [True, True, False]
    assert [told(-1), told(-2)] == [True, False]
    assert [told(3, known=3), told(4, known=3)] == [True, False]


@pytest.mark.parametrize("cause", Cause)
def test_words_say_who_told_and_that_nobody_monitors(cause: Cause) -> None:
    words = told_words(cause, ON)

    assert "They wrote in their app" in words
    assert "Nov 20" in words
    assert "agreed beforehand" in words
    assert "nobody monitors" in words
    assert promises_in(words) == ()


def test_rules_have_a_concern_for_each_cause() -> None:
    concerns = {one.slug for one in path_rules("default-v2").concerns_for(Opener.AGREED)}

    assert concerns == {"return-to-use", "strong-urge"}
    assert path_rules("default-v1").concerns_for(Opener.AGREED) == ()
