"""What the telling of dates takes in and gives back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from stepwell.domain.recovery.bodies_sobriety import DateBody, UseBody
from stepwell.domain.recovery.sobriety_milestones import Milestone
from stepwell.domain.recovery.sobriety_runs import Days, Run

Why = Literal["named", "wider", "own", "not_named", "as_prescribed", "before"]


@dataclass(frozen=True)
class Entry:
    """One version of a record of kind `date` or `use`. body: None where it was removed."""

    id: str
    record: str
    kind: Literal["date", "use"]
    parents: tuple[str, ...]
    body: DateBody | UseBody | None


@dataclass(frozen=True)
class Dated:
    id: str
    record: str
    body: DateBody


@dataclass(frozen=True)
class Used:
    id: str
    record: str
    body: UseBody


@dataclass(frozen=True)
class Ruling:
    """Whether a use ends a line, and by which rule.

    use: the version. why: "named" by the fellowship's rule, "wider" by the wider one, "own" by the
    person's own; or, where it ends nothing, "not_named", "as_prescribed" or "before" the line
    began.
    """

    use: str
    record: str
    on: date
    fellowship: str | None
    definition: str
    ends: bool
    why: Why


@dataclass(frozen=True)
class KeptRun:
    """records: the dates and uses with which it began. milestones: those reached in it."""

    run: Run
    records: tuple[str, ...]
    milestones: tuple[Milestone, ...]


@dataclass(frozen=True)
class Standing:
    """One line. unit, words, shows_count: as last dated. runs: every date there was, in order.

    upcoming: the next day from which they count, where it lies ahead.
    """

    fellowship: str | None
    definition: str
    unit: str
    words: str
    shows_count: bool
    runs: tuple[KeptRun, ...]
    current_days: int | None
    longest_days: int
    total_days: int
    use_days: tuple[date, ...]
    unknown: tuple[Days, ...]
    unknown_days: int
    next: Milestone | None
    upcoming: date | None


@dataclass(frozen=True)
class OwnMilestone:
    fellowship: str | None
    record: str
    on: date
    words: str


@dataclass(frozen=True)
class Corrected:
    """A date as it was before the person corrected or removed it."""

    fellowship: str | None
    definition: str
    record: str
    id: str
    first_on: date
    ended_on: date | None


@dataclass(frozen=True)
class NotUnderstood:
    """Kept and shown, and counted nowhere. problems: codes."""

    record: str
    id: str
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    lines: tuple[Standing, ...]
    rulings: tuple[Ruling, ...]
    milestones: tuple[OwnMilestone, ...]
    corrected: tuple[Corrected, ...]
    not_understood: tuple[NotUnderstood, ...]
