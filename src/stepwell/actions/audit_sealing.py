"""Closing the finished days of every chain with a seal, and noting heads outside the database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from django.db import transaction
from django.db.models import Count, Max, Min

from stepwell.actions.audit_outside import append_lines, newest_lines
from stepwell.domain.audit.outside_copy import head_line, seal_line
from stepwell.domain.audit.seals import Seal, seal_hash
from stepwell.records.audit.models import AuditEvent, AuditHead, AuditSegment


def seal_finished_days(at: datetime) -> list[Seal]:
    """One seal for each day before today (UTC) that has events and no seal, chain by chain.

    Safe to be called by several workers at once, and again after it broke off.

    Raises:
        OSError: the copy outside the database cannot be written; nothing was sealed then.
    """
    today = at.astimezone(UTC).date()
    made: list[Seal] = []
    for organization in AuditHead.objects.values_list("organization", flat=True):
        made += _seal_chain(organization, today, at)
    return made


def note_heads(at: datetime) -> int:
    """Write down outside the database how far each chain has come; how many have moved.

    Raises:
        OSError: the copy outside the database cannot be written.
    """
    known = newest_lines()
    moved = [
        head_line(head.organization, head.as_head(), at=at)
        for head in AuditHead.objects.filter(sequence__gt=0)
        if not known.knows_head(head.organization, head.sequence)
    ]
    append_lines(moved)
    return len(moved)


@transaction.atomic
def _seal_chain(organization: str, today: date, at: datetime) -> list[Seal]:
    """While the head is held, nobody adds an event; afterwards none falls on a sealed day."""
    head = AuditHead.objects.select_for_update().get(organization=organization)
    last = AuditSegment.objects.filter(organization=organization).last()
    previous = last.seal_hash if last else ""
    made = []
    for first, end, number in _unsealed_days(
        organization, today, after=last.last_sequence if last else 0
    ):
        seal = _seal_of(organization, first, end, number, previous)
        previous = seal_hash(seal)
        made.append(seal)
    if not made:
        return []
    if head.day is None or head.day < today:
        AuditHead.objects.filter(pk=head.pk).update(day=today)
    for seal in made:
        _store(seal, at)
    append_lines(seal_line(seal, at=at) for seal in made)
    return made


def _unsealed_days(organization: str, today: date, *, after: int) -> Iterator[tuple[int, int, int]]:
    """First number, last number and how many, day by day."""
    events = AuditEvent.objects.filter(
        organization=organization, sequence__gt=after, day__lt=today
    ).order_by()
    days = events.values("day").annotate(
        first=Min("sequence"), last=Max("sequence"), number=Count("sequence")
    )
    for one in days.order_by("first"):
        yield one["first"], one["last"], one["number"]


def _seal_of(organization: str, first: int, last: int, number: int, previous: str) -> Seal:
    head = AuditEvent.objects.get(organization=organization, sequence=last)
    return Seal(
        organization=organization,
        day=head.day,
        first_sequence=first,
        last_sequence=last,
        count=number,
        head_hash=head.hash,
        previous_seal_hash=previous,
    )


def _store(seal: Seal, at: datetime) -> None:
    AuditSegment.objects.create(
        organization=seal.organization,
        day=seal.day,
        first_sequence=seal.first_sequence,
        last_sequence=seal.last_sequence,
        count=seal.count,
        head_hash=seal.head_hash,
        previous_seal_hash=seal.previous_seal_hash,
        seal_hash=seal_hash(seal),
        sealed_at=at,
    )
