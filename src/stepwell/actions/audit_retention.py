"""Dropping old days of the trail, whole and on the record; their seals stay."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.db import transaction
from django.db.models import QuerySet

from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.records.audit.models import AuditEvent, AuditHead, AuditSegment, LegalHold

KEPT_YEARS = 6
"""basis: recalled. 45 CFR 164.316(b)(2)(i) asks for six years of HIPAA documentation; whether it
binds audit trails is for counsel to confirm (peers.md, retention, marked [K])."""


class DroppingRefused(Exception):
    """Why nothing was dropped, and what to do."""


def drop_before(before: date, *, by: Actor, at: datetime) -> int:
    """Drop all sealed days before `before` that no legal hold keeps; how many days went.

    Raises:
        AccessDenied: only an administrator of the installation may.
        DroppingRefused: the date lies within the years that are kept.
    """
    if not by.is_administrator:
        raise AccessDenied(
            "Only an administrator of the installation can drop old days of the audit trail.",
            rule="trail.drop",
        )
    latest = _years_before(at.astimezone(UTC).date())
    if before > latest:
        raise DroppingRefused(
            f"The audit trail is kept for {KEPT_YEARS} years. Give a date up to {latest}."
        )
    chains = AuditHead.objects.values_list("organization", flat=True)
    return sum(_drop_of(organization, before, by=by, at=at) for organization in chains)


@transaction.atomic
def _drop_of(organization: str, before: date, *, by: Actor, at: datetime) -> int:
    AuditHead.objects.select_for_update().get(organization=organization)
    if LegalHold.objects.filter(organization=organization, until=None).exists():
        return 0
    old = AuditSegment.objects.filter(
        organization=organization, day__lt=before, dropped_by=None
    ).order_by("first_sequence")
    for segment in old:
        _drop(segment, by=by, at=at)
    return len(old)


def _drop(segment: AuditSegment, *, by: Actor, at: datetime) -> None:
    """The event that says so first: the database lets no event go without it."""
    record_event(
        "segment.dropped",
        by=by,
        at=at,
        record=RecordRef("segment", str(segment.pk)),
        details={
            "day": segment.day.isoformat(),
            "first": segment.first_sequence,
            "last": segment.last_sequence,
            "seal": segment.seal_hash,
        },
        organization_id=segment.organization,
    )
    segment.dropped_by = AuditHead.objects.get(pk=segment.organization).sequence
    segment.dropped_at = at
    segment.save(update_fields=["dropped_by", "dropped_at"])
    span = (segment.first_sequence, segment.last_sequence)
    events: QuerySet[AuditEvent] = QuerySet(AuditEvent).filter(
        organization=segment.organization, sequence__range=span
    )
    events.delete()


def _years_before(day: date) -> date:
    try:
        return day.replace(year=day.year - KEPT_YEARS)
    except ValueError:  # 29 February
        return day.replace(year=day.year - KEPT_YEARS, day=28)
