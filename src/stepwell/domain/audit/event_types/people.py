"""People's records."""

from __future__ import annotations

from stepwell.domain.audit.event_type import EventType
from stepwell.domain.audit.event_types.shared import FORMATS, WHY_OPENED
from stepwell.domain.audit.rules import Count, FieldNames, Flag, Ids, Slug, one_of

TYPES = (
    EventType(
        "record.viewed",
        {"part": Slug(), "is_break_glass": Flag()},
        reasons=WHY_OPENED,
        needs_record=True,
    ),
    EventType("record.listed", {"part": Slug(), "results": Count(), "clients": Ids()}),
    EventType("record.searched", {"part": Slug(), "fields": FieldNames(), "results": Count()}),
    EventType(
        "record.changed",
        {
            "change": one_of(
                "created",
                "changed",
                "deleted",
                "merged",
                "unmerged",
                "restored",
                "assigned",
                "unassigned",
                "handed_over",
                "closed",
                "reopened",
            ),
            "fields": FieldNames(),
            "part": Slug(),
        },
        reasons=WHY_OPENED,
        needs_record=True,
    ),
    EventType("record.moved", {"from_site": Slug(), "to_site": Slug()}, needs_record=True),
    EventType(
        "record.exported",
        {"format": FORMATS, "records": Count(), "part": Slug()},
        reasons=WHY_OPENED,
    ),
    EventType("record.printed", {"document": Slug(), "records": Count()}, reasons=WHY_OPENED),
    EventType(
        "glass_broken",
        {"minutes": Count(most=7 * 24 * 60)},
        reasons=WHY_OPENED,
        needs_record=True,
        needs_reason=True,
    ),
    EventType("glass_reviewed", {"verdict": one_of("justified", "questioned")}, needs_record=True),
    EventType("own_entries.saved", {"saved": Count()}, needs_record=True),
    EventType("access_refused", {"rule": Slug(), "page": Slug()}),
    EventType("notice.queued", {"kind": Slug(), "way": Slug()}, needs_record=True),
    EventType(
        "notice.settled",
        {"kind": Slug(), "way": Slug(), "outcome": one_of("sent", "shown", "refused", "withdrawn")},
        needs_record=True,
    ),
)
