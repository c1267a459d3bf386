"""What matters to one person when a meeting is looked for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Ways(StrEnum):
    """How they can take part."""

    EITHER = "either"
    IN_PERSON = "in_person"
    ONLINE = "online"


class Need(StrEnum):
    """What a meeting must have, or it is left out."""

    STEP_FREE = "step_free"
    CHILDREN = "children"
    OPEN = "open"


class Kindred(StrEnum):
    """Meetings for some: left out unless the person says that they are one of them."""

    WOMEN = "women"
    MEN = "men"
    LGBTQ = "lgbtq"
    YOUNG = "young"
    OLDER = "older"
    COLOR = "color"
    INDIGENOUS = "indigenous"
    PROFESSIONALS = "professionals"


class Leaning(StrEnum):
    """What speaks for a meeting without any other being left out."""

    NEWCOMERS = "newcomers"
    SECULAR = "secular"
    MIND = "mind"
    PROOF = "proof"


class DayPart(StrEnum):
    """By the local start, as the finder has it."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


STARTS = {DayPart.MORNING: 4 * 60, DayPart.AFTERNOON: 12 * 60, DayPart.EVENING: 17 * 60}
"""Minutes after midnight; the night begins at 21:00 and goes on to 04:00."""
NIGHT_FROM = 21 * 60


def day_part(start_minute: int) -> DayPart:
    if start_minute >= NIGHT_FROM or start_minute < STARTS[DayPart.MORNING]:
        return DayPart.NIGHT
    return max((one for one in STARTS if STARTS[one] <= start_minute), key=STARTS.__getitem__)


@dataclass(frozen=True, slots=True)
class Wishes:
    """substances: slugs. fellowships: those preferred. languages: ISO codes they can follow, none
    for any. free: (weekday, 0 = Sunday; part of the day), none for any time. avoid: codes of
    meetings that are not safe for them or not wanted. is_medicated: takes medication for opioid
    use. max_km: how far they can go.
    """

    substances: frozenset[str] = frozenset()
    fellowships: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    ways: Ways = Ways.EITHER
    needs: frozenset[Need] = frozenset()
    kindred: frozenset[Kindred] = frozenset()
    leanings: frozenset[Leaning] = frozenset()
    free: frozenset[tuple[int, DayPart]] = frozenset()
    avoid: frozenset[str] = frozenset()
    is_medicated: bool = False
    max_km: float = 40.0
