"""The record that a program keeps of a member, held while what they share is written there."""

from __future__ import annotations

from uuid import UUID

from stepwell.domain.access.actor import Actor
from stepwell.queries.clients import clients_of_organization
from stepwell.records.people.models import Client


def hold_own_record(by: Actor) -> Client | None:
    """So that what staff write at the same time comes before or after. It may be closed."""
    own = clients_of_organization(by).filter(member_id=UUID(by.key))
    return own.select_for_update(of=("self",), no_key=True).first()
