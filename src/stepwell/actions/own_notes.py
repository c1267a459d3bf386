"""SUD counseling notes, kept apart: nobody but their author writes or reads them (42 CFR 2.11).

That there is one is told to nobody: the trail says that its author kept a note of their own, never
about whom.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from stepwell.actions.auditing import record_event, told_last
from stepwell.actions.care_access import check_care_is_open
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.notes import check_can_keep_own_notes
from stepwell.domain.audit.record_kinds import reference_of
from stepwell.domain.care.refusal import CareRefused
from stepwell.queries.clients import client_of, facts_of
from stepwell.queries.found import found
from stepwell.records.counseling_notes.models import CounselingNote
from stepwell.records.people.models import Client

LONGEST = 40_000


@dataclass(frozen=True, slots=True)
class OwnNote:
    id: UUID
    text: str
    number: int
    written_at: datetime
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class OwnNotesPage:
    client_id: UUID
    code: str
    name: str
    notes: tuple[OwnNote, ...]


@transaction.atomic
def list_own_notes(client_id: UUID | str, *, by: Actor, at: datetime) -> OwnNotesPage:
    """One's own about someone. Raises AccessDenied or NotFound."""
    client = _client(client_id, by=by, at=at)
    rows = list(_own(by).filter(client=client).order_by("-written_at"))
    if rows:
        record_event("own_note.changed", by=by, at=at, details={"change": "viewed"})
    return OwnNotesPage(
        client.pk,
        reference_of(str(client.pk)),
        client.shown_name,
        tuple(OwnNote(one.pk, one.text, one.number, one.written_at, one.saved_at) for one in rows),
    )


@transaction.atomic
@told_last()
def write_own_note(client_id: UUID | str, text: str, *, by: Actor, at: datetime) -> UUID:
    """Raises AccessDenied, NotFound or CareRefused."""
    client = _client(client_id, by=by, at=at)
    row = CounselingNote.objects.create(
        client=client, author_id=by.key, text=_checked(text), written_at=at, saved_at=at
    )
    record_event("own_note.changed", by=by, at=at, details={"change": "added"})
    return row.pk


@transaction.atomic
@told_last()
def change_own_note(
    note_id: UUID | str, text: str, *, number: int, by: Actor, at: datetime
) -> UUID:
    """
    Returns:
        The id of the client it is about.

    Raises:
        AccessDenied, NotFound: also for anyone who is not its author.
        CareRefused: it is empty, or was changed in another window.
    """
    row = _held(note_id, by=by, at=at)
    if row.number != number:
        raise CareRefused("You changed this note in another window. Open the page again.")
    row.text, row.number, row.saved_at = _checked(text), number + 1, at
    row.save(update_fields=["text", "number", "saved_at"])
    record_event("own_note.changed", by=by, at=at, details={"change": "saved"})
    return row.client_id


@transaction.atomic
@told_last()
def destroy_own_note(note_id: UUID | str, *, by: Actor, at: datetime) -> UUID:
    """For good. Returns the id of the client. Raises AccessDenied or NotFound."""
    row = _held(note_id, by=by, at=at)
    client_id = row.client_id
    row.delete()
    record_event("own_note.changed", by=by, at=at, details={"change": "destroyed"})
    return client_id


def own_note_client(note_id: UUID | str, *, by: Actor) -> UUID:
    """Whom one's own note is about. Raises NotFound."""
    return found(_own(by), note_id).client_id


def _own(by: Actor) -> QuerySet[CounselingNote]:
    return CounselingNote.objects.filter(
        author_id=UUID(by.key), client__organization_id=by.organization_id
    ).select_related("client")


def _held(note_id: UUID | str, *, by: Actor, at: datetime) -> CounselingNote:
    row = found(_own(by).select_for_update(of=("self",)), note_id)
    _client(row.client_id, by=by, at=at)
    return row


def _client(client_id: UUID | str, *, by: Actor, at: datetime) -> Client:
    client = client_of(by, client_id)
    check_can_keep_own_notes(by, facts_of(client, by, at))
    check_care_is_open(client, by=by, at=at, is_change=False)
    return client


def _checked(text: str) -> str:
    if not text.strip():
        raise CareRefused("Write something, or destroy the note.")
    if len(text) > LONGEST:
        raise CareRefused(f"This is longer than {LONGEST:,} characters. Shorten it.")
    return text.strip()
