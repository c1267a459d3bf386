"""The trail itself, and operating the installation."""

from __future__ import annotations

from stepwell.domain.audit.event_type import EventType
from stepwell.domain.audit.event_types.shared import NO_DETAILS
from stepwell.domain.audit.rules import Count, Day, Digest, Flag, Slug, one_of

TYPES = (
    EventType("audit.viewed", {"part": one_of("organization", "record"), "results": Count()}),
    EventType("audit.verified", {"events": Count(), "segments": Count(), "problems": Count()}),
    EventType("audit.recopied", {"days": Count(), "trails": Count()}),
    EventType("audit.protected", {"triggers": Count()}),
    EventType(
        "segment.dropped",
        {"day": Day(), "first": Count(), "last": Count(), "seal": Digest()},
        needs_record=True,
    ),
    EventType("legal_hold.set", NO_DETAILS, needs_record=True),
    EventType("legal_hold.lifted", NO_DETAILS, needs_record=True),
    EventType(
        "backup.made",
        {"bytes": Count(), "digest": Digest(), "is_scheduled": Flag(), "is_encrypted": Flag()},
    ),
    EventType("backup.restored", {"bytes": Count(), "digest": Digest(), "made_on": Day()}),
    EventType("backup.drilled", {"is_good": Flag(), "made_on": Day()}),
    EventType("keys.added", {"key": Slug(), "purpose": Slug()}),
    EventType("keys.rotated", {"key": Slug(), "values": Count()}),
    EventType("keys.retired", {"key": Slug(), "purpose": Slug()}),
)
