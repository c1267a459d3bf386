"""What a person asks of the finder page, in the page's own words. No types or minutes here:
`finder_questions` turns it into a `MeetingQuery`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

MILES = (5, 10, 25, 50, 100)
DEFAULT_MILES = 10
KM_PER_MILE = 1.609344
MAX_TEXT = 80


class When(StrEnum):
    """Which days. SOON is the next 24 hours; a weekday means its next one."""

    SOON = "soon"
    TODAY = "today"
    TOMORROW = "tomorrow"
    WEEK = "week"
    SUNDAY = "sunday"
    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"

    @property
    def weekday(self) -> int | None:
        """0 = Sunday … 6 = Saturday, or None where no weekday was named."""
        return WEEKDAYS.index(self) if self in WEEKDAYS else None


WEEKDAYS = tuple(When)[4:]


class PartOfDay(StrEnum):
    """By the local start time. Source of the hours: the TSML meeting finder."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


class Join(StrEnum):
    """How to take part. A hybrid meeting counts as in person and as online."""

    ANY = ""
    IN_PERSON = "in_person"
    ONLINE = "online"
    HYBRID = "hybrid"


class Suits(StrEnum):
    """Whom a meeting is for, or what it offers."""

    BEGINNERS = "beginners"
    OPEN = "open"
    STEP_FREE = "step_free"
    WOMEN = "women"
    MEN = "men"
    LGBTQ = "lgbtq"
    YOUNG = "young"
    SPANISH = "spanish"
    ASL = "asl"
    CHILDCARE = "childcare"
    SECULAR = "secular"


@dataclass(frozen=True, slots=True)
class FinderRequest:
    """near: as typed. point: (latitude, longitude) of "use my location", rounded, never stored.

    suits: a meeting must fit all of them; not_for: and none of these. timezone: the IANA
    zone the visitor chose for reading online times, or "". page: from 1.
    """

    near: str = ""
    point: tuple[float, float] | None = None
    when: When = When.SOON
    miles: int = DEFAULT_MILES
    fellowships: frozenset[str] = frozenset()
    parts_of_day: frozenset[PartOfDay] = frozenset()
    join: Join = Join.ANY
    suits: frozenset[Suits] = frozenset()
    not_for: frozenset[Suits] = frozenset()
    language: str = ""
    region: str = ""
    words: str = ""
    timezone: str = ""
    page: int = 1

    @property
    def has_place(self) -> bool:
        return bool(self.near) or self.point is not None

    def but(self, **changes: object) -> FinderRequest:
        return replace(self, **changes)  # type: ignore[arg-type]
