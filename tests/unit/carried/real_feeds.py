"""Real feeds, where the test data is at hand."""

from __future__ import annotations

import os
from pathlib import Path

from stepwell.domain.meetings.meeting import Meeting
from stepwell.exchange.meeting_guide import FeedOptions, parse_feed

FEEDS = {
    "aa-edmonton": ("aa", "America/Edmonton"),
    "aa-philadelphia-2021-10": ("aa", "America/New_York"),
    "aa-san-jose-2021-08": ("aa", "America/Los_Angeles"),
    "aa-sf-marin": ("aa", "America/Los_Angeles"),
    "al-anon-massachusetts": ("al-anon", "America/New_York"),
    "eda-worldwide": ("eda", "America/New_York"),
}


def real_meetings(name: str) -> list[Meeting]:
    fellowship, zone = FEEDS[name]
    folder = Path(os.environ["STEPWELL_TEST_DATA"]) / "meetings" / "meeting-guide"
    options = FeedOptions(fellowship=fellowship, default_timezone=zone)
    return list(parse_feed((folder / f"{name}.json").read_bytes(), options).meetings())
