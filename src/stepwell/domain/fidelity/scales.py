"""The scales by which an item is rated.

No protocol brings a scale of its own: the points of the tools used in trials were not read. That
each behavior gets two numbers, how much of it there was and how well it was done, is from the
YACS-II (S74); that forbidden behavior and empathy are counted apart, from the TSF-ACES (S70). The
points and their names are our own design.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stepwell.domain.content.provenance import Basis


class Measure(StrEnum):
    """extent: how much of it there was. skill: how well it was done, where there was any. seen:
    of what does not belong here. empathy: of the session as a whole."""

    EXTENT = "extent"
    SKILL = "skill"
    SEEN = "seen"
    EMPATHY = "empathy"


@dataclass(frozen=True, slots=True)
class Scale:
    """points: whole numbers from lowest to highest, one step apart."""

    measure: Measure
    points: tuple[int, ...]
    basis: Basis
    source: str

    @property
    def lowest(self) -> int:
        return self.points[0]

    @property
    def highest(self) -> int:
        return self.points[-1]


_FIVE = (1, 2, 3, 4, 5)
SCALES = {
    Measure.EXTENT: Scale(
        Measure.EXTENT, _FIVE, Basis.DESIGN,
        "Our five points; that extent and skill are rated apart: YACS-II (S74)",
    ),
    Measure.SKILL: Scale(
        Measure.SKILL, _FIVE, Basis.DESIGN,
        "Our five points; that extent and skill are rated apart: YACS-II (S74)",
    ),
    Measure.SEEN: Scale(
        Measure.SEEN, (0, 1, 2), Basis.DESIGN,
        "Our three points; that it is counted apart: TSF-ACES (S70)",
    ),
    Measure.EMPATHY: Scale(
        Measure.EMPATHY, _FIVE, Basis.DESIGN,
        "Our five points; that empathy stands by itself: TSF-ACES (S70)",
    ),
}  # fmt: skip
NOT_AT_ALL = SCALES[Measure.EXTENT].lowest
"""Where there was none of it, there is no skill to rate."""
