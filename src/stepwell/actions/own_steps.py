"""Which of the twelve steps wait for a member, for the member themselves."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.conditions import check_has_role
from stepwell.domain.access.roles import Role
from stepwell.domain.steps.shown import Showing, steps_shown
from stepwell.queries.clients import clients_of_organization
from stepwell.queries.registers import today_of
from stepwell.queries.step_courses import courses_now
from stepwell.queries.steps import workbook


@transaction.atomic
def waiting_steps(*, by: Actor, at: datetime) -> tuple[int, ...]:
    """Their numbers, without the reasons: those are for staff. None wait for someone of whom the
    program keeps no record. Their phone asks by itself, so it stands in the trail, and not among
    those who opened the record.

    Raises AccessDenied for non-members.
    """
    check_has_role(by, {Role.MEMBER}, to="see which of their steps wait", rule="steps.own")
    client = clients_of_organization(by).filter(member_id=UUID(by.key)).first()
    if client is None:
        return ()
    shown = steps_shown(workbook(), courses_now(client.pk, today_of(by, at)))
    waiting = tuple(one.number for one in shown if one.showing is not Showing.SHOWN)
    details = {"part": "waiting_steps", "results": len(waiting)}
    record_event("record.listed", by=by, at=at, details=details)
    return waiting
