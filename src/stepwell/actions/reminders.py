"""A member's reminders: what they wish, and the address at which a calendar program reads them.

Whoever knows the address reads it without signing in, so it is unguessable, can be revoked at any
time, is kept as a digest only, and tells nothing but times under a title that tells nothing.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from stepwell.actions.auditing import record_event, told_last
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import NotFound
from stepwell.domain.access.policies.own_entries import (
    can_have_reminders,
    check_can_have_reminders,
)
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.recovery.reminders import (
    ReminderTitle,
    ReminderWishes,
    as_kept,
    check_reminders,
    from_kept,
)
from stepwell.exchange.reminder_calendar import reminder_calendar
from stepwell.queries.clients import own_client_of
from stepwell.queries.organizations import organization_of
from stepwell.queries.reminders import once_of, weekly_of, zone_of
from stepwell.records.accounts.models import User
from stepwell.records.recovery.models import ReminderCalendar

TITLES = {
    ReminderTitle.REMINDER: "Reminder",
    ReminderTitle.TIME: "Time for me",
    ReminderTitle.NOTE: "Note to self",
}
"""In a calendar; the app's own name is looked up."""


@dataclass(frozen=True, slots=True)
class RemindersPage:
    """made_at: when the address that works was made, None for none. zone: of the times.
    has_program: whether a program keeps a record, so that there can be appointments."""

    wishes: ReminderWishes
    made_at: datetime | None
    zone: str
    app_name: str
    has_program: bool


def open_reminders(*, by: Actor) -> RemindersPage:
    """Raises AccessDenied."""
    check_can_have_reminders(by)
    row = _rows(by).first()
    client = own_client_of(by)
    organization = organization_of(by)
    return RemindersPage(
        _wishes_of(row) if row else ReminderWishes(),
        row.made_at if row and row.token_digest else None,
        zone_of(client, organization).key,
        organization.app_name,
        client is not None,
    )


@transaction.atomic
@told_last()
def keep_reminders(wishes: ReminderWishes, *, by: Actor, at: datetime) -> None:
    """Raises AccessDenied or RemindersRefused."""
    check_can_have_reminders(by)
    check_reminders(wishes)
    row = _own_row(by, at)
    row.wishes, row.number, row.changed_at = as_kept(wishes), row.number + 1, at
    row.save()
    _record(row, "changed", by=by, at=at)


@transaction.atomic
@told_last()
def make_reminder_address(*, by: Actor, at: datetime) -> str:
    """The secret part of the address, which is kept nowhere; an older address stops working.

    Raises AccessDenied.
    """
    check_can_have_reminders(by)
    token = secrets.token_urlsafe(32)
    row = _own_row(by, at)
    row.token_digest, row.made_at = _digest(token), at
    row.save()
    _record(row, "made", by=by, at=at)
    return token


@transaction.atomic
@told_last()
def revoke_reminder_address(*, by: Actor, at: datetime) -> None:
    """Raises AccessDenied."""
    check_can_have_reminders(by)
    row = _rows(by).select_for_update().exclude(token_digest=None).first()
    if row is None:
        return  # Pressed twice.
    row.token_digest = None
    row.save(update_fields=["token_digest"])
    _record(row, "revoked", by=by, at=at)


def read_reminders(token: str, *, at: datetime) -> bytes:
    """Asked by a calendar program, which says nothing of who it is: in nobody's trail.

    Raises NotFound: the address is unknown or revoked, or its owner is no member there any more.
    """
    rows = ReminderCalendar.objects.select_related("user", "organization")
    row = rows.filter(token_digest=_digest(token)).first()
    if row is None:
        raise NotFound
    owner: User = row.user
    member = owner.as_actor(str(row.organization_id), at)
    if not can_have_reminders(member):
        raise NotFound
    wishes, client = _wishes_of(row), own_client_of(member)
    zone = zone_of(client, row.organization)
    return reminder_calendar(
        once_of(client, wishes, row.pk, at),
        weekly_of(wishes, row.pk, row.changed_at.astimezone(zone).date()),
        title=TITLES.get(wishes.title) or row.organization.app_name,
        zone=zone,
        minutes_before=wishes.minutes_before,
        changed=row.number,
        at=at,
    )


def _rows(by: Actor) -> QuerySet[ReminderCalendar]:
    return ReminderCalendar.objects.filter(user_id=by.key, organization_id=by.organization_id)


def _own_row(by: Actor, at: datetime) -> ReminderCalendar:
    """Held until the transaction ends; made with the first wish or address."""
    row, _is_new = (
        _rows(by)
        .select_for_update()
        .get_or_create(
            defaults={"changed_at": at},
            user_id=by.key,
            organization_id=by.organization_id,
        )
    )
    return row


def _wishes_of(row: ReminderCalendar) -> ReminderWishes:
    return from_kept(row.wishes) if row.wishes else ReminderWishes()


def _record(row: ReminderCalendar, change: str, *, by: Actor, at: datetime) -> None:
    record_event(
        "calendar_feed.changed",
        by=by,
        at=at,
        record=RecordRef("calendar_feed", str(row.pk)),
        details={"change": change},
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
