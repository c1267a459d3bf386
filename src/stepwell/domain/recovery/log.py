"""The words of a log: days, meetings, check-ins, and who says so.

A day nobody has said anything about has no row: it is unknown and never counted as abstinent.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from stepwell.domain.care.refusal import CareRefused


class Source(StrEnum):
    """OWN: the member's app. ASKED: in conversation. PAPER: from a log on paper. OTHERS: somebody
    else said so. TEST: a breath or urine test."""

    OWN = "own"
    ASKED = "asked"
    PAPER = "paper"
    OTHERS = "others"
    TEST = "test"


class DayState(StrEnum):
    """RESTRICTED: in a hospital or jail, where a day without use says nothing.

    Source: the states of a timeline follow-back, measures.md 2.1 (recalled).
    """

    ABSTINENT = "abstinent"
    USED = "used"
    RESTRICTED = "restricted"


class MeetingMode(StrEnum):
    IN_PERSON = "in_person"
    ONLINE = "online"
    PHONE = "phone"


class Liking(StrEnum):
    """How it was, in the words of the member's page."""

    GLAD = "glad"
    OK = "ok"
    NOT_FOR_ME = "not_for_me"


class Deed(StrEnum):
    """What was done there."""

    SPOKE = "spoke"
    TALKED_AFTER = "talked_after"
    GOT_NUMBER = "got_number"
    SAW_SPONSOR = "saw_sponsor"
    HELPED = "helped"
    LEFT_EARLY = "left_early"


class Medicine(StrEnum):
    AS_PRESCRIBED = "as_prescribed"
    NOT = "not"
    NONE = "none"  # nothing is prescribed


STRONGEST_URGE, BEST_MOOD = 4, 10
"""Urge 0 to 4, mood 0 to 10 (design: the scales of the mock-ups and of protocols.md section 6)."""
FURTHEST_BACK = timedelta(days=2 * 366)
"""What a log may reach back to (design)."""


def check_day(on: date, today: date) -> None:
    """Raises CareRefused."""
    if on > today:
        raise CareRefused(f"{on:%B} {on.day} lies ahead. Write down what has been.")
    if on < today - FURTHEST_BACK:
        raise CareRefused(f"{on:%B} {on.day}, {on.year} is too far back. Check the year.")


def check_scale(name: str, value: int | None, most: int) -> None:
    """Raises CareRefused."""
    if value is not None and not 0 <= value <= most:
        raise CareRefused(f"The {name} is a number from 0 to {most}.")
