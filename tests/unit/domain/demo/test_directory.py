"""The sample directory: the same each time, readable, and close to Middletown at any hour."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from stepwell.domain.demo.dice import Dice
from stepwell.domain.demo.directory import SampleFeed, sample_feeds
from stepwell.domain.demo.towns import BY_POSTAL_CODE, TOWNS
from stepwell.domain.demo.words import ENTITY, SAMPLE_NOTE
from stepwell.domain.meetings.meeting import Attendance, Meeting
from stepwell.domain.meetings.recurrence import LAST_WEEK, occurrences
from stepwell.exchange.meeting_guide import parse_feed
from stepwell.exchange.outcomes import FeedOptions, ParsedFeed

TEN_MILES_KM = 16.09

MEETINGS_BY_FEED = {
    "sample-aa": 647,
    "sample-na": 250,
    "sample-al-anon": 110,
    "sample-aca": 40,
    "sample-ca": 30,
    "sample-ga": 30,
    "sample-dtr": 25,
    "sample-smart": 35,
    "sample-aa-online": 68,
}


def parsed(feed: SampleFeed) -> ParsedFeed:
    options = FeedOptions(fellowship=feed.fellowship, default_timezone=feed.default_timezone)
    return parse_feed(json.dumps(feed.rows).encode(), options)


@pytest.fixture(scope="module")
def feeds() -> dict[str, ParsedFeed]:
    return {feed.slug: parsed(feed) for feed in sample_feeds()}


@pytest.fixture(scope="module")
def meetings(feeds: dict[str, ParsedFeed]) -> list[Meeting]:
    return [meeting for feed in feeds.values() for meeting in feed.meetings()]


@pytest.fixture(scope="module")
def near(meetings: list[Meeting]) -> list[Meeting]:
    """Meetings one can go to within 10 miles of Middletown 06457."""
    return [meeting for meeting in meetings if _km_from_middletown(meeting) <= TEN_MILES_KM]


def _km_from_middletown(meeting: Meeting) -> float:
    place, home = meeting.place, BY_POSTAL_CODE["06457"]
    if place.latitude is None or place.longitude is None or meeting.schedule is None:
        return math.inf
    if meeting.attendance not in {Attendance.IN_PERSON, Attendance.HYBRID}:
        return math.inf
    north = (place.latitude - home.latitude) * 111.19
    east = (place.longitude - home.longitude) * 111.19 * math.cos(math.radians(home.latitude))
    return math.hypot(north, east)


def test_sample_is_the_same_each_time_and_another_with_another_seed() -> None:
    assert sample_feeds() == sample_feeds(20261125)
    assert sample_feeds(1) != sample_feeds()


def test_dice_fall_as_they_always_have() -> None:
    dice = Dice("a", 1)

    assert [dice.below(1000) for _ in range(4)] == [7, 948, 138, 262]


def test_sample_slugs_are_unique_short_and_told_by_content() -> None:
    for seed in (20261125, 1, 2):
        for feed in sample_feeds(seed):
            slugs = [str(row["slug"]) for row in feed.rows]
            assert len(slugs) == len(set(slugs))
            assert all(re.fullmatch(r"[a-z0-9-]{3,64}", slug) for slug in slugs)


def test_sample_parses_with_the_counts_intended(feeds: dict[str, ParsedFeed]) -> None:
    assert {slug: len(list(feed.meetings())) for slug, feed in feeds.items()} == MEETINGS_BY_FEED


def test_sample_has_one_withheld_and_two_rejected_rows(feeds: dict[str, ParsedFeed]) -> None:
    withheld = {row.source_key for feed in feeds.values() for row in feed.withheld}
    rejected = {row.source_key for feed in feeds.values() for row in feed.rejected}

    assert withheld == {"fault-draft"}
    assert rejected == {"fault-no-such-day", "fault-no-such-time"}


def test_sample_faults_that_can_be_mended_carry_a_warning(feeds: dict[str, ParsedFeed]) -> None:
    warned = {
        row.meetings[0].source_key: {warning.code for warning in row.warnings}
        for row in feeds["sample-aa"].listed
    }
    faults = {key: codes for key, codes in warned.items() if key.startswith("fault-")}

    assert len(faults) == 8
    assert all(faults.values())


def test_sample_knows_every_type_but_the_one_deliberate_fault(meetings: list[Meeting]) -> None:
    unknown = {meeting.source_key for meeting in meetings if meeting.unknown_types}

    assert unknown == {"fault-unknown-type"}


def test_sample_shows_each_way_to_attend_and_several_languages(meetings: list[Meeting]) -> None:
    attendance = Counter(meeting.attendance for meeting in meetings)
    languages = Counter(language for meeting in meetings for language in meeting.languages)

    assert attendance[Attendance.HYBRID] > 100
    assert attendance[Attendance.ONLINE] > 60
    assert attendance[Attendance.TEMPORARILY_CLOSED] == 2
    assert attendance[Attendance.BY_APPOINTMENT] == 2
    assert min(languages[code] for code in ("es", "pl", "pt", "ase")) >= 4
    assert len({meeting.timezone for meeting in meetings}) >= 12


def test_sample_is_labelled_on_every_row() -> None:
    for feed in sample_feeds():
        assert "sample" in feed.name
        for row in feed.rows:
            assert row["entity"] == ENTITY
            assert SAMPLE_NOTE in str(row["notes"])


def test_sample_numbers_and_links_reach_nobody() -> None:
    text = json.dumps([feed.rows for feed in sample_feeds()])

    phones = re.findall(r'"conference_phone": "([^"]+)"', text)
    assert phones
    assert all(re.match(r"\+186055501\d\d,,000000\d{4}#$", phone) for phone in phones)
    assert set(re.findall(r"https?://([^/\"]+)/j/(\d{6})", text)) == {("zoom.us", "000000")}
    assert "@" not in text
    assert not re.search(r"church|parish|synagogue|mosque|temple|chapel|saint|\bSt\.", text, re.I)


def test_sample_has_a_meeting_near_middletown_in_every_next_24_hours(near: list[Meeting]) -> None:
    start = datetime(2026, 11, 20, tzinfo=UTC)
    end = start + timedelta(days=21)
    starts = sorted(
        starts_at
        for meeting in near
        if meeting.schedule
        for starts_at, _ in occurrences(meeting.schedule, meeting.timezone, start, end)
    )

    gaps = [later - earlier for earlier, later in pairwise(starts)]
    assert max(gaps) < timedelta(hours=7)


@pytest.mark.parametrize("weekday", range(7))
def test_sample_has_several_meetings_near_middletown_each_evening(
    near: list[Meeting], weekday: int
) -> None:
    evening = [
        meeting
        for meeting in near
        if meeting.schedule
        and meeting.schedule.weekday == weekday
        and 17 * 60 <= meeting.schedule.start_minute < 21 * 60
    ]

    assert len(evening) >= 8
    assert len({meeting.fellowship for meeting in evening}) >= 3


def test_sample_overnight_meeting_ends_the_next_day(meetings: list[Meeting]) -> None:
    lamps = [meeting for meeting in meetings if meeting.name == "Midnight Lamp"]

    assert len(lamps) == 7
    for lamp in lamps:
        assert lamp.schedule is not None
        assert (lamp.schedule.start_minute, lamp.schedule.duration_minutes) == (23 * 60 + 30, 75)


def test_towns_are_in_connecticut_each_once() -> None:
    assert len(BY_POSTAL_CODE) == len(TOWNS)
    assert all(40.9 < town.latitude < 42.1 and -73.8 < town.longitude < -71.7 for town in TOWNS)


def test_monthly_samples_are_read_as_monthly(meetings: list[Meeting]) -> None:
    monthly = {one.source_key: one.schedule and one.schedule.monthly for one in meetings}

    assert {key: pattern.weeks for key, pattern in monthly.items() if pattern} == {
        "first-saturday-speakers": (1,),
        "last-friday-supper": (LAST_WEEK,),
        "two-thursdays-steps": (2, 4),
    }
