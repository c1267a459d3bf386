from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from stepwell.domain.people.contact_rules import (
    WEEK,
    ContactRefused,
    ContactRules,
    SafeTime,
    Way,
    check_may_contact,
    may_contact,
)

NEW_YORK = ZoneInfo("America/New_York")
NOON = datetime(2026, 11, 25, 12, tzinfo=NEW_YORK)  # a Wednesday
ALL_WAYS = ContactRules(ways=frozenset(Way))


@pytest.mark.parametrize("way", [way for way in Way if way is not Way.IN_APP])
def test_contact_without_rules_is_refused_but_in_the_app(way: Way) -> None:
    assert not may_contact(ContactRules(), way, local=NOON)
    assert may_contact(ContactRules(), Way.IN_APP, local=NOON)


@pytest.mark.parametrize(
    ("way", "words"),
    [(Way.VOICEMAIL, "voicemail"), (Way.TEXT, "text"), (Way.MAIL, "letters")],
)
def test_contact_refusal_names_the_way(way: Way, words: str) -> None:
    rules = ContactRules(ways=frozenset(Way) - {way})

    with pytest.raises(ContactRefused, match=words):
        check_may_contact(rules, way, local=NOON)


@pytest.mark.parametrize("way", Way)
def test_contact_allowed_way_at_noon_passes(way: Way) -> None:
    assert may_contact(ALL_WAYS, way, local=NOON)


@pytest.mark.parametrize(("hour", "is_safe"), [(8, False), (9, True), (19, True), (20, False)])
def test_contact_without_agreed_times_is_daytime_only(hour: int, is_safe: bool) -> None:
    local = NOON.replace(hour=hour)

    assert may_contact(ALL_WAYS, Way.CALL, local=local) is is_safe
    assert may_contact(ALL_WAYS, Way.EMAIL, local=local), "an e-mail does not ring"


def test_contact_agreed_times_replace_daytime() -> None:
    evenings = SafeTime(frozenset({2}), time(21), time(22))
    rules = ContactRules(ways=frozenset(Way), times=(evenings,))

    assert not may_contact(rules, Way.CALL, local=NOON)
    assert may_contact(rules, Way.CALL, local=NOON.replace(hour=21))
    assert not may_contact(rules, Way.CALL, local=NOON.replace(hour=21) + timedelta(days=1))


def test_safe_time_past_midnight_belongs_to_the_day_it_starts() -> None:
    wednesday_night = SafeTime(frozenset({2}), time(22), time(1))
    half_past_midnight = NOON.replace(hour=0, minute=30)

    assert wednesday_night.contains(NOON.replace(hour=23))
    assert wednesday_night.contains(half_past_midnight + timedelta(days=1))
    assert not wednesday_night.contains(half_past_midnight)


def test_safe_time_every_day_covers_every_day() -> None:
    whole = SafeTime(WEEK, time(0), time(23, 59))

    assert all(whole.contains(NOON + timedelta(days=day)) for day in range(7))
