"""What is needed to book someone, or to write down a contact. Who looked is written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.care_access import record_look
from stepwell.actions.client_page import Carer
from stepwell.actions.schedule_reading import colleagues_of
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.care import can_change_care
from stepwell.domain.access.policies.schedule import check_can_book
from stepwell.domain.audit.record_kinds import reference_of
from stepwell.queries.clients import client_of, facts_of
from stepwell.queries.organizations import organization_of
from stepwell.queries.registers import today_of
from stepwell.queries.session_choices import SessionChoice, session_choices


@dataclass(frozen=True, slots=True)
class BookingPage:
    """zone: of the program's wall. sessions: None for whoever may not see why someone comes."""

    client_id: UUID
    name: str
    code: str
    zone: str
    carers: tuple[Carer, ...]
    sessions: tuple[SessionChoice, ...] | None


@transaction.atomic
def open_booking(client_id: UUID | str, *, by: Actor, at: datetime) -> BookingPage:
    """Raises AccessDenied or NotFound."""
    client = client_of(by, client_id)
    facts = facts_of(client, by, at)
    check_can_book(by, facts)
    record_look(client.pk, "booking", by=by, at=at)
    sees_why = can_change_care(by, facts)
    return BookingPage(
        client.pk,
        client.shown_name,
        reference_of(str(client.pk)),
        organization_of(by).time_zone,
        colleagues_of(by, at),
        tuple(session_choices(client.pk, today_of(by, at))) if sees_why else None,
    )
