"""Progress notes: begun from what was done, edited, signed, and then only added to."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event, told_last
from stepwell.actions.care_access import check_care_is_open, record_care
from stepwell.actions.done_sessions import done_session
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.notes import (
    check_can_ask_for_cosigning,
    check_can_cosign,
    check_can_edit_note,
    check_can_write_notes,
)
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.care.done_session import DoneSession
from stepwell.domain.care.encounters import title_of
from stepwell.domain.care.note_draft import draft_note
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.protocols.history import Outcome
from stepwell.domain.protocols.items import SessionKind
from stepwell.queries.clients import facts_of
from stepwell.queries.enrollments import ProtocolGone, protocol_of
from stepwell.queries.found import found
from stepwell.queries.notes import needs_cosigning, notes_of
from stepwell.queries.schedule import carer_named, encounters_of
from stepwell.records.care.models import (
    Cosigning,
    Encounter,
    NoteAddendum,
    ProgressNote,
    SessionRun,
)

LONGEST = 40_000


class NoteConflict(CareRefused):
    """Someone else saved it meanwhile. theirs: what stands now; number: of that."""

    def __init__(self, theirs: str, number: int) -> None:
        super().__init__(
            "Someone saved this note while you were writing. Both texts are below: put together "
            "what should stay, then save."
        )
        self.theirs, self.number = theirs, number


@transaction.atomic
@told_last()
def start_note(encounter_id: UUID | str, *, by: Actor, at: datetime) -> UUID:
    """The note of an encounter; drafted from the session it was, if it was held in the runner. The
    one that is there, where there is one.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such encounter.
        CareRefused: it was struck, or nobody came.
    """
    encounter = found(encounters_of(by).select_for_update(of=("self",)), encounter_id)
    check_care_is_open(encounter.client, by=by, at=at, is_change=True)
    check_can_write_notes(by, facts_of(encounter.client, by, at))
    there = ProgressNote.objects.filter(encounter=encounter).first()
    if there is not None:
        return there.pk
    if encounter.struck_at is not None:
        raise CareRefused("This was struck as a mistake, so there is nothing to write about.")
    if encounter.outcome == Outcome.MISSED:
        raise CareRefused("Nobody came. That is written down already.")
    row = ProgressNote.objects.create(
        client=encounter.client,
        encounter=encounter,
        text=draft_note(_done(encounter)),
        begun_at=at,
        begun_by=by.key,
        saved_at=at,
        saved_by=by.key,
    )
    record_care(encounter.client_id, "progress_note", "added", by=by, at=at)
    return row.pk


@transaction.atomic
@told_last()
def save_note(note_id: UUID | str, text: str, *, number: int, by: Actor, at: datetime) -> int:
    """
    Args:
        number: of what `by` last saw.

    Returns:
        The number of what stands now; the same text again changes nothing.

    Raises:
        AccessDenied, NotFound: `by` did not begin it, or there is no such note.
        CareRefused: it is signed, or too long. NoteConflict: see there.
    """
    row = _draft(note_id, by=by, at=at)
    if len(text) > LONGEST:
        raise CareRefused(f"This is longer than {LONGEST:,} characters. Shorten it.")
    if row.text == text:
        return row.number
    if row.number != number:
        raise NoteConflict(row.text, row.number)
    row.text, row.number = text, number + 1
    row.saved_at, row.saved_by = at, by.key
    row.save(update_fields=["text", "number", "saved_at", "saved_by"])
    return row.number


@transaction.atomic
@told_last()
def sign_note(note_id: UUID | str, *, number: int, by: Actor, at: datetime) -> None:
    """What was seen is what is signed. Raises as save_note does."""
    row = _draft(note_id, by=by, at=at)
    if row.number != number:
        raise NoteConflict(row.text, row.number)
    if not row.text.strip():
        raise CareRefused("There is nothing to sign yet.")
    row.signed_at, row.signed_by = at, by.key
    row.digest = sha256(row.text.encode()).hexdigest()
    row.needs_cosigning = needs_cosigning(by.key, by.organization_id)
    row.save()
    record_care(row.client_id, "progress_note", "signed", by=by, at=at)


@transaction.atomic
@told_last()
def add_to_note(note_id: UUID | str, text: str, *, by: Actor, at: datetime) -> None:
    """To a signed one. Raises AccessDenied, NotFound or CareRefused."""
    row = _held(note_id, by=by, at=at)
    check_can_write_notes(by, facts_of(row.client, by, at))
    if row.signed_at is None:
        raise CareRefused("This note is not signed yet: change it itself.")
    if not text.strip():
        raise CareRefused("Write what is to be added.")
    NoteAddendum.objects.create(note=row, text=text.strip(), written_at=at, written_by=by.key)
    record_care(row.client_id, "progress_note", "added", by=by, at=at)


@transaction.atomic
@told_last()
def cosign_note(note_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """Raises AccessDenied, NotFound, or CareRefused where it is not asked for."""
    row = _held(note_id, by=by, at=at)
    check_can_cosign(by, facts_of(row.client, by, at), is_own=row.signed_by == by.key)
    if row.signed_at is None or not row.needs_cosigning:
        raise CareRefused("This note does not wait for a second signature.")
    if row.cosigned_at is not None:
        raise CareRefused("This note has its second signature.")
    row.cosigned_at, row.cosigned_by = at, by.key
    row.save(update_fields=["cosigned_at", "cosigned_by"])
    record_care(row.client_id, "progress_note", "cosigned", by=by, at=at)


@transaction.atomic
@told_last()
def set_cosigning(user_id: UUID | str, *, is_on: bool, by: Actor, at: datetime) -> None:
    """From now on; notes signed before stay as they are. Raises AccessDenied or NotFound."""
    check_can_ask_for_cosigning(by)
    user = carer_named(by, user_id, at)
    row = Cosigning.objects.filter(
        organization_id=by.organization_id, user=user, until=None
    ).first()
    if is_on and row is None:
        row = Cosigning.objects.create(
            organization_id=by.organization_id, user=user, since=at, set_by=by.key
        )
        change = "added"
    elif not is_on and row is not None:
        row.until, row.ended_by = at, by.key
        row.save(update_fields=["until", "ended_by"])
        change = "ended"
    else:
        return
    ref = RecordRef("cosigning", str(row.pk))
    record_event("cosigning.changed", by=by, at=at, record=ref, details={"change": change})


def _held(note_id: UUID | str, *, by: Actor, at: datetime) -> ProgressNote:
    row = found(notes_of(by).select_for_update(of=("self",)), note_id)
    check_care_is_open(row.client, by=by, at=at, is_change=True)
    return row


def _draft(note_id: UUID | str, *, by: Actor, at: datetime) -> ProgressNote:
    row = _held(note_id, by=by, at=at)
    check_can_edit_note(by, facts_of(row.client, by, at), is_own=row.begun_by == by.key)
    if row.signed_at is not None:
        raise CareRefused("This note is signed, and its text stays. Add to it instead.")
    return row


def _done(encounter: Encounter) -> DoneSession:
    """Of the session it was, or what the encounter alone says."""
    run = (
        SessionRun.objects.filter(encounter=encounter).first()
        or SessionRun.objects.filter(
            group_event_id=encounter.group_event_id, state="ended"
        ).exclude(group_event=None).first()
    )  # fmt: skip
    if run is not None:
        try:
            return done_session(run, encounter.client)
        except ProtocolGone:
            pass  # What the encounter alone says is still true.
    return _plain(encounter)


def _plain(encounter: Encounter) -> DoneSession:
    title = name = ""
    if encounter.enrollment is not None and encounter.session:
        try:
            given = protocol_of(encounter.enrollment)
            title, name = title_of(given, encounter.session), given.words().title
        except ProtocolGone:
            title = encounter.session
    return DoneSession(
        session=encounter.session, title=title, protocol=name, kind=SessionKind(encounter.kind),
        on=encounter.on, minutes=encounter.minutes, facts=(), words="", asked=(), blocks=(),
        gates=(), scripts=(), parked=(), tasks=(), partner="", next_on=None,
    )  # fmt: skip
