"""Consents and the patient notice. A consent is named by its id, the record is the client's."""

from __future__ import annotations

from stepwell.domain.audit.event_type import EventType
from stepwell.domain.audit.rules import Count, Digest, Flag, Slug

TYPES = (
    EventType("consent.drawn_up", {"consent": Slug(), "form": Slug()}, needs_record=True),
    EventType(
        "consent.signed",
        {"consent": Slug(), "role": Slug(), "method": Slug(), "digest": Digest()},
        needs_record=True,
    ),
    EventType("consent.discarded", {"consent": Slug()}, needs_record=True),
    EventType(
        "consent.revoked", {"consent": Slug(), "is_whole": Flag(), "way": Slug()}, needs_record=True
    ),
    EventType("consent.ended", {"consent": Slug()}, needs_record=True),
    EventType("consent.declared_false", {"consent": Slug()}, needs_record=True),
    EventType(
        "privacy_notice.given",
        {"version": Count(), "language": Slug(), "outcome": Slug(), "way": Slug()},
        needs_record=True,
    ),
)
