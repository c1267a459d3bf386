"""What a member may see of how their own record is used."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.audit_reading import OpeningRow, who_opened
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.conditions import check_has_role
from stepwell.domain.access.roles import Role
from stepwell.queries.clients import clients_of_organization
from stepwell.queries.pages import Page


@transaction.atomic
def who_opened_mine(*, by: Actor, at: datetime, page: int = 1) -> Page[OpeningRow] | None:
    """None where the program keeps no record of `by`. Raises AccessDenied for non-members."""
    check_has_role(by, {Role.MEMBER}, to="see who opened their own record", rule="record.own")
    own = clients_of_organization(by).filter(member_id=UUID(by.key))
    record_id = own.values_list("pk", flat=True).first()
    return who_opened(record_id, by=by, at=at, page=page) if record_id else None
