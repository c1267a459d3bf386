"""Safety paths and incidents: that something changed, never what was seen or found."""

from __future__ import annotations

from stepwell.domain.audit.event_type import EventType
from stepwell.domain.audit.rules import one_of
from stepwell.domain.safety.paths import EventKind

TYPES = (
    EventType("safety.changed", {"change": one_of(*EventKind)}, needs_record=True),
    EventType("incident.changed", {"change": one_of("reported", "reviewed")}, needs_record=True),
)
