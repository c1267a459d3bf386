"""Signing in."""

from __future__ import annotations

from stepwell.domain.access.handing_over import Paper, PaperEnd
from stepwell.domain.audit.event_type import EventType
from stepwell.domain.audit.event_types.shared import METHODS, NO_DETAILS
from stepwell.domain.audit.rules import Flag, one_of

PAPERS = one_of(*Paper)

TYPES = (
    EventType("signed_in", {"method": METHODS, "is_second_factor": Flag()}),
    EventType("sign_in_refused", {"method": METHODS, "cause": one_of("credentials", "rate")}),
    EventType(
        "signed_out",
        {"cause": one_of("asked", "idle", "expired", "revoked", "role_ended", "role_begun")},
    ),
    EventType("stepped_up", {"method": METHODS}),
    EventType("screen.handed_over", {"paper": PAPERS}, needs_record=True),
    EventType(
        "screen.taken_back",
        {"paper": PAPERS, "end": one_of(*PaperEnd), "method": METHODS},
        needs_record=True,
    ),
    EventType("session.revoked", NO_DETAILS, needs_record=True),
    EventType("credential.changed", {"method": METHODS, "change": one_of("added", "removed")}),
    EventType("access_link.made", NO_DETAILS, needs_record=True),
    EventType("access_link.used", NO_DETAILS, needs_record=True),
)
