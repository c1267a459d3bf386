"""Whose clients could be handed over. Who looked is written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q

from stepwell.actions.auditing import record_event
from stepwell.actions.client_page import Carer
from stepwell.actions.client_reading import ClientRow
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.clients import check_can_hand_over_caseload
from stepwell.queries.clients import caseload_of, clients_visible_to
from stepwell.queries.pages import Page, page_of
from stepwell.queries.staff_members import carers_of, people_of, person_of


@dataclass(frozen=True, slots=True)
class Caseload:
    """Someone with clients in their care. has_left: holds no role in care here any more."""

    id: UUID
    name: str
    count: int
    has_left: bool


@dataclass(frozen=True, slots=True)
class HandOver:
    """What of one person's caseload the actor sees, and who could take it over."""

    giver: Carer
    clients: tuple[ClientRow, ...]
    takers: tuple[Carer, ...]


@transaction.atomic
def list_caseloads(*, by: Actor, at: datetime, page: int = 1) -> Page[Caseload]:
    """Of everyone who has clients here, those who have left among them, by name.

    Raises AccessDenied or NotFound.
    """
    check_can_hand_over_caseload(by, by.organization_id)
    in_force = Q(
        client_assignments__starts_at__lte=at,
        client_assignments__client__organization_id=by.organization_id,
        client_assignments__client__merged_into=None,
    ) & (Q(client_assignments__ends_at=None) | Q(client_assignments__ends_at__gt=at))
    here = set(carers_of(by.organization_id, at).values_list("pk", flat=True))
    people = people_of(by).annotate(
        count=Count("client_assignments", filter=in_force, distinct=True)
    )
    rows = [
        Caseload(one.pk, one.name, one.count, one.pk not in here)
        for one in people.filter(count__gt=0)
    ]
    record_event("record.listed", by=by, at=at, details={"part": "caseloads", "results": len(rows)})
    return page_of(sorted(rows, key=lambda row: (row.name.casefold(), str(row.id))), page)


@transaction.atomic
def open_caseload(user_id: UUID | str, *, by: Actor, at: datetime) -> HandOver:
    """The clients of one person, as far as `by` may see them. Raises AccessDenied or NotFound."""
    check_can_hand_over_caseload(by, by.organization_id)
    giver = person_of(by, user_id)
    held = caseload_of(giver.pk, by.organization_id, at).values("client_id")
    clients = [
        ClientRow(one.pk, one.shown_name, one.pronouns, one.closed_at is not None)
        for one in clients_visible_to(by, at).filter(pk__in=held)
    ]
    takers = [Carer(one.pk, one.name) for one in carers_of(by.organization_id, at)]
    record_event(
        "record.listed", by=by, at=at, details={"part": "caseload", "results": len(clients)}
    )
    return HandOver(
        Carer(giver.pk, giver.name),
        tuple(sorted(clients, key=lambda row: (row.name.casefold(), str(row.id)))),
        tuple(
            sorted(
                (one for one in takers if one.id != giver.pk),
                key=lambda one: (one.name.casefold(), str(one.id)),
            )
        ),
    )
