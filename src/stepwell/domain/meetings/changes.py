"""What is kept of a change to a listing, and what only that it happened.

A listing's words, links, numbers and handles may be taken back at their source for a good
reason: somebody's address stood in them. Then no page of ours may go on showing the old ones.
What one needs to see when a meeting moved is kept with both values.
"""

from __future__ import annotations

from stepwell.domain.meetings.identity import Difference

CHANGED = "changed"
"""Stands for both values of a field whose values are not kept."""

_KEPT = frozenset(
    {
        "fellowship",
        "timezone",
        "timezone_basis",
        "attendance",
        "attendance_reason",
        "types",
        "languages",
        "schedule.weekday",
        "schedule.start_minute",
        "schedule.duration_minutes",
        "schedule.is_duration_stated",
        "schedule.monthly.weeks",
        "place.name",
        "place.address",
        "place.city",
        "place.state",
        "place.postal_code",
        "place.country",
        "place.latitude",
        "place.longitude",
        "place.position_basis",
        "place.is_approximate",
    }
)


def are_values_kept(name: str) -> bool:
    """Whether a field's old and new value are kept: when, where, for whom and how."""
    return name in _KEPT


def kept_of(difference: Difference) -> dict[str, list[object]]:
    """A difference as it is stored: [old, new], or [CHANGED] where the values are not kept."""
    return {
        name: list(pair) if are_values_kept(name) else [CHANGED]
        for name, pair in difference.items()
    }
