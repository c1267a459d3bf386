"""A program's own help numbers, and its looks at what is shipped."""

from __future__ import annotations

from stepwell.domain.audit.event_type import EventType
from stepwell.domain.audit.event_types.shared import NO_DETAILS
from stepwell.domain.audit.rules import FieldNames

TYPES = (
    EventType("help_number.added", NO_DETAILS, needs_record=True),
    EventType("help_number.changed", {"fields": FieldNames()}, needs_record=True),
    EventType("help_number.checked", NO_DETAILS, needs_record=True),
    EventType("help_number.removed", NO_DETAILS, needs_record=True),
    EventType("fact.checked", NO_DETAILS, needs_record=True),
)
