"""The accounting of disclosures: for the client who asks, on paper or on their own page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.conditions import check_has_role
from stepwell.domain.access.policies.disclosures import check_can_see_accounting
from stepwell.domain.access.roles import Role
from stepwell.domain.audit.record_kinds import RecordRef, reference_of
from stepwell.domain.disclosures.accounting import Entry, accounting, earliest_day
from stepwell.queries.clients import client_of, clients_of_organization, facts_of
from stepwell.queries.disclosures import entries_of
from stepwell.records.people.models import Client


@dataclass(frozen=True, slots=True)
class Accounting:
    """code: stands for the client's name in titles. first, last: days on the program's calendar."""

    client_id: UUID
    code: str
    client_name: str
    program: str
    first: date
    last: date
    entries: tuple[Entry, ...]


@transaction.atomic
def account_for(
    client_id: UUID | str, *, by: Actor, at: datetime, since: date | None = None
) -> Accounting:
    """What left in the last three years, or since a later day.

    Raises:
        AccessDenied, NotFound: `by` is neither the client nor in care of them.
    """
    client = client_of(by, client_id)
    check_can_see_accounting(by, facts_of(client, by, at))
    found = _accounting(client, at, since)
    record_event(
        "record.viewed",
        by=by,
        at=at,
        record=RecordRef("client", str(client.pk)),
        details={"part": "disclosures"},
    )
    return found


def account_for_mine(*, by: Actor, at: datetime, since: date | None = None) -> Accounting | None:
    """The member's own; None where the program keeps no record of them. Raises AccessDenied."""
    check_has_role(by, {Role.MEMBER}, to="see what was shared about them", rule="record.own")
    own = clients_of_organization(by).filter(member_id=UUID(by.key))
    client_id = own.values_list("pk", flat=True).first()
    return account_for(client_id, by=by, at=at, since=since) if client_id else None


def _accounting(client: Client, at: datetime, since: date | None) -> Accounting:
    zone = ZoneInfo(client.organization.time_zone)
    today = at.astimezone(zone).date()
    return Accounting(
        client_id=client.pk,
        code=reference_of(str(client.pk)),
        client_name=client.shown_name,
        program=client.organization.name,
        first=earliest_day(today, since=since),
        last=today,
        entries=accounting(entries_of(client), today=today, zone=zone, since=since),
    )
