"""Organizations and roles."""

from __future__ import annotations

from stepwell.domain.audit.event_type import EventType
from stepwell.domain.audit.event_types.shared import METHODS, NO_DETAILS
from stepwell.domain.audit.rules import Count, Day, FieldNames, Flag, Slug

WHY_CLOSED = ("ended", "taken_over", "never_used", "mistake", "other")

TYPES = (
    EventType("role.granted", {"role": Slug(), "until": Day()}, needs_record=True),
    EventType("role.ended", {"role": Slug()}, needs_record=True),
    EventType("invitation.made", {"role": Slug(), "hours": Count()}, needs_record=True),
    EventType("invitation.used", {"role": Slug()}, needs_record=True),
    EventType("invitation.withdrawn", {"role": Slug()}, needs_record=True),
    EventType("organization.created", NO_DETAILS, needs_record=True),
    EventType("organization.changed", {"fields": FieldNames()}, needs_record=True),
    EventType(
        "organization.closed",
        NO_DETAILS,
        reasons=WHY_CLOSED,
        needs_record=True,
        needs_reason=True,
    ),
    EventType("organization.reopened", NO_DETAILS, needs_record=True),
    EventType("site.added", NO_DETAILS, needs_record=True),
    EventType("site.closed", NO_DETAILS, needs_record=True),
    EventType("team.created", NO_DETAILS, needs_record=True),
    EventType("team.joined", {"member": Slug(), "is_lead": Flag()}, needs_record=True),
    EventType("team.left", {"member": Slug()}, needs_record=True),
    EventType("member.joined", {"method": METHODS}, needs_record=True),
    EventType("member.left", NO_DETAILS, needs_record=True),
    EventType("administrator.created", NO_DETAILS, needs_record=True),
    EventType("settings.changed", {"fields": FieldNames()}),
)
