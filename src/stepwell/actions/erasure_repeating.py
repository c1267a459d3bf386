"""Carrying out again what an older backup brought back. The ledger outside the database knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from stepwell.actions.auditing import told_last
from stepwell.actions.erasing_rows import Person
from stepwell.actions.erasure_ledger import read_whole_ledger
from stepwell.actions.erasures import backups_gone_on, erase_person, record_erasure, trail_remains
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.installation import check_can_operate
from stepwell.domain.rights.ledger import LedgerEntry
from stepwell.records.accounts.models import Organization
from stepwell.records.people.models import Client, Erasure


@dataclass(frozen=True, slots=True)
class RepeatReport:
    """repeated: how many erasures. unreadable: how many lines of the ledger say nothing."""

    repeated: int
    unreadable: int


def repeat_erasures(*, by: Actor, at: datetime) -> RepeatReport:
    """Erase again whom the ledger names and the database does not know to be erased.

    Safe to be called at any time: what the database knows of is left alone. An erasure of a
    program that is not in the database has nobody in it either.

    Raises:
        AccessDenied: only whoever operates the installation may.
    """
    check_can_operate(by)
    ledger = read_whole_ledger()
    known = {str(pk) for pk in Erasure.objects.values_list("pk", flat=True)}
    here = {str(pk) for pk in Organization.objects.values_list("pk", flat=True)}
    waiting = [
        one for key, one in ledger.entries.items() if key not in known and one.organization in here
    ]
    for entry in sorted(waiting, key=lambda one: one.at):
        _repeat(entry, by=by, at=at)
    return RepeatReport(len(waiting), len(ledger.unreadable))


@transaction.atomic
@told_last()
def _repeat(entry: LedgerEntry, *, by: Actor, at: datetime) -> None:
    person = Person(entry.clients, entry.account)
    client = Client.objects.filter(pk__in=entry.clients, merged_into=None).first()
    erased = erase_person(person, entry.parts, by=by, at=at)
    one = Erasure(
        id=entry.id,
        organization_id=entry.organization,
        client=client,
        account_id=entry.account,
        cause=entry.cause,
        parts=sorted(entry.parts),
        rows=dict(erased.rows),
        remains=[trail_remains()],
        carried_out_at=entry.at,
        carried_out_by=by.key,
        backups_gone_on=backups_gone_on(at),
        repeated_at=at,
    )
    one.save(force_insert=True)
    record_erasure("erasure.repeated", one, by=by, at=at)
