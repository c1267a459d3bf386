"""CSV and sheet forms of the format."""

import json

import pytest

from stepwell.domain.meetings.meeting import Schedule
from stepwell.exchange.meeting_guide import parse_feed
from unit.exchange.meeting_guide_rows import OPTIONS

CSV = """Time,End Time,Day,Name,Location,Address,Region,Sub Region,Types,Notes,Timezone,Slug,Updated
7:00 AM,8:00 AM,Monday,Morning Light,Community House,"12 Main St, Middletown, CT 06457, USA",\
Connecticut,Middlesex,"Open, Newcomer","Ring
twice",America/New_York,morning-light,2020-04-0416:50:58

8:30 PM,,Tuesday,Évening,Church,"1 Elm St, Portland, CT 06480, USA",Connecticut,,Closed,,,evening,
"""


def names(data: bytes) -> list[str]:
    return [meeting.name for meeting in parse_feed(data, OPTIONS).meetings()]


def test_exported_table_becomes_meetings_without_complaint():
    parsed = parse_feed(CSV.encode(), OPTIONS)

    first, second = parsed.meetings()
    assert parsed.kind == "meeting-guide-csv"
    assert first.schedule == Schedule(1, 420, 60, is_duration_stated=True)
    assert (first.types, first.regions) == (("O", "BE"), ("Connecticut", "Middlesex"))
    assert first.notes == "Ring\ntwice"
    assert first.place.address == "12 Main St, Middletown, CT 06457, USA"
    assert second.schedule == Schedule(2, 1230)
    assert set(parsed.counts().warnings) == {"approximate_derived"}
    assert [(row.row, row.line) for row in parsed.listed] == [(1, 3), (2, 5)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_table_is_read_in_the_encodings_of_spreadsheets(encoding):
    assert names(CSV.encode(encoding)) == ["Morning Light", "Évening"]


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_table_is_read_with_other_delimiters(delimiter):
    rows = ["Name,Day,Time,Address", "A,1,19:00,1 Elm St"]

    assert names("\r\n".join(rows).replace(",", delimiter).encode()) == ["A"]


def test_columns_may_be_named_in_plain_words_and_any_order():
    table = "Full Address,Weekday,Start Time,Title,ID\n1 Elm St,Miércoles,19:00,A,7\n"

    (meeting,) = parse_feed(table.encode(), OPTIONS).meetings()

    assert (meeting.source_key, meeting.schedule.weekday) == ("7", 3)
    assert meeting.place.address == "1 Elm St"


def test_cells_without_a_heading_leave_a_warning():
    parsed = parse_feed(b"Name,Day,Time\nA,1,19:00,more\nB,2\n", OPTIONS)

    assert parsed.counts().warnings["cells_without_heading"] == 1
    assert [meeting.name for meeting in parsed.meetings()] == ["A", "B"]


def test_rejected_row_of_a_table_names_its_line():
    (rejected,) = parse_feed(b"Name,Day,Time\n\nA,1,19:00\nB,2,late\n", OPTIONS).rejected

    assert (rejected.row, rejected.line, rejected.reason) == (2, 4, "bad_time")


def test_sheet_served_as_arrays_is_read():
    values = [["Name", "Day", "Time", "Types"], ["A", "Sunday", "7:00 PM", "Open"], [], ["B", 1]]

    parsed = parse_feed(json.dumps({"range": "A1:Z", "values": values}).encode(), OPTIONS)

    assert parsed.kind == "meeting-guide-sheet"
    assert [(row.row, row.line) for row in parsed.listed] == [(1, 2), (2, 4)]
    assert next(parsed.meetings()).schedule == Schedule(0, 1140)
