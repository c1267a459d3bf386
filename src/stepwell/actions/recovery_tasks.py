"""Tasks between sessions: giving one, and writing down what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import told_last
from stepwell.actions.care_access import client_to_care_for, record_care
from stepwell.domain.access.actor import Actor
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.protocols.items import TaskEvidence, TaskKind
from stepwell.domain.recovery.tasks import EVENTS, TASKS, TaskState
from stepwell.queries.found import found
from stepwell.records.people.models import Client
from stepwell.records.recovery.models import RecoveryTask


@dataclass(frozen=True, slots=True)
class NewTask:
    """item: of the protocol, "" for one in own words. code: of a meeting in the directory.
    partner_id: of the ConjointPartner who takes it on, None for the person themselves."""

    title: str
    kind: TaskKind
    item: str = ""
    who: str = ""
    where: str = ""
    when: str = ""
    code: str = ""
    due_on: date | None = None
    partner_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class TaskAnswer:
    """words: what they said of it. evidence: how it is known, None where nobody asked."""

    state: TaskState
    words: str = ""
    evidence: TaskEvidence | None = None


@transaction.atomic
@told_last()
def give_task(client_id: UUID | str, new: NewTask, *, by: Actor, at: datetime) -> UUID:
    """Outside of a session. Raises AccessDenied, NotFound, or CareRefused where it says nothing."""
    client = client_to_care_for(client_id, by=by, at=at)
    if not new.title.strip():
        raise CareRefused("Write what the task is.")
    return write_task(client, new, by=by, at=at).pk


@transaction.atomic
@told_last()
def answer_task(
    client_id: UUID | str,
    task_id: UUID | str,
    answer: TaskAnswer | None,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Outside of a session. answer: None where nothing was chosen.

    Raises AccessDenied, NotFound, or CareRefused: nothing was said, or it was written down already.
    """
    client = client_to_care_for(client_id, by=by, at=at)
    row = found(RecoveryTask.objects.select_for_update().filter(client=client), task_id)
    if answer is None:
        raise CareRefused("Say how it went: choose one of the answers.")
    settle_task(row, answer, by=by, at=at)


def write_task(
    client: Client,
    new: NewTask,
    *,
    enrollment_id: UUID | None = None,
    encounter_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> RecoveryTask:
    """Whoever calls this has asked whether it is allowed."""
    row = RecoveryTask.objects.create(
        client=client,
        partner_id=new.partner_id,
        enrollment_id=enrollment_id,
        given_in=encounter_id,
        item=new.item,
        kind=new.kind.value,
        title=new.title.strip(),
        who=new.who.strip(),
        where=new.where.strip(),
        when=new.when.strip(),
        code=new.code,
        due_on=new.due_on,
        given_at=at,
        given_by=by.key,
    )
    record_care(client.pk, "recovery_task", "added", by=by, at=at)
    return row


def settle_task(
    row: RecoveryTask,
    answer: TaskAnswer,
    *,
    encounter_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Whoever calls this has asked whether it is allowed. Raises CareRefused."""
    row.state = TASKS.after(TaskState(row.state), EVENTS[answer.state])
    row.answer = answer.words.strip()
    row.evidence = answer.evidence.value if answer.evidence else ""
    row.reviewed_in, row.settled_at, row.settled_by = encounter_id, at, by.key
    row.save()
    record_care(row.client_id, "recovery_task", "settled", by=by, at=at)
