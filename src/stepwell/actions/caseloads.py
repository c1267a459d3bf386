"""Handing over a caseload, when someone leaves or is away."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event, told_last
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import NotFound
from stepwell.domain.access.policies.clients import (
    check_can_assign_client,
    check_can_hand_over_caseload,
)
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.queries.clients import caseload_of, facts_of
from stepwell.queries.found import as_id, found
from stepwell.queries.staff_members import carers_of, person_of
from stepwell.records.people.models import ClientAssignment


class HandOverRefused(Exception):
    """Why nothing was handed over, and what to do."""


@transaction.atomic
@told_last()
def hand_over_caseload(
    from_user_id: UUID | str,
    to_user_id: UUID | str,
    *,
    by: Actor,
    at: datetime,
    client_ids: Collection[UUID | str] | None = None,
) -> int:
    """Give one person's clients to another; also when the first has left already.

    Args:
        client_ids: only these of them; None for all.

    Returns:
        How many clients changed hands.

    Raises:
        AccessDenied, NotFound: `by` may not say who cares for each of these clients, or someone is
            not of the organization, or a client is not on that caseload.
        HandOverRefused: both are the same person, or there is nothing to hand over.
    """
    check_can_hand_over_caseload(by, by.organization_id)
    giver = person_of(by, from_user_id)
    taker = found(carers_of(by.organization_id, at), to_user_id)
    if giver.pk == taker.pk:
        raise HandOverRefused("Choose someone else to take the clients over.")
    held = caseload_of(giver.pk, by.organization_id, at).select_for_update(of=("self",))
    caseload = list(held.select_related("client").order_by("pk"))
    if client_ids is not None:
        wanted = {as_id(one) for one in client_ids}
        caseload = [one for one in caseload if one.client_id in wanted]
        if {one.client_id for one in caseload} != wanted:
            raise NotFound
    if not caseload:
        raise HandOverRefused("This person has no clients to hand over.")
    for one in caseload:
        check_can_assign_client(by, facts_of(one.client, by, at))
    for one in caseload:
        _hand_over(one, taker.pk, by=by, at=at)
    return len(caseload)


def _hand_over(one: ClientAssignment, taker_id: UUID, *, by: Actor, at: datetime) -> None:
    one.ends_at = max(at, one.starts_at)
    one.save(update_fields=["ends_at"])
    held = ClientAssignment.objects.in_force_at(at).filter(
        client_id=one.client_id, user_id=taker_id
    )
    if not held.exists():
        ClientAssignment.objects.create(
            client_id=one.client_id, user_id=taker_id, starts_at=at, assigned_by=by.key
        )
    record_event(
        "record.changed",
        by=by,
        at=at,
        record=RecordRef("client", str(one.client_id)),
        details={"change": "handed_over"},
    )
