import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain.meetings.clock_times import parse_clock


@given(st.integers(0, 23), st.integers(0, 59))
def test_clock_written_in_both_ways_is_the_same_minute(hour, minute):
    expected = hour * 60 + minute
    half = "PM" if hour >= 12 else "AM"

    assert parse_clock(f"{hour:02}:{minute:02}") == expected
    assert parse_clock(f"{hour}:{minute:02}:30") == expected
    assert parse_clock(f"{hour:02}{minute:02}") == expected
    assert parse_clock(f"{hour % 12 or 12}:{minute:02} {half}") == expected
    assert parse_clock(f" {hour % 12 or 12}:{minute:02}{half[0].lower()}.m. ") == expected


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("noon", 720),
        ("12 Noon", 720),
        ("Medianoche", 0),
        ("Mittag", 720),
        ("12 am", 0),
        ("12 pm", 720),
        ("7p", 1140),
        ("19 h 30", 1170),
        ("7h", 420),
        ("13:00 pm", 780),
        ("24:00", 1440),
    ],
)
def test_clock_in_words_or_odd_forms_is_read(text, minute):
    assert parse_clock(text) == minute


@pytest.mark.parametrize(
    "text", ["", "7", "1", "soon", "24:01", "25:00", "7:60", "13:00 am", "7:00 - 8:00", "-1:00"]
)
def test_what_is_no_clock_is_none(text):
    assert parse_clock(text) is None
