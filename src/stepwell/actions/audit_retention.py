"""Dropping old days of the trail, whole and on the record; their seals stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import transaction
from django.db.models import QuerySet

from stepwell.actions.audit_chains import label_of
from stepwell.actions.audit_outside import read_outside
from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.audit.chain import genesis_hash
from stepwell.domain.audit.outside_copy import OutsideCopy
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.audit.seal_verification import are_sealed
from stepwell.records.audit.models import AuditEvent, AuditHead, AuditSegment, LegalHold
from stepwell.records.audit.snapshot import streamed

KEPT_YEARS = 6
"""Source: 45 CFR 164.316(b)(2)(i), six years for what the HIPAA Security Rule has documented.
HHS has not said whether that includes audit trails, and a state may ask for more: a program keeps
its trail longer by not dropping it."""


class DroppingRefused(Exception):
    """Why nothing was dropped, and what to do."""


@dataclass(frozen=True, slots=True)
class Dropping:
    """days: how many went. held: trails of which a legal hold kept some. refused: why, by trail."""

    days: int
    held: tuple[str, ...]
    refused: tuple[str, ...]


def drop_before(before: date, *, by: Actor, at: datetime) -> Dropping:
    """Drop all sealed days before `before` that no legal hold keeps, trail by trail.

    Of a trail in which a day is not as it was sealed nothing is dropped; of the others it is.

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
    days, held, refused = 0, [], []
    for chain in AuditHead.objects.values_list("organization", flat=True).order_by("organization"):
        try:
            dropped = _drop_of(chain, before, by=by, at=at)
        except DroppingRefused as error:
            refused.append(str(error))
        else:
            days += dropped or 0
            if dropped is None:
                held.append(label_of(chain))
    return Dropping(days, tuple(held), tuple(refused))


@transaction.atomic
def _drop_of(chain: str, before: date, *, by: Actor, at: datetime) -> int | None:
    """How many days went; None where a legal hold keeps some that would have gone."""
    AuditHead.objects.select_for_update().get(organization=chain)
    segments = AuditSegment.objects.filter(organization=chain).order_by("first_sequence")
    old = segments.filter(day__lt=before)
    if LegalHold.objects.filter(organization=chain, until=None).exists():
        return None if old.filter(dropped_by=None).exists() else 0
    outside = read_outside()
    previous, dropped = genesis_hash(chain), 0
    for segment in old:
        if segment.dropped_by is None:
            _check_whole(segment, previous, outside)
            _drop(segment, by=by, at=at)
            dropped += 1
        previous = segment.head_hash
    return dropped


def _check_whole(segment: AuditSegment, previous: str, outside: OutsideCopy | None) -> None:
    """What was tampered with must not go before someone has seen it."""
    stored = segment.as_stored_seal()
    copied = outside.seal_of(segment.organization, segment.day) if outside else None
    with streamed(_events_of(segment).order_by("sequence")) as events:
        is_whole = are_sealed(events, stored, previous=previous)
    if is_whole and copied in {None, stored.seal}:
        return
    raise DroppingRefused(
        f"The events of {segment.day} ({label_of(segment.organization)}) are not those that were "
        "sealed, so nothing of this trail was dropped. Look first: stepwell audit verify"
    )


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
    _events_of(segment).delete()


def _events_of(segment: AuditSegment) -> QuerySet[AuditEvent]:
    """Not by the model's own manager, which refuses to delete."""
    span = (segment.first_sequence, segment.last_sequence)
    events: QuerySet[AuditEvent] = QuerySet(AuditEvent)
    return events.filter(organization=segment.organization, sequence__range=span)


def _years_before(day: date) -> date:
    try:
        return day.replace(year=day.year - KEPT_YEARS)
    except ValueError:  # 29 February
        return day.replace(year=day.year - KEPT_YEARS, day=28)
