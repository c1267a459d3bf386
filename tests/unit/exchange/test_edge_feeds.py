"""Small odd feeds: our own, always, and those of the test data where it is at hand."""

import json
import os
from pathlib import Path

import pytest

from stepwell.domain.meetings.identity import document_hash
from stepwell.exchange.meeting_guide import FeedOptions, FeedUnreadable, parse_feed
from stepwell.exchange.outcomes import ParsedFeed

OWN = Path(__file__).parent / "feeds"
TEST_DATA = os.environ.get("STEPWELL_TEST_DATA", "")
STORED = Path(TEST_DATA) / "meetings" / "meeting-guide"
CALIFORNIA = "America/Los_Angeles"

needs_test_data = pytest.mark.skipif(not TEST_DATA, reason="STEPWELL_TEST_DATA is not set")


def read(path: Path, zone: str = "") -> ParsedFeed:
    return parse_feed(path.read_bytes(), FeedOptions(default_timezone=zone))


def summary(parsed: ParsedFeed) -> tuple[int, int, int, int, dict[str, int]]:
    counts = parsed.counts()
    return counts.read, counts.meetings, counts.withheld, counts.rejected, counts.reasons


def attendances(parsed: ParsedFeed) -> list[str]:
    return [meeting.attendance.value for meeting in parsed.meetings()]


def test_feed_with_and_without_schedules():
    parsed = read(OWN / "appointments.json", CALIFORNIA)

    assert summary(parsed) == (2, 2, 0, 0, {})
    assert attendances(parsed) == ["by_appointment", "online"]


def test_feed_without_any_zone_keeps_only_what_needs_none():
    parsed = read(OWN / "appointments.json")

    assert summary(parsed) == (2, 1, 0, 1, {"no_timezone": 1})
    assert (parsed.rejected[0].row, parsed.rejected[0].source_key) == (2, "weekly")


def test_feed_of_overnight_seven_and_odd_days():
    parsed = read(OWN / "odd-times.json", CALIFORNIA)

    assert summary(parsed) == (8, 5, 1, 2, {"bad_day": 1, "bad_time": 1, "unpublished": 1})
    assert parsed.counts().warnings == {
        "day_in_words": 1,
        "day_seven": 1,
        "days_split": 1,
        "ends_next_day": 1,
        "time_rewritten": 1,
    }
    assert sum(1 for _ in parsed.meetings()) == 7


def test_feed_followed_by_other_text_is_refused_with_the_place():
    with pytest.raises(FeedUnreadable, match=r"line 4, column 1 .*'and then some'") as caught:
        read(OWN / "trailing-text.json")

    assert caught.value.code == "trailing_text"


@needs_test_data
@pytest.mark.real_feeds
@pytest.mark.parametrize(
    ("name", "zone", "expected", "states"),
    [
        ("edge-times", "", (9, 9, 0, 0, {}),
         ["hybrid"] * 4 + ["by_appointment"] + ["hybrid"] * 3 + ["inactive"]),
        ("edge-timezones", "", (2, 2, 0, 0, {}), ["inactive"] * 2),
        ("edge-appointment", CALIFORNIA, (2, 2, 0, 0, {}), ["by_appointment", "online"]),
        ("edge-appointment", "", (2, 2, 0, 0, {}), ["by_appointment", "online"]),
    ],
)  # fmt: skip
def test_stored_edge_feed_has_its_counts(name, zone, expected, states):
    parsed = read(STORED / f"{name}.json", zone)

    assert summary(parsed) == expected
    assert attendances(parsed) == states


@needs_test_data
@pytest.mark.real_feeds
def test_stored_invalid_feed_is_refused_where_its_text_begins():
    with pytest.raises(FeedUnreadable, match=r"line 80, column 3 .*'invalid text'") as caught:
        read(STORED / "edge-invalid.json")

    assert caught.value.code == "trailing_text"


@needs_test_data
@pytest.mark.real_feeds
def test_stored_template_table_becomes_meetings():
    parsed = read(STORED / "tsml-template.csv")

    assert parsed.kind == "meeting-guide-csv"
    assert summary(parsed) == (36, 36, 0, 0, {})
    assert {meeting.timezone for meeting in parsed.meetings()} == {CALIFORNIA}


@needs_test_data
@pytest.mark.real_feeds
@pytest.mark.parametrize(
    ("name", "fellowship", "rows"),
    [
        ("aa-san-jose-2021-06", "aa", 635),
        ("aa-san-jose-2021-08", "aa", 670),
        ("aa-san-jose-2021-10-sheet", "aa", 693),
        ("aa-philadelphia-2021-05", "aa", 2025),
        ("aa-philadelphia-2021-10", "aa", 2098),
        ("aa-orange-county-2023", "aa", 1967),
        ("aa-sf-marin", "aa", 545),
        ("aa-edmonton", "aa", 315),
        ("al-anon-massachusetts", "al-anon", 360),
        ("eda-worldwide", "eda", 185),
    ],
)
def test_stored_real_feed_is_read_whole_without_a_default_zone(name, fellowship, rows):
    data = (STORED / f"{name}.json").read_bytes()

    parsed = parse_feed(data, FeedOptions(fellowship=fellowship))

    assert summary(parsed) == (rows, rows, 0, 0, {})
    keys = [meeting.source_key for meeting in parsed.meetings()]
    assert len(keys) == len(set(keys))


@needs_test_data
@pytest.mark.real_feeds
@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("aa-san-jose-2021-08", {"inactive": "temporarily_closed"}),
        ("al-anon-massachusetts", {"inactive": "temporarily_closed"}),
        ("aa-orange-county-2023", {}),
        ("eda-worldwide", {}),
    ],
)
def test_stored_feed_that_states_attendance_agrees_with_ours(name, same):
    """A closed place without a link is "inactive" there, "temporarily closed" here."""
    data = (STORED / f"{name}.json").read_bytes()

    parsed = parse_feed(data, FeedOptions())

    for row, record in zip(parsed.listed, json.loads(data), strict=True):
        stated = record["attendance_option"]
        ours = row.meetings[0].attendance.value
        assert ours in (stated, same.get(stated), "by_appointment"), (row.row, stated, ours)


@needs_test_data
@pytest.mark.real_feeds
@pytest.mark.parametrize(
    ("old", "new", "added", "removed", "changed"),
    [
        ("aa-san-jose-2021-06", "aa-san-jose-2021-08", 59, 24, 611),
        ("aa-philadelphia-2021-05", "aa-philadelphia-2021-10", 174, 101, 584),
    ],
)
def test_stored_pair_of_snapshots_differs_as_told(old, new, added, removed, changed):
    """Counts of the folder's README, by key."""
    before, after = (
        {one.source_key: document_hash(one) for one in read(STORED / f"{name}.json").meetings()}
        for name in (old, new)
    )

    assert len(after.keys() - before.keys()) == added
    assert len(before.keys() - after.keys()) == removed
    both = before.keys() & after.keys()
    assert sum(before[key] != after[key] for key in both) == changed
