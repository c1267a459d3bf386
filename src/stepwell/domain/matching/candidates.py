"""A listed meeting as matching sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from stepwell.domain.matching.wishes import DayPart, day_part


@dataclass(frozen=True, slots=True)
class Candidate:
    """One meeting with its next start. senses: what its type codes tell ("open", "women" …).

    languages: none where the listing says none. starts_at: UTC. weekday, start_minute: local.
    distance_km: None for one that cannot be gone to. group: what makes two listings one group.
    """

    code: str
    fellowship: str
    is_twelve_step: bool
    senses: frozenset[str]
    languages: frozenset[str]
    is_in_person: bool
    is_online: bool
    starts_at: datetime
    weekday: int
    start_minute: int
    distance_km: float | None
    group: str
    is_monthly: bool = False
    is_approximate: bool = False

    @property
    def part(self) -> DayPart:
        return day_part(self.start_minute)

    @property
    def is_other_path(self) -> bool:
        """Secular, or not a twelve-step group at all."""
        return not self.is_twelve_step or "secular" in self.senses
