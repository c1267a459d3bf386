"""Pieces of Meeting Guide rows: times, slugs, places, invented links and numbers."""

from __future__ import annotations

import re
import unicodedata
from typing import TypeAlias

from stepwell.domain.demo.dice import Dice
from stepwell.domain.demo.towns import Town
from stepwell.domain.demo.words import ENTITY, SAMPLE_NOTE

Row: TypeAlias = dict[str, object]

DAY_SLUGS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
WORKING_DAYS = (1, 2, 3, 4, 5)


def slug_of(*parts: str) -> str:
    """URL-safe, from what the meeting is, so that other meetings do not move it."""
    text = unicodedata.normalize("NFKD", "-".join(parts)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:64]


def days_slug(days: tuple[int, ...]) -> str:
    names = {EVERY_DAY: "daily", WORKING_DAYS: "weekdays"}
    return names.get(days) or "-".join(DAY_SLUGS[day] for day in days)


def clock(minute: int, *, with_pm: bool = False) -> str:
    hour, minute = divmod(minute % 1440, 60)
    if with_pm:
        return f"{(hour - 1) % 12 + 1}:{minute:02} {'PM' if hour >= 12 else 'AM'}"
    return f"{hour:02}:{minute:02}"


def notes_of(*sentences: str) -> str:
    return " ".join([*filter(None, sentences), SAMPLE_NOTE])


def place_fields(dice: Dice, town: Town, venue: str, street: str) -> Row:
    """An address up to about a mile around the middle of the town's ZIP area."""
    house = 2 + dice.below(238)
    return {
        "location": venue,
        "formatted_address": f"{house} {street}, {town.name}, CT {town.postal_code}, USA",
        "approximate": "no",
        "latitude": round(town.latitude + (dice.below(2401) - 1200) / 100_000, 5),
        "longitude": round(town.longitude + (dice.below(3201) - 1600) / 100_000, 5),
        "regions": ["Connecticut", town.name],
    }


def online_fields(dice: Dice, *, with_phone: bool) -> Row:
    """A link that leads nowhere, and a number set aside for fiction (555-0100 to 555-0199)."""
    room = f"000000{1 + dice.below(9999):04}"
    fields: Row = {
        "conference_url": f"https://zoom.us/j/{room}",
        "conference_url_notes": f"Meeting ID {room}, passcode: sample",
    }
    if with_phone:
        fields["conference_phone"] = f"+1860555{100 + dice.below(100):04},,{room}#"
        fields["conference_phone_notes"] = "Invented number"
    return fields


def labels(dice: Dice) -> Row:
    """Who answers for the listing (nobody) and when it was last changed."""
    return {
        "entity": ENTITY,
        "updated": f"2026-{3 + dice.below(8):02}-{1 + dice.below(28):02} "
        f"{8 + dice.below(12):02}:{dice.below(60):02}:00",
    }
