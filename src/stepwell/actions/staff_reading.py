"""Reading who works and helps in a program. Who looked is written down, so a read is an action."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.queries.pages import Page, page_of
from stepwell.queries.staff_members import Person, staff_of, volunteers_of


@transaction.atomic
def list_staff(*, by: Actor, at: datetime, page: int = 1) -> Page[Person]:
    """Those with a staff role now, by name. Raises AccessDenied or NotFound."""
    return _listed("staff", staff_of(by, at), page, by=by, at=at)


@transaction.atomic
def list_volunteers(*, by: Actor, at: datetime, page: int = 1) -> Page[Person]:
    """Those who accompany newcomers now, by name. Raises AccessDenied or NotFound."""
    return _listed("volunteers", volunteers_of(by, at), page, by=by, at=at)


def _listed(part: str, people: list[Person], page: int, *, by: Actor, at: datetime) -> Page[Person]:
    record_event("record.listed", by=by, at=at, details={"part": part, "results": len(people)})
    return page_of(people, page)
