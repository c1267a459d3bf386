"""Legal holds: while one is in force, nothing of an organization's trail is dropped."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.records.audit.models import AuditHead, LegalHold


class HoldRefused(Exception):
    """Why, and what to do."""


@transaction.atomic
def set_hold(organization: str, reason: str, *, by: Actor, at: datetime) -> int:
    """
    Args:
        organization: an id, or "installation".
        reason: what it is for, such as a docket number; no client's name.

    Raises:
        AccessDenied: only an administrator of the installation may.
        HoldRefused: there is no such trail, or no reason.
    """
    _check_administrator(by)
    if not AuditHead.objects.filter(organization=organization).exists():
        raise HoldRefused(f"There is no audit trail {organization!r}.")
    reason = reason.strip()
    if not 3 <= len(reason) <= 200:
        raise HoldRefused("Say what the hold is for in 3 to 200 characters, without any name.")
    hold = LegalHold.objects.create(organization=organization, since=at, reason=reason, by=by.key)
    _record("legal_hold.set", hold, by=by, at=at)
    return hold.pk


@transaction.atomic
def lift_hold(hold_id: int, *, by: Actor, at: datetime) -> None:
    """Raises AccessDenied, or HoldRefused: there is none in force under that number."""
    _check_administrator(by)
    hold = LegalHold.objects.select_for_update().filter(pk=hold_id, until=None).first()
    if hold is None:
        raise HoldRefused(f"No legal hold {hold_id} is in force.")
    hold.until = at
    hold.save(update_fields=["until"])
    _record("legal_hold.lifted", hold, by=by, at=at)


def _check_administrator(by: Actor) -> None:
    if not by.is_administrator:
        raise AccessDenied(
            "Only an administrator of the installation can set or lift a legal hold.",
            rule="legal_hold",
        )


def _record(event: str, hold: LegalHold, *, by: Actor, at: datetime) -> None:
    record_event(
        event,
        by=by,
        at=at,
        record=RecordRef("legal_hold", str(hold.pk)),
        organization_id=hold.organization,
    )
