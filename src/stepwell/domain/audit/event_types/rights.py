"""What people ask for by right, and erasures."""

from __future__ import annotations

from stepwell.domain.audit.event_type import EventType
from stepwell.domain.audit.event_types.shared import NO_DETAILS
from stepwell.domain.audit.rules import Count, FieldNames, Flag, Slug, one_of

TYPES = (
    EventType("rights.asked", {"right": Slug(), "way": Slug()}, needs_record=True),
    EventType("rights.extended", {"right": Slug()}, needs_record=True),
    EventType("rights.answered", {"right": Slug(), "state": Slug()}, needs_record=True),
    EventType("rights.stated", NO_DETAILS, needs_record=True),
    EventType("rights.answers_read", NO_DETAILS, needs_record=True),
    EventType("rights.second_look_asked", NO_DETAILS, needs_record=True),
    EventType(
        "rights.second_look_decided", {"outcome": one_of("upheld", "granted")}, needs_record=True
    ),
    EventType(
        "rights.rule_set",
        {"rule": Slug(), "number": Count(), "is_confirmed": Flag()},
        needs_record=True,
    ),
    EventType("erasure.carried_out", {"parts": FieldNames(), "rows": Count(), "cause": Slug()}),
    EventType("erasure.repeated", {"parts": FieldNames(), "rows": Count(), "cause": Slug()}),
)
