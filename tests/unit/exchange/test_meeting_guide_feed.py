"""Whole feeds: what is recognized, what is refused, and that every row ends somewhere."""

import json

import pytest

from stepwell.domain.meetings.meeting import Attendance, Schedule, TimezoneBasis
from stepwell.exchange.meeting_guide import FeedOptions, FeedUnreadable, parse_feed
from stepwell.exchange.meeting_guide_row import NOT_KEPT

NEW_YORK = FeedOptions(default_timezone="America/New_York")
ROW = {
    "name": "Morning Light",
    "slug": "morning-light",
    "day": 1,
    "time": "07:00",
    "end_time": "08:00",
    "types": ["O", "BE"],
    "location": "Community House",
    "formatted_address": "12 Main St, Middletown, CT 06457, USA",
    "approximate": "no",
}


def feed(*rows: object) -> bytes:
    return json.dumps(list(rows)).encode()


def refusal(data: bytes) -> FeedUnreadable:
    with pytest.raises(FeedUnreadable) as caught:
        parse_feed(data)
    return caught.value


def test_feed_of_plain_rows_becomes_meetings():
    parsed = parse_feed(feed(ROW), NEW_YORK)

    (meeting,) = parsed.meetings()
    assert parsed.kind == "meeting-guide-json"
    assert meeting.source_key == "morning-light"
    assert meeting.schedule == Schedule(1, 420, 60, is_duration_stated=True)
    assert (meeting.timezone, meeting.timezone_basis) == ("America/New_York", TimezoneBasis.FEED)
    assert meeting.attendance is Attendance.IN_PERSON
    assert meeting.types == ("O", "BE")
    assert (meeting.place.city, meeting.place.state) == ("Middletown", "CT")
    assert parsed.listed[0].warnings == ()


@pytest.mark.parametrize(
    "wrap",
    [
        lambda rows: {"meetings": rows},
        lambda rows: {"data": rows, "total": 1},
        lambda rows: {"Results": rows},
        lambda rows: {"data": {"meetings": rows}},
        lambda rows: {"records": [{"id": "rec1", "fields": row} for row in rows]},
    ],
)
def test_wrapped_feed_is_recognized(wrap):
    parsed = parse_feed(json.dumps(wrap([ROW])).encode(), NEW_YORK)

    assert [meeting.name for meeting in parsed.meetings()] == ["Morning Light"]


def test_row_under_other_plain_names_is_the_same_meeting():
    other = {
        "title": "Morning Light",
        "id": "morning-light",
        "weekday": "Monday",
        "startTime": "7:00 AM",
        "Ends": "08:00",
        "type_codes": "O, BE",
        "venue": "Community House",
        "street": "12 Main St",
        "town": "Middletown",
        "province": "CT",
        "zip": "06457",
        "nation": "USA",
    }

    (meeting,) = parse_feed(feed(other), NEW_YORK).meetings()

    (expected,) = parse_feed(feed(ROW), NEW_YORK).meetings()
    assert meeting.place.address == expected.place.address
    assert (meeting.name, meeting.schedule, meeting.types) == (
        expected.name,
        expected.schedule,
        expected.types,
    )


def test_counts_add_up_for_every_outcome():
    rows = [ROW, {**ROW, "slug": "b", "day": [1, 3]}, {**ROW, "slug": "c", "published": 0}]
    rows += [{**ROW, "slug": "d", "time": "soon"}, None]

    counts = parse_feed(feed(*rows), NEW_YORK).counts()

    assert (counts.read, counts.meetings, counts.withheld, counts.rejected) == (5, 2, 1, 2)
    assert counts.reasons == {"bad_time": 1, "not_an_object": 1, "unpublished": 1}
    assert counts.warnings["days_split"] == 1


def test_rejection_names_row_and_remedy_and_keeps_the_original():
    bad = {**ROW, "time": "soon", "contact_1_name": "Joe", "email": "joe@x.org"}
    bad["notes"] = "Call Joe 408-555-1212 or joe@x.org"

    (rejected,) = parse_feed(feed(ROW, bad), NEW_YORK).rejected

    assert (rejected.row, rejected.reason) == (2, "bad_time")
    assert "'soon'" in rejected.message
    assert "7:30 PM" in rejected.message
    assert rejected.original["time"] == "soon"
    assert rejected.original["notes"] == "Call Joe [phone removed] or [email removed]"
    assert rejected.original["contact_1_name"] == rejected.original["email"] == NOT_KEPT


def test_rejection_keeps_of_unknown_fields_nothing_but_their_names():
    bad = {
        **ROW,
        "time": "soon",
        "secretary": "Joe B.",
        "home_address": "12 Elm St",
        "tel": 4085551212,
        "phone": 4085551212,
        "contacts": [{"name": "Joe B."}],
        "location": {"name": "Grange Hall", "custodian": "Joe B."},
        "region": ["North", {"chair": "Joe B."}],
        "Zeit": "Joe B.",
    }

    (rejected,) = parse_feed(feed(bad), NEW_YORK).rejected

    original = dict(rejected.original)
    for name in ("secretary", "home_address", "tel", "phone", "contacts", "location", "Zeit"):
        assert original.pop(name) == NOT_KEPT
    assert original.pop("region") == ["North", NOT_KEPT]
    assert "Joe" not in str(original)
    assert original["day"] == 1


def test_exact_duplicate_is_rejected_naming_the_first_row():
    (rejected,) = parse_feed(feed(ROW, {**ROW, "slug": "x"}, ROW), NEW_YORK).rejected

    assert (rejected.row, rejected.reason) == (3, "duplicate_row")
    assert "row 1" in rejected.message


def test_repeated_slug_with_other_content_is_kept_under_a_free_key():
    rows = [ROW, {**ROW, "day": 2}, {**ROW, "slug": "morning-light-2", "day": 3}]

    parsed = parse_feed(feed(*rows), NEW_YORK)

    keys = [meeting.source_key for meeting in parsed.meetings()]
    assert keys == ["morning-light", "morning-light-3", "morning-light-2"]
    assert parsed.counts().warnings["slug_repeated"] == 1


def test_row_alike_in_all_but_its_key_is_kept_with_a_warning():
    alike = {**ROW, "slug": "other", "url": "https://x.org/other", "updated": "2023-01-01"}

    parsed = parse_feed(feed(ROW, alike), NEW_YORK)

    (warning,) = parsed.listed[1].warnings
    assert (warning.code, parsed.listed[0].warnings) == ("same_as_row", ())
    assert "row 1" in warning.action


def test_undecodable_record_costs_only_itself():
    data = b"[" + json.dumps(ROW).encode() + b', {"name": "\xff\xfe", "day": 1}]'

    parsed = parse_feed(data, NEW_YORK)

    assert parsed.counts().meetings >= 1
    assert parsed.notes[0].code == "encoding_guessed"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (FeedOptions(content_type="text/plain"), "sent as text/plain"),
        (FeedOptions(filename="https://x.org/feed.txt?key=secret"), "sent as .txt"),
    ],
)
def test_refusal_tells_what_the_text_was_sent_as(options, said):
    with pytest.raises(FeedUnreadable, match=said) as caught:
        parse_feed(b"hello there", options)

    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (b"", "empty", "browser"),
        (b" \n ", "empty", "browser"),
        (b"\xef\xbb\xbf", "empty", "browser"),
        (b"<!doctype html><title>Our group</title>", "html", "Our group"),
        (b"<html><title>Just a moment...</title>", "challenge", "webmaster"),
        (b"<?xml version='1.0'?><rss></rss>", "xml", "Meeting Guide"),
        (b"[]", "no_meetings", "empty list"),
        (b'{"meetings": []}', "no_meetings", "empty list"),
        (b'[{"name": "A", "day": 1}, {"na', "truncated", "line 1, column 31"),
        (b'[{"name": "A",\n "day": oops}]', "malformed_json", "line 2, column 9"),
        (b'[{"name": "A", "day": 1}]\n\n  invalid text', "trailing_text", "line 3, column 3"),
        (b'[{"id_bigint": "1", "weekday_tinyint": "2"}]', "bmlt_not_supported_yet", "tsml"),
        (b'{"type": "FeatureCollection", "features": []}', "geojson", "map"),
        (b'{"error": "no such key"}', "error_answer", "no such key"),
        (b'{"a": 1, "b": 2}', "wrong_shape", "a, b"),
        (b'[{"species": "oak", "height": 3}]', "wrong_shape", "height, species"),
        (b"[1, 2]", "wrong_shape", "1"),
        (b"hello there", "not_json", "hello there"),
        (b"PK\x03\x04\x00", "not_text", "Save the sheet as CSV"),
        (b"%PDF-1.7", "not_text", "PDF"),
        (b"\x1f\x8b\x08", "not_text", "gzip"),
        (b"Name,Day,Time\n", "no_meetings", "no rows"),
        (b'Name,Day,Time\n"A,1,19:00\nB,2,20:00\n', "csv_quotes", "line 2"),
    ],
)
def test_what_is_no_feed_is_refused_with_its_reason(data, code, says):
    error = refusal(data)

    assert error.code == code
    assert says in str(error)
