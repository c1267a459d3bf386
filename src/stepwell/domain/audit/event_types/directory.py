"""The meeting directory."""

from __future__ import annotations

from stepwell.domain.audit.event_type import EventType
from stepwell.domain.audit.rules import Count, FieldNames, Flag, Slug, one_of

TYPES = (
    EventType(
        "feed.added",
        {"fellowship": Slug(), "source": one_of("address", "file"), "is_sample": Flag()},
        needs_record=True,
    ),
    EventType("feed.changed", {"fields": FieldNames()}, needs_record=True),
    EventType("feed.removed", {"meetings": Count()}, needs_record=True),
    EventType("feed.removals_accepted", {"meetings": Count()}, needs_record=True),
)
