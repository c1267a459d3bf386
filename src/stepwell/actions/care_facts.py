"""What else the program keeps of an episode: diagnoses as codes, and other treatments."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.care_access import episode_to_change, record_care
from stepwell.domain.access.actor import Actor
from stepwell.domain.care.diagnoses import CodeSystem, checked_code
from stepwell.domain.care.refusal import CareRefused
from stepwell.queries.found import found
from stepwell.queries.registers import today_of
from stepwell.records.care.models import Diagnosis, Therapy


@transaction.atomic
def add_diagnosis(
    episode_id: UUID | str,
    system: CodeSystem,
    code: str,
    *,
    words: str = "",
    is_principal: bool = False,
    by: Actor,
    at: datetime,
) -> UUID:
    """Raises AccessDenied, NotFound, or CareRefused where the code cannot be one."""
    episode = episode_to_change(episode_id, by=by, at=at)
    kept = checked_code(system, code)
    rows = Diagnosis.objects.filter(episode=episode, removed_at=None)
    if any((one.system, one.code) == (system, kept) for one in rows):
        raise CareRefused(f"{kept} is entered already.")
    if is_principal:
        rows.update(is_principal=False)
    row = Diagnosis.objects.create(
        episode=episode,
        system=system,
        code=kept,
        words=words.strip(),
        is_principal=is_principal,
        entered_at=at,
        entered_by=by.key,
    )
    record_care(episode.client_id, "diagnosis", "added", by=by, at=at)
    return row.pk


@transaction.atomic
def remove_diagnosis(
    episode_id: UUID | str, diagnosis_id: UUID | str, *, by: Actor, at: datetime
) -> None:
    """It is no longer held; that it was stays. Raises AccessDenied, NotFound or CareRefused."""
    episode = episode_to_change(episode_id, by=by, at=at)
    row = found(Diagnosis.objects.filter(episode=episode), diagnosis_id)
    if row.removed_at is not None:
        raise CareRefused("This diagnosis was taken out already.")
    row.removed_at, row.removed_by = at, by.key
    row.save(update_fields=["removed_at", "removed_by"])
    record_care(episode.client_id, "diagnosis", "ended", by=by, at=at)


@transaction.atomic
def add_therapy(
    episode_id: UUID | str,
    name: str,
    *,
    giver: str = "",
    started_on: date | None = None,
    by: Actor,
    at: datetime,
) -> UUID:
    """Raises AccessDenied, NotFound or CareRefused."""
    episode = episode_to_change(episode_id, by=by, at=at)
    if not name.strip():
        raise CareRefused("Write what it is: a medication, a group, couples therapy.")
    row = Therapy.objects.create(
        episode=episode,
        name=name.strip(),
        giver=giver.strip(),
        started_on=started_on,
        recorded_at=at,
        recorded_by=by.key,
    )
    record_care(episode.client_id, "therapy", "added", by=by, at=at)
    return row.pk


@transaction.atomic
def end_therapy(episode_id: UUID | str, therapy_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """From today. Raises AccessDenied, NotFound or CareRefused."""
    episode = episode_to_change(episode_id, by=by, at=at)
    row = found(Therapy.objects.filter(episode=episode), therapy_id)
    if row.ended_on is not None:
        raise CareRefused("This has ended already.")
    row.ended_on = today_of(by, at)
    row.save(update_fields=["ended_on"])
    record_care(episode.client_id, "therapy", "ended", by=by, at=at)
