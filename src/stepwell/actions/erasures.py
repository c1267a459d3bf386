"""Carrying out an erasure: all tables in one go, and a line outside the database that keeps it so.

docs/decisions/0016-erasure.md
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models.functions import Coalesce

from stepwell.actions.auditing import record_event, told_last
from stepwell.actions.erasing_rows import Erased, Person, erase_rows
from stepwell.actions.erasure_ledger import append_to_ledger
from stepwell.actions.erasure_review import Prepared, prepare_for
from stepwell.actions.roles import give_role
from stepwell.actions.sessions import end_sessions_of
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.roles import Role
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.rights.law import RETENTIONS
from stepwell.domain.rights.ledger import LedgerEntry, erasure_line, taken_back_line
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.requests import State
from stepwell.queries.organizations import own_organization
from stepwell.records.accounts.models import RoleAssignment, User, UserSession
from stepwell.records.identifiers import new_id
from stepwell.records.people.models import Client, Erasure


def carry_out_erasure(client_id: UUID | str, *, by: Actor, at: datetime) -> UUID:
    """Erase what may go now, because the person asked for it or because its time is over.

    Returns:
        The id of the erasure, whose page says what stayed and why.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such client.
        ErasureRefused: a hold is in force, the record is open, or nothing may go yet.
        OSError: the ledger outside the database cannot be written; nobody was erased.
    """
    with LedgerKeeping(at) as keep, transaction.atomic():
        ready = prepare_for(client_id, by=by, at=at)
        return carry_out(ready, by=by, at=at, keep=keep)


class LedgerKeeping:
    """Takes the ledger's line back where the database does not keep what it says.

    with LedgerKeeping(at) as keep, transaction.atomic(): … keep(entry)
    """

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._written: list[str] = []

    def __enter__(self) -> LedgerKeeping:
        return self

    def __call__(self, entry: LedgerEntry) -> None:
        append_to_ledger(erasure_line(entry))
        self._written.append(entry.id)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            for one in self._written:
                append_to_ledger(taken_back_line(one, self._at))
        elif self._written:
            _empty_write_ahead_log()


@told_last()
def carry_out(ready: Prepared, *, by: Actor, at: datetime, keep: LedgerKeeping) -> UUID:
    """Whoever calls this has asked whether it is allowed, and is in a transaction."""
    client, request, parts = ready.client, ready.request, ready.plan.goes
    account = ready.person.account if Part.ACCOUNT in parts else ""
    person = replace(ready.person, account=account)
    one = Erasure(
        id=new_id(),
        organization=client.organization,
        client=client,
        account_id=account,
        request=request,
        cause=Erasure.Cause.ASKED if request else Erasure.Cause.DUE,
        parts=sorted(parts),
        remains=_remains(ready),
        carried_out_at=at,
        carried_out_by=by.key,
        backups_gone_on=backups_gone_on(at),
    )
    if request:
        request.state = State.DONE
        request.done_at, request.done_by = at, by.key
        request.decided_at, request.decided_by = (
            request.decided_at or at,
            request.decided_by or by.key,
        )
        request.save()
    one.rows = dict(erase_person(person, parts, by=by, at=at).rows)
    one.save(force_insert=True)
    record_erasure("erasure.carried_out", one, by=by, at=at)
    keep(ledger_entry(one, person))
    return one.pk


def erase_person(person: Person, parts: Iterable[Part], *, by: Actor, at: datetime) -> Erased:
    """Out of all tables, with what hangs on them: sign-ins end, shells are marked."""
    chosen = frozenset(parts)
    sessions: list[UUID] = []
    if person.account:
        # First, as whoever changes their own ways to sign in does.
        User.objects.select_for_update().filter(pk=person.account).first()
        mine = UserSession.objects.filter(user_id=person.account)
        sessions = list(mine.values_list("pk", flat=True))
        end_sessions_of(person.account, cause="revoked", by=by, at=at)
    elif Part.RECORD in chosen:
        _let_members_go(person, by=by, at=at)
    erased = erase_rows(person, chosen)
    UserSession.objects.filter(pk__in=sessions).update(
        end_cause=UserSession.ERASED, ended_at=Coalesce("ended_at", at)
    )
    if Part.RECORD in chosen:
        Client.objects.filter(pk__in=person.clients, erased_at=None).update(erased_at=at)
    return erased


def backups_gone_on(at: datetime) -> date | None:
    """The day by which the last backup that still holds the person is replaced by newer ones.

    None where none are made by themselves: then it is when that many newer ones were made.
    """
    if not settings.BACKUPS_ARE_SCHEDULED:
        return None
    return (at + timedelta(days=settings.BACKUP_KEEP + 1)).date()


def _let_members_go(person: Person, *, by: Actor, at: datetime) -> None:
    """Their account stays, as one without a program: it opens nothing here any more."""
    records = Client.objects.filter(pk__in=person.clients).exclude(member=None)
    for client in records.select_related("member", "organization"):
        user = client.member
        assert isinstance(user, User)
        held = RoleAssignment.objects.held_at(at).filter(user=user, role=Role.MEMBER)
        here = held.filter(organization=client.organization)
        own = own_organization()
        if here.exists() and not held.filter(organization=own).exists():
            give_role(user, Role.MEMBER, organization=own, by=by, at=at)
        here.update(ends_at=at)
        end_sessions_of(str(user.pk), cause="role_ended", by=by, at=at)


def _remains(ready: Prepared) -> list[dict[str, Any]]:
    """What the page about the erasure says: part, until when, by which rule, how many rows."""
    told = [
        {
            "part": one.part.value,
            "until": one.until.isoformat() if one.until else "",
            "source": one.source,
            "note": one.note,
            "rows": ready.counts.get(one.part, 0),
        }
        for one in ready.plan.stays
    ]
    return [*told, trail_remains()]


def trail_remains() -> dict[str, Any]:
    """What always stays: that things were done, by opaque ids."""
    trail = RETENTIONS[Part.TRAIL]
    return {
        "part": Part.TRAIL.value,
        "until": "",
        "source": trail.source,
        "note": trail.note,
        "rows": 0,
    }


def ledger_entry(one: Erasure, person: Person) -> LedgerEntry:
    return LedgerEntry(
        id=str(one.pk),
        organization=str(one.organization_id),
        clients=person.clients,
        account=person.account,
        parts=frozenset(Part(part) for part in one.parts),
        cause=one.cause,
        at=one.carried_out_at,
    )


def record_erasure(event: str, one: Erasure, *, by: Actor, at: datetime) -> None:
    record_event(
        event,
        by=by,
        at=at,
        record=RecordRef("client", str(one.client_id)) if one.client_id else None,
        details={"parts": one.parts, "rows": sum(one.rows.values()), "cause": one.cause},
        organization_id=str(one.organization_id),
    )


def _empty_write_ahead_log() -> None:
    """SQLite: what was overwritten in the database file must not stay readable beside it."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
