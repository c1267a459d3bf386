"""How long a program keeps closed records, which are due, and erasing those that are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from uuid import UUID

from django.db import models, transaction

from stepwell.actions.auditing import record_event
from stepwell.actions.erasure_review import Prepared, prepare
from stepwell.actions.erasures import LedgerKeeping, carry_out
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.installation import check_can_operate
from stepwell.domain.access.policies.rights import (
    check_can_see_due,
    check_can_see_erasures,
    check_can_set_rules,
)
from stepwell.domain.audit.record_kinds import RecordRef, reference_of
from stepwell.domain.audit.text import is_plain_line
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.program_rules import (
    CARRY_OUT,
    RuleRefused,
    check_number,
    default_of,
    names_of_rules,
)
from stepwell.queries.clients import clients_visible_to
from stepwell.queries.pages import Page, page_of
from stepwell.queries.rights import program_rules, set_rules_of
from stepwell.records.people.models import Client, RightsRule

MOST_AT_ONCE = 50
"""Erased in one round of the schedule (design)."""


@dataclass(frozen=True, slots=True)
class DueRow:
    """A closed record of which something is due. parts: what would go. refusal: why it cannot."""

    id: UUID
    code: str
    name: str
    closed_on: date
    parts: tuple[Part, ...]
    has_hold: bool


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A number the program works by. confirmed_by: the counsel who confirmed it, "" for nobody."""

    name: str
    number: int
    default: int
    confirmed_by: str


@transaction.atomic
def list_due(*, by: Actor, at: datetime, page: int = 1) -> Page[DueRow]:
    """Closed records of which parts may go because their time is over, the oldest first.

    A page is one of the records closed long enough ago; its rows are those of them that are due,
    so it can hold fewer than it looked at, or none.

    Raises AccessDenied.
    """
    check_can_see_due(by)
    looked_at = page_of(_closed_long_ago(clients_visible_to(by, at), by.organization_id, at), page)
    rows = [_due_row(one) for one in _due(looked_at.rows, at)]
    record_event("record.listed", by=by, at=at, details={"part": "due", "results": len(rows)})
    return looked_at.of(rows)


def _due_row(one: Prepared) -> DueRow:
    assert one.client.closed_at
    return DueRow(
        id=one.client.pk,
        code=reference_of(str(one.client.pk)),
        name=one.client.shown_name,
        closed_on=one.client.closed_at.date(),
        parts=tuple(part for part in Part if part in one.plan.goes),
        has_hold=one.held.has_hold,
    )


def list_rules(*, by: Actor) -> list[RuleRow]:
    """Raises AccessDenied."""
    check_can_see_erasures(by)
    known = set_rules_of(by.organization_id)
    return [
        RuleRow(
            name=name,
            number=known[name].number if name in known else default_of(name),
            default=default_of(name),
            confirmed_by=known[name].confirmed_by if name in known else "",
        )
        for name in names_of_rules()
    ]


@transaction.atomic
def set_rule(name: str, number: int, *, confirmed_by: str = "", by: Actor, at: datetime) -> None:
    """
    Args:
        confirmed_by: the counsel who confirmed the number, as the program names them.

    Raises:
        AccessDenied: only an administrator of the program may.
        RuleRefused: there is no such rule, or the number is not fit.
    """
    check_can_set_rules(by)
    check_number(name, number)
    confirmed_by = confirmed_by.strip()
    if confirmed_by and not is_plain_line(confirmed_by, 120):
        raise RuleRefused("Name who confirmed it in one line of at most 120 characters.")
    RightsRule.objects.update_or_create(
        organization_id=by.organization_id,
        name=name,
        defaults={
            "number": number,
            "confirmed_by": confirmed_by,
            "set_at": at,
            "set_by": by.key,
        },
    )
    record_event(
        "rights.rule_set",
        by=by,
        at=at,
        record=RecordRef("organization", by.organization_id),
        details={"rule": name, "number": number, "is_confirmed": bool(confirmed_by)},
    )


def erase_what_is_due(*, by: Actor, at: datetime) -> int:
    """In programs that let the schedule do it; everywhere else a person confirms each.

    Returns:
        How many records.

    Raises:
        AccessDenied: only whoever operates the installation may.
        OSError: the ledger outside the database cannot be written.
    """
    check_can_operate(by)
    chosen = RightsRule.objects.filter(name=CARRY_OUT, number=1)
    erased = 0
    for organization_id in chosen.values_list("organization_id", flat=True):
        kept = Client.objects.filter(
            organization_id=organization_id, merged_into=None, erased_at=None
        )
        due = _due(_closed_long_ago(kept, str(organization_id), at), at)
        for client_id in [one.client.pk for one in islice(due, MOST_AT_ONCE)]:
            erased += _erase_one(client_id, by=by, at=at)
    return erased


def _erase_one(client_id: UUID, *, by: Actor, at: datetime) -> bool:
    with LedgerKeeping(at) as keep, transaction.atomic():
        ready = prepare(Client.objects.select_for_update().get(pk=client_id), at)
        if ready.request or ready.held.has_hold or not ready.plan.goes:
            return False
        carry_out(ready, by=by, at=at, keep=keep)
        return True


def _closed_long_ago(
    scope: models.QuerySet[Client], organization_id: str, at: datetime
) -> models.QuerySet[Client]:
    """The oldest first."""
    years = program_rules(organization_id).retention(Part.RECORD).years
    # A day too many where leap days fall; the plan counts exactly.
    long_ago = at - timedelta(days=365 * years)
    closed = scope.filter(closed_at__lte=long_ago).select_related("organization")
    return closed.order_by("closed_at", "pk")


def _due(closed: Iterable[Client], at: datetime) -> Iterator[Prepared]:
    """Whatever a person asked for is for its own page."""
    for client in closed:
        ready = prepare(client, at)
        if ready.plan.goes and ready.request is None:
            yield ready
