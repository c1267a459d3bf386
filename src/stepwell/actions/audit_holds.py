"""Legal holds: while one is in force, nothing of an organization's trail is dropped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from stepwell.actions.audit_chains import chain_called, label_of
from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.audit.text import is_plain_line
from stepwell.records.audit.models import LegalHold

SHORTEST_REASON, LONGEST_REASON = 3, 200


class HoldRefused(Exception):
    """Why, and what to do."""


@dataclass(frozen=True, slots=True)
class HoldRow:
    """until: None while it is in force. organization: as people call it."""

    number: int
    organization: str
    since: datetime
    until: datetime | None
    reason: str


@transaction.atomic
def set_hold(organization: str, reason: str, *, by: Actor, at: datetime) -> int:
    """
    Args:
        organization: a short name or id, or "installation".
        reason: what it is for, such as a docket number; no client's name.

    Raises:
        AccessDenied: only an administrator of the installation may.
        NoTrail: nothing was ever recorded under that name.
        HoldRefused: there is no reason.
    """
    _check_administrator(by)
    chain = chain_called(organization)
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON or not is_plain_line(reason, LONGEST_REASON):
        raise HoldRefused(
            f"Say what the hold is for in one line of {SHORTEST_REASON} to {LONGEST_REASON} "
            "characters, without any name."
        )
    hold = LegalHold.objects.create(organization=chain, since=at, reason=reason, by=by.key)
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


def is_on_hold(organization_id: str) -> bool:
    """Whether a hold on all of the organization is in force: then no record of it goes either."""
    return LegalHold.objects.filter(organization=organization_id, until=None).exists()


def list_holds(*, by: Actor) -> list[HoldRow]:
    """All there ever were, those in force first. Raises AccessDenied."""
    _check_administrator(by)
    rows = [
        HoldRow(one.pk, label_of(one.organization), one.since, one.until, one.reason)
        for one in LegalHold.objects.order_by("since", "pk")
    ]
    return sorted(rows, key=lambda row: row.until is not None)


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
