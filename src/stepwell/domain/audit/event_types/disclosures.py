"""What left and what stops it: disclosures, restrictions, legal requests, the registers."""

from __future__ import annotations

from stepwell.domain.audit.event_type import EventType
from stepwell.domain.audit.rules import Count, Day, FieldNames, Slug, one_of

TYPES = (
    EventType(
        "disclosure.made",
        {
            "basis": Slug(),
            "purpose": Slug(),
            "form": Slug(),
            "document": Slug(),
            "kinds": FieldNames(),
            "withheld": Count(),
        },
        needs_record=True,
    ),
    EventType("disclosure.refused", {"basis": Slug(), "causes": FieldNames()}, needs_record=True),
    EventType("disclosure.fetched", {"format": one_of("html", "pdf", "json")}, needs_record=True),
    EventType("restriction.asked", {}, needs_record=True),
    EventType(
        "restriction.answered", {"outcome": one_of("accepted", "refused")}, needs_record=True
    ),
    EventType("restriction.ended", {}, needs_record=True),
    EventType("client_hold.set", {}, needs_record=True),
    EventType("client_hold.lifted", {}, needs_record=True),
    EventType("legal_request.received", {"kind": Slug()}, needs_record=True),
    EventType("legal_request.changed", {"fields": FieldNames()}, needs_record=True),
    EventType("legal_request.settled", {"outcome": Slug()}, needs_record=True),
    EventType("breach.recorded", {"people": Count()}, needs_record=True),
    EventType("breach.changed", {"fields": FieldNames()}, needs_record=True),
    EventType("breach.letter_written", {"language": Slug()}, needs_record=True),
    EventType(
        "breach.letters_printed",
        {"records": Count(), "left_out": Count(), "language": Slug(), "way": Slug()},
        needs_record=True,
    ),
    EventType("agreement.recorded", {"ends_on": Day()}, needs_record=True),
    EventType("agreement.ended", {}, needs_record=True),
    EventType("privacy_review.done", {"kind": Slug()}),
    EventType("program.closing_planned", {"closes_on": Day()}, needs_record=True),
    EventType(
        "review_release.proposed",
        {"kind": Slug(), "kinds": FieldNames(), "most": Count()},
        needs_record=True,
    ),
    EventType(
        "review_release.decided", {"outcome": one_of("approved", "refused")}, needs_record=True
    ),
    EventType("review_release.withdrawn", {}, needs_record=True),
    EventType("review_release.stopped", {"causes": FieldNames()}, needs_record=True),
    EventType(
        "review_release.made",
        {"kind": Slug(), "records": Count(), "kept_back": Count()},
        needs_record=True,
    ),
)
