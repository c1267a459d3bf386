"""Reading progress notes. Who looked is written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from stepwell.actions.auditing import record_event
from stepwell.actions.care_access import check_care_is_open, record_look
from stepwell.actions.client_page import Carer
from stepwell.actions.schedule_reading import colleagues_of
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.notes import (
    can_ask_for_cosigning,
    can_cosign,
    can_edit_note,
    can_keep_own_notes,
    can_write_notes,
    check_can_list_waiting,
)
from stepwell.domain.access.roles import Role
from stepwell.domain.audit.record_kinds import reference_of
from stepwell.domain.care.encounters import title_of
from stepwell.queries.clients import client_of, clients_in_care_of, facts_of
from stepwell.queries.enrollments import ProtocolGone, protocol_of
from stepwell.queries.found import found
from stepwell.queries.notes import cosigned_users, notes_of
from stepwell.queries.safety_paths import names_of
from stepwell.records.care.models import Encounter, ProgressNote


@dataclass(frozen=True, slots=True)
class NoteLine:
    """title: of the session, "" outside a course. is_struck: the encounter was a mistake."""

    id: UUID
    client_id: UUID
    name: str
    on: date
    title: str
    begun_by: str
    signed_at: datetime | None
    signed_by: str
    waits_for_second: bool
    cosigned_by: str
    is_struck: bool


@dataclass(frozen=True, slots=True)
class AddendumLine:
    text: str
    written_at: datetime
    written_by: str


@dataclass(frozen=True, slots=True)
class NotePage:
    line: NoteLine
    code: str
    text: str
    number: int
    saved_at: datetime
    digest: str
    addenda: tuple[AddendumLine, ...]
    may_edit: bool
    may_add: bool
    may_cosign: bool


@dataclass(frozen=True, slots=True)
class NotesPage:
    """unwritten: encounters that have no note: id, day, title."""

    client_id: UUID
    code: str
    name: str
    lines: tuple[NoteLine, ...]
    unwritten: tuple[tuple[UUID, date, str], ...]
    may_write: bool
    may_keep_own: bool


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """own: drafts of whoever looks. second: signed by others, for a second signature. carers: with
    whether theirs are signed twice; () for whoever may not say so."""

    own: tuple[NoteLine, ...]
    second: tuple[NoteLine, ...]
    carers: tuple[tuple[Carer, bool], ...]


@transaction.atomic
def list_notes(client_id: UUID | str, *, by: Actor, at: datetime) -> NotesPage:
    """Raises AccessDenied or NotFound."""
    client = client_of(by, client_id)
    check_care_is_open(client, by=by, at=at, is_change=False)
    record_look(client.pk, "progress_notes", by=by, at=at)
    facts = facts_of(client, by, at)
    rows = list(notes_of(by).filter(client=client).order_by("-encounter__on", "-begun_at"))
    without = (
        Encounter.objects.standing()
        .filter(client=client, progress_note=None)
        .exclude(outcome="missed")
        .select_related("enrollment__episode__client__organization")
        .order_by("-on")[:50]
    )
    return NotesPage(
        client.pk,
        reference_of(str(client.pk)),
        client.shown_name,
        _lines(rows),
        tuple((one.pk, one.on, _title(one)) for one in without),
        can_write_notes(by, facts),
        can_keep_own_notes(by, facts),
    )


@transaction.atomic
def open_note(note_id: UUID | str, *, by: Actor, at: datetime) -> NotePage:
    """Raises AccessDenied or NotFound."""
    row = found(notes_of(by), note_id)
    check_care_is_open(row.client, by=by, at=at, is_change=False)
    record_look(row.client_id, "progress_note", by=by, at=at)
    facts = facts_of(row.client, by, at)
    addenda = list(row.addenda.all())
    names = names_of(one.written_by for one in addenda)
    return NotePage(
        _lines([row])[0],
        reference_of(str(row.client_id)),
        row.text,
        row.number,
        row.saved_at,
        row.digest,
        tuple(
            AddendumLine(one.text, one.written_at, names.get(one.written_by, "")) for one in addenda
        ),
        row.signed_at is None and can_edit_note(by, facts, is_own=row.begun_by == by.key),
        row.signed_at is not None and can_write_notes(by, facts),
        row.needs_cosigning
        and row.cosigned_at is None
        and can_cosign(by, facts, is_own=row.signed_by == by.key),
    )


@transaction.atomic
def list_waiting(*, by: Actor, at: datetime) -> WaitingPage:
    """Raises AccessDenied."""
    check_can_list_waiting(by)
    frame = notes_of(by).order_by("begun_at")
    own = list(frame.filter(begun_by=by.key, signed_at=None)[:200])
    second: list[ProgressNote] = []
    if Role.SUPERVISOR in by.roles:
        waiting = Q(needs_cosigning=True, cosigned_at=None) & ~Q(signed_by=by.key)
        second = list(frame.filter(waiting, client__in=clients_in_care_of(by, at))[:200])
    details = {"part": "progress_notes", "results": len(own) + len(second)}
    record_event("record.listed", by=by, at=at, details=details)
    carers: tuple[tuple[Carer, bool], ...] = ()
    if can_ask_for_cosigning(by):
        twice = cosigned_users(by.organization_id)
        carers = tuple((one, one.id in twice) for one in colleagues_of(by, at))
    return WaitingPage(_lines(own), _lines(second), carers)


def _lines(rows: list[ProgressNote]) -> tuple[NoteLine, ...]:
    names = names_of(key for one in rows for key in (one.begun_by, one.signed_by, one.cosigned_by))
    return tuple(
        NoteLine(
            one.pk,
            one.client_id,
            one.client.shown_name,
            one.encounter.on,
            _title(one.encounter),
            names.get(one.begun_by, ""),
            one.signed_at,
            names.get(one.signed_by, ""),
            one.needs_cosigning and one.cosigned_at is None,
            names.get(one.cosigned_by, ""),
            one.encounter.struck_at is not None,
        )
        for one in rows
    )


def _title(encounter: Encounter) -> str:
    if encounter.enrollment is None or not encounter.session:
        return ""
    try:
        return title_of(protocol_of(encounter.enrollment), encounter.session)
    except ProtocolGone:
        return encounter.session
