"""Reading the trail: an auditor all of an organization's, a person who opened their record."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.audit import check_can_read_trail
from stepwell.domain.access.policies.clients import check_can_see_openings
from stepwell.domain.audit.chain import INSTALLATION
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.queries.clients import client_of, facts_of
from stepwell.queries.pages import Page, page_of
from stepwell.records.audit.models import AuditEvent
from stepwell.records.people.models import Client

PER_PAGE = 100
OPENINGS = ("record.viewed", "record.exported", "record.printed", "glass_broken")


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """actor: a key. record: an id. event: a type's name or its beginning. days: both included."""

    actor: str = ""
    record: str = ""
    event: str = ""
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class TrailRow:
    sequence: int
    at: datetime
    actor_key: str
    actor_name: str
    event_type: str
    record_kind: str
    record_id: str
    record_label: str
    reason: str
    origin: str
    details: dict[str, object]


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """Someone opened a record, for whom it is about: no keys and no networks.

    who: a name of the staff; of others the end of their key. is_own: it was whoever asks.
    event: one of OPENINGS. part: what of the record, a slug, or "".
    """

    at: datetime
    who: str
    is_own: bool
    event: str
    part: str
    reason: str
    is_emergency: bool


@transaction.atomic
def read_trail(
    *, by: Actor, at: datetime, wanted: TrailFilter | None = None, page: int = 1
) -> Page[TrailRow]:
    """The trail of the organization the actor acts in, newest first; that it was read is an event.

    Raises:
        AccessDenied: `by` is no auditor there, or no administrator of the installation.
    """
    check_can_read_trail(by, by.organization_id)
    chain = by.organization_id or INSTALLATION
    events = _filtered(AuditEvent.objects.filter(organization=chain), wanted or TrailFilter())
    found = _page(events, page).told(_row)
    details = {"part": "organization", "results": found.total}
    record_event("audit.viewed", by=by, at=at, details=details)
    return found


@transaction.atomic
def who_opened(
    client_id: UUID | str, *, by: Actor, at: datetime, page: int = 1
) -> Page[OpeningRow]:
    """Every opening, print and export of a client's record, and of those merged into it.

    Newest first. That it was asked is an event.

    Raises:
        AccessDenied, NotFound: `by` may not know, or there is no such client.
    """
    client = client_of(by, client_id)
    check_can_see_openings(by, facts_of(client, by, at))
    events = AuditEvent.objects.filter(
        organization=by.organization_id,
        record_kind="client",
        record_id__in=[str(one) for one in _with_merged(client.pk)],
        event_type__in=OPENINGS,
    )
    found = _page(events, page).told(lambda event: _opening(event, by))
    record_event(
        "audit.viewed",
        by=by,
        at=at,
        record=RecordRef("client", str(client.pk)),
        details={"part": "record", "results": found.total},
    )
    return found


def _with_merged(client_id: UUID) -> set[UUID]:
    """The client's id and those of all records that were folded into it."""
    ids, newest = {client_id}, {client_id}
    while newest:
        merged = Client.objects.filter(merged_into__in=newest).values_list("pk", flat=True)
        newest = set(merged) - ids
        ids |= newest
    return ids


def _page(events: QuerySet[AuditEvent], page: int) -> Page[AuditEvent]:
    return page_of(events.order_by("-sequence"), page, per_page=PER_PAGE)


def _filtered(events: QuerySet[AuditEvent], wanted: TrailFilter) -> QuerySet[AuditEvent]:
    if wanted.actor:
        events = events.filter(actor_key=wanted.actor)
    if wanted.record:
        events = events.filter(record_id=wanted.record)
    if wanted.event:
        events = events.filter(event_type__startswith=wanted.event)
    if wanted.first_day:
        events = events.filter(day__gte=wanted.first_day)
    if wanted.last_day:
        events = events.filter(day__lte=wanted.last_day)
    return events


def _row(event: AuditEvent) -> TrailRow:
    return TrailRow(
        sequence=event.sequence,
        at=event.at,
        actor_key=event.actor_key,
        actor_name=event.actor_name,
        event_type=event.event_type,
        record_kind=event.record_kind,
        record_id=event.record_id,
        record_label=event.record_label,
        reason=event.reason,
        origin=" ".join(filter(None, (event.origin_kind, event.origin_network))),
        details=json.loads(event.details),
    )


def _opening(event: AuditEvent, by: Actor) -> OpeningRow:
    details = json.loads(event.details)
    return OpeningRow(
        at=event.at,
        who=event.actor_name,
        is_own=event.actor_key == by.key,
        event=event.event_type,
        part=details.get("part", ""),
        reason=event.reason,
        is_emergency=event.event_type == "glass_broken" or details.get("is_break_glass", False),
    )
