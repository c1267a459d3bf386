"""Reading who works and helps in a program. Who looked is written down, so a read is an action."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.queries.staff_members import Person, staff_of, volunteers_of


@transaction.atomic
def list_staff(*, by: Actor, at: datetime) -> list[Person]:
    """Those with a staff role now, by name. Raises AccessDenied or NotFound."""
    people = staff_of(by, at)
    _record("staff", people, by=by, at=at)
    return people


@transaction.atomic
def list_volunteers(*, by: Actor, at: datetime) -> list[Person]:
    """Those who accompany newcomers now, by name. Raises AccessDenied or NotFound."""
    people = volunteers_of(by, at)
    _record("volunteers", people, by=by, at=at)
    return people


def _record(part: str, people: list[Person], *, by: Actor, at: datetime) -> None:
    record_event("record.listed", by=by, at=at, details={"part": part, "results": len(people)})
