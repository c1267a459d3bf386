"""Keeping what is typed into a session, as it is typed. Nothing is overwritten unseen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import told_last
from stepwell.actions.session_runs import open_run_to_change, record_run
from stepwell.domain.access.actor import Actor
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.care.run_entries import OF_NOBODY, checked_entry, list_of
from stepwell.domain.protocols.definition import Protocol
from stepwell.queries.safety_paths import names_of
from stepwell.queries.schedule import members_on
from stepwell.queries.session_runs import day_of_run, protocol_of_run
from stepwell.records.care.models import SessionEntry, SessionRun

ONE_GO = timedelta(minutes=3)
"""What the same person goes on typing under one key for so long is kept as one row (design)."""
ONE_EVENT = timedelta(minutes=10)
"""How often the trail is told that someone writes in a session: each row says it as well."""


@dataclass(frozen=True, slots=True)
class NewEntry:
    """number: of what stood there when whoever typed this last saw it, 0 for nothing.
    client_id: whom it is about, in a group.
    """

    key: str
    value: str
    number: int
    client_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else wrote there meanwhile. client_id: as it was sent. ours: what was not kept.
    by: their name."""

    key: str
    client_id: UUID | None
    theirs: str
    ours: str
    number: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Saved:
    """numbers: of what stands now under each key that was sent, in their order; of a conflict that
    of theirs. Where there are conflicts, everything else is kept all the same."""

    numbers: tuple[int, ...]
    conflicts: tuple[Conflict, ...] = ()


@transaction.atomic
@told_last()
def save_entries(
    run_id: UUID | str, entries: Sequence[NewEntry], *, by: Actor, at: datetime
) -> Saved:
    """Sent again, the same words change nothing.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such session.
        CareRefused: it has ended, or has no such field.
    """
    run = open_run_to_change(run_id, by=by, at=at)
    protocol, people = protocol_of_run(run), _people(run)
    before = _newest(run)
    was_told = any(
        row.saved_by == by.key and row.saved_at > at - ONE_EVENT for row in before.values()
    )
    numbers, conflicts, has_written = [], [], False
    for entry in entries:
        value, client_id = _checked(run, entry, protocol, people)
        row = before.get((client_id, entry.key))
        said, number = (row.value, row.number) if row else ("", 0)
        if said == value:
            numbers.append(number)
        elif row is not None and number != entry.number:
            conflicts.append((row, entry, value))
            numbers.append(number)
        else:
            before[client_id, entry.key] = _written(run, client_id, entry.key, value, row, by, at)
            numbers.append(number + 1)
            has_written = True
    if has_written and not was_told:
        record_run(run, "saved", by=by, at=at)
    return Saved(tuple(numbers), _told(conflicts))


def save_entry(run_id: UUID | str, entry: NewEntry, *, by: Actor, at: datetime) -> Saved:
    """One of them. Raises as save_entries does."""
    return save_entries(run_id, [entry], by=by, at=at)


def _newest(run: SessionRun) -> dict[tuple[UUID | None, str], SessionEntry]:
    rows = SessionEntry.objects.filter(run=run).order_by("number")
    return {(row.client_id, row.key): row for row in rows}


def _people(run: SessionRun) -> frozenset[UUID]:
    """Whom entries of a group can be about."""
    if run.group_event is None:
        return frozenset()
    members = members_on(run.group_event.group, day_of_run(run))
    return frozenset(members.values_list("client_id", flat=True))


def _checked(
    run: SessionRun, entry: NewEntry, protocol: Protocol | None, people: frozenset[UUID]
) -> tuple[str, UUID | None]:
    """The value, and whom it is about."""
    value = checked_entry(entry.key, entry.value, protocol, run.session)
    if run.client_id is not None:
        return value, None if list_of(entry.key) in OF_NOBODY else run.client_id
    if entry.client_id is not None and entry.client_id not in people:
        raise CareRefused("Someone is not in this group on that day. Open the page again.")
    return value, entry.client_id


def _written(
    run: SessionRun,
    client_id: UUID | None,
    key: str,
    value: str,
    row: SessionEntry | None,
    by: Actor,
    at: datetime,
) -> SessionEntry:
    if row is not None and row.saved_by == by.key and row.begun_at > at - ONE_GO:
        row.value, row.number, row.saved_at = value, row.number + 1, at
        row.save(update_fields=["value", "number", "saved_at"])
        return row
    return SessionEntry.objects.create(
        run=run,
        client_id=client_id,
        key=key,
        value=value,
        number=row.number + 1 if row else 1,
        begun_at=at,
        saved_at=at,
        saved_by=by.key,
    )


def _told(found: Sequence[tuple[SessionEntry, NewEntry, str]]) -> tuple[Conflict, ...]:
    names: Mapping[str, str] = names_of(row.saved_by for row, _, _ in found) if found else {}
    return tuple(
        Conflict(
            row.key,
            entry.client_id,
            str(row.value),
            ours,
            row.number,
            names.get(row.saved_by, ""),
            row.saved_at,
        )
        for row, entry, ours in found
    )
