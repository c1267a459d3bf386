from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from stepwell.web.public import clock_words

AT = datetime(2026, 11, 25, 22, 48, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minute", "words"),
    [(0, "midnight"), (1, "12:01 am"), (720, "noon"), (750, "12:30 pm"), (1110, "6:30 pm"),
     (1440, "midnight"), (1500, "1:00 am")],
)  # fmt: skip
def test_minute_of_day(minute: int, words: str) -> None:
    assert clock_words.minute_of_day_words(minute) == words


@pytest.mark.parametrize(
    ("start", "length", "words"),
    [(1110, 60, "6:30 to 7:30 pm"), (690, 60, "11:30 am to 12:30 pm"),
     (660, 60, "11:00 am to noon"),
     (1380, 120, "11:00 pm to 1:00 am"), (1380, 1440, "11:00 pm to 11:00 pm")],
)  # fmt: skip
def test_span(start: int, length: int, words: str) -> None:
    assert clock_words.span(start, length) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "now"), (1, "in 1 min"), (42, "in 42 min"), (60, "in 1 h 00"), (72, "in 1 h 12"),
     (720, "in 12 h 00"), (721, ""), (-1, "")],
)  # fmt: skip
def test_relative(minutes: int, words: str) -> None:
    assert clock_words.relative(AT + timedelta(minutes=minutes), AT) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(1, "in 1 minute"), (42, "in 42 minutes"), (61, "in 1 hour 1 minute"), (120, "in 2 hours"),
     (1500, "in 1 day"), (4320, "in 3 days")],
)  # fmt: skip
def test_relative_in_full(minutes: int, words: str) -> None:
    assert clock_words.relative_in_full(AT + timedelta(minutes=minutes), AT) == words


@pytest.mark.parametrize(
    ("ahead", "words"),
    [(0, "Today, Wednesday, November 25"), (1, "Tomorrow, Thursday, November 26"),
     (2, "Friday, November 27")],
)  # fmt: skip
def test_day(ahead: int, words: str) -> None:
    assert clock_words.day_words(date(2026, 11, 25) + timedelta(days=ahead), ahead) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "just now"), (30, "30 minutes ago"), (180, "3 hours ago"), (4000, "2 days ago")],
)
def test_ago(minutes: int, words: str) -> None:
    assert clock_words.ago(AT - timedelta(minutes=minutes), AT) == words


@pytest.mark.parametrize(
    ("zone", "words"),
    [("America/New_York", "Eastern time"), ("Europe/Paris", "Paris time"),
     ("America/Argentina/Buenos_Aires", "Buenos Aires time")],
)  # fmt: skip
def test_zone_is_named_for_people(zone: str, words: str) -> None:
    assert clock_words.zone_words(zone) == words
