"""Fidelity: that a session was drawn, rated or looked at, never how it was rated."""

from __future__ import annotations

from stepwell.domain.audit.event_type import EventType
from stepwell.domain.audit.event_types.shared import NO_DETAILS
from stepwell.domain.audit.rules import Count, one_of

_ROLES = one_of("self", "supervisor", "independent")
TYPES = (
    EventType(
        "rating.changed",
        {"role": _ROLES, "change": one_of("ticked", "begun", "saved", "signed", "corrected")},
        needs_record=True,
    ),
    EventType("rating.viewed", NO_DETAILS, needs_record=True),
    EventType("sessions.drawn", {"drawn": Count(), "of": Count()}, needs_record=True),
    EventType("supervision.changed", {"change": one_of("added", "viewed")}, needs_record=True),
)
