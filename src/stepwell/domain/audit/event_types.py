"""Every type of event the audit trail knows, each with its redaction rule.

The rule names the only details an event of the type may carry and what each may be. An unknown
type, an unknown detail or a value outside its rule is refused, so that no clinical content can
enter; reasons are codes too. What a person typed as a reason belongs in the record itself.
A new type is a line here, in review beside all others.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from stepwell.domain.audit.event_type import EventType
from stepwell.domain.audit.rules import Count, Day, Digest, FieldNames, Flag, Slug, one_of

WHY_OPENED = ("emergency", "covering", "supervision", "records_request", "correction", "other")
NO_DETAILS: Mapping[str, Flag] = MappingProxyType({})

_FORMATS = one_of("csv", "fhir", "html", "ical", "json", "pdf", "print", "text", "xlsx", "zip")
_METHODS = one_of("password", "passkey", "totp", "recovery_code", "pin", "invitation")


def registry(*types: EventType) -> Mapping[str, EventType]:
    """
    Raises:
        TypeError: something is no EventType, or a name comes twice.
    """
    known: dict[str, EventType] = {}
    for one in types:
        if not isinstance(one, EventType):
            raise TypeError(f"{one!r} is no EventType: it has no redaction rule.")
        if one.name in known:
            raise TypeError(f"The event type {one.name!r} is there twice.")
        known[one.name] = one
    return MappingProxyType(known)


EVENT_TYPES = registry(
    # People's records
    EventType(
        "record.viewed",
        {"part": Slug(), "is_break_glass": Flag()},
        reasons=WHY_OPENED,
        needs_record=True,
    ),
    EventType("record.listed", {"part": Slug(), "results": Count()}),
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
    EventType(
        "record.exported",
        {"format": _FORMATS, "records": Count(), "part": Slug()},
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
    EventType("access_refused", {"rule": Slug(), "page": Slug()}),
    EventType("notice.queued", {"kind": Slug(), "way": Slug()}, needs_record=True),
    EventType(
        "notice.settled",
        {"kind": Slug(), "way": Slug(), "outcome": one_of("sent", "shown", "refused", "withdrawn")},
        needs_record=True,
    ),
    # Consents and the patient notice
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
    # Signing in
    EventType("signed_in", {"method": _METHODS, "is_second_factor": Flag()}),
    EventType("sign_in_refused", {"method": _METHODS, "cause": one_of("credentials", "rate")}),
    EventType("signed_out", {"cause": one_of("asked", "idle", "expired", "revoked", "role_ended")}),
    EventType("stepped_up", {"method": _METHODS}),
    EventType("session.revoked", NO_DETAILS, needs_record=True),
    EventType("credential.changed", {"method": _METHODS, "change": one_of("added", "removed")}),
    EventType("access_link.made", NO_DETAILS, needs_record=True),
    EventType("access_link.used", NO_DETAILS, needs_record=True),
    # Organizations and roles
    EventType("role.granted", {"role": Slug(), "until": Day()}, needs_record=True),
    EventType("role.ended", {"role": Slug()}, needs_record=True),
    EventType("invitation.made", {"role": Slug(), "hours": Count()}, needs_record=True),
    EventType("invitation.used", {"role": Slug()}, needs_record=True),
    EventType("invitation.withdrawn", {"role": Slug()}, needs_record=True),
    EventType("organization.created", NO_DETAILS, needs_record=True),
    EventType("organization.changed", {"fields": FieldNames()}, needs_record=True),
    EventType("site.added", NO_DETAILS, needs_record=True),
    EventType("site.closed", NO_DETAILS, needs_record=True),
    EventType("team.created", NO_DETAILS, needs_record=True),
    EventType("team.joined", {"member": Slug(), "is_lead": Flag()}, needs_record=True),
    EventType("team.left", {"member": Slug()}, needs_record=True),
    EventType("member.joined", {"method": _METHODS}, needs_record=True),
    EventType("member.left", NO_DETAILS, needs_record=True),
    EventType("administrator.created", NO_DETAILS, needs_record=True),
    EventType("settings.changed", {"fields": FieldNames()}),
    # The meeting directory
    EventType(
        "feed.added",
        {"fellowship": Slug(), "source": one_of("address", "file"), "is_sample": Flag()},
        needs_record=True,
    ),
    EventType("feed.changed", {"fields": FieldNames()}, needs_record=True),
    EventType("feed.removed", {"meetings": Count()}, needs_record=True),
    EventType("feed.removals_accepted", {"meetings": Count()}, needs_record=True),
    # The trail itself, and operating the installation
    EventType("audit.viewed", {"part": one_of("organization", "record"), "results": Count()}),
    EventType("audit.verified", {"events": Count(), "segments": Count(), "problems": Count()}),
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
