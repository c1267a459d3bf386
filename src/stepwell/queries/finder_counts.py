"""How many of the meetings found each further choice of the finder would leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from stepwell.domain.meetings.meeting import Attendance
from stepwell.domain.meetings.types import Vocabulary
from stepwell.queries.finder_questions import SPOKEN, codes_for
from stepwell.queries.finder_request import WEEKDAYS, FinderRequest, Join, Suits, When

MOST_COUNTED = 20_000
"""Beyond so many the numbers take longer than they help anyone to choose."""

Facets = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class FinderCounts:
    """Meetings by choice. A choice that would not narrow what was found has no number."""

    joins: Mapping[Join, int] = field(default_factory=dict)
    suits: Mapping[Suits, int] = field(default_factory=dict)
    weekdays: Mapping[When, int] = field(default_factory=dict)
    fellowships: Mapping[str, int] = field(default_factory=dict)


def counts_of(
    shown: FinderRequest,
    facets: Facets,
    *,
    has_point: bool,
    vocabulary: Vocabulary,
    listed: Mapping[str, int],
    total_of: Callable[[FinderRequest], int],
) -> FinderCounts:
    """
    Args:
        shown: the request that was answered. facets: of its answers, as `search` counts them.
        has_point: distances count. listed: the fellowships of the directory, by slug.
        total_of: how much another request would find, for what the facets cannot tell.
    """
    fellowships = {} if shown.fellowships else facets["fellowship"]
    return FinderCounts(
        joins=_joins(shown, facets["attendance"], has_point=has_point),
        suits={
            suits: _suiting(suits, shown, facets, vocabulary, total_of)
            for suits in Suits
            if suits not in shown.suits
        },
        weekdays={
            when: facets["weekday"].get(str(number), 0)
            for number, when in enumerate(WEEKDAYS)
            if shown.when is When.WEEK
        },
        fellowships={slug: fellowships.get(slug, 0) for slug in listed if not shown.fellowships},
    )


def _joins(
    shown: FinderRequest, attendance: Mapping[str, int], *, has_point: bool
) -> dict[Join, int]:
    """Online is searched without regard to distance, so near a place it has no number."""
    if shown.join is not Join.ANY:
        return {}
    hybrid = attendance.get(Attendance.HYBRID, 0)
    counts = {Join.IN_PERSON: attendance.get(Attendance.IN_PERSON, 0) + hybrid}
    if not has_point:
        counts[Join.ONLINE] = attendance.get(Attendance.ONLINE, 0) + hybrid
    return counts | {Join.HYBRID: hybrid}


def _suiting(
    suits: Suits,
    shown: FinderRequest,
    facets: Facets,
    vocabulary: Vocabulary,
    total_of: Callable[[FinderRequest], int],
) -> int:
    """Facets tell it where one code or language means it: with several a meeting may have two,
    and a second language is another wish rather than a further one."""
    if suits in SPOKEN:
        if not (shown.language or shown.suits & SPOKEN.keys()):
            return facets["language"].get(SPOKEN[suits], 0)
    else:
        counts = [
            facets["type"].get(code, 0) for code in codes_for(suits, vocabulary, shown.fellowships)
        ]
        if len(counts) == 1 or not any(counts):
            return sum(counts)
    return total_of(shown.but(suits=shown.suits | {suits}, page=1))
