"""Supervision notes: between a counselor and whoever leads a team they are in. In no record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event, told_last
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.fidelity import check_can_supervise
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.fidelity.refusal import FidelityRefused
from stepwell.queries.fidelity import counselor_facts, supervision_notes_of
from stepwell.queries.pages import Page, page_of
from stepwell.queries.staff_members import person_of
from stepwell.records.accounts.models import User
from stepwell.records.care.models import SupervisionNote

LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class NoteLine:
    id: UUID
    text: str
    author: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class NotesPage:
    """is_own: whoever looks is the counselor."""

    counselor_id: UUID
    name: str
    is_own: bool
    found: Page[NoteLine]


@transaction.atomic
def list_supervision_notes(
    counselor_id: UUID | str, *, by: Actor, at: datetime, page: int = 1
) -> NotesPage:
    """The newest first. Raises AccessDenied or NotFound."""
    counselor = _counselor(counselor_id, by=by, at=at)
    found = page_of(supervision_notes_of(by, counselor.pk), page)
    _record(counselor, "viewed", by=by, at=at)
    return NotesPage(
        counselor.pk,
        counselor.name,
        str(counselor.pk) == by.key,
        found.told(lambda one: NoteLine(one.pk, one.text, one.author.name, one.written_at)),
    )


@transaction.atomic
@told_last()
def write_supervision_note(counselor_id: UUID | str, text: str, *, by: Actor, at: datetime) -> UUID:
    """It stays as it is written. Raises AccessDenied, NotFound or FidelityRefused."""
    counselor = _counselor(counselor_id, by=by, at=at)
    if not text.strip():
        raise FidelityRefused("Write something first.")
    if len(text) > LONGEST:
        raise FidelityRefused(f"This is longer than {LONGEST:,} characters. Shorten it.")
    row = SupervisionNote.objects.create(
        organization_id=by.organization_id,
        counselor=counselor,
        author_id=by.key,
        text=text.strip(),
        written_at=at,
    )
    _record(counselor, "added", by=by, at=at)
    return row.pk


def _counselor(counselor_id: UUID | str, *, by: Actor, at: datetime) -> User:
    counselor = person_of(by, counselor_id)
    check_can_supervise(by, counselor_facts(by, counselor.pk, at))
    return counselor


def _record(counselor: User, change: str, *, by: Actor, at: datetime) -> None:
    record_event(
        "supervision.changed",
        by=by,
        at=at,
        record=RecordRef("staff_member", str(counselor.pk), label=counselor.name),
        details={"change": change},
    )
