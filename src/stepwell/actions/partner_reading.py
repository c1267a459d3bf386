"""What staff see of a client's significant others: who takes part, what they took on, what they
said of it, and whether it stands on their page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.care_access import check_care_is_open, record_look
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.care import can_change_care
from stepwell.domain.audit.record_kinds import reference_of
from stepwell.domain.recovery.tasks import TaskState
from stepwell.queries.clients import client_of, facts_of
from stepwell.queries.partners import partner_decision, partner_names_of, partners_of
from stepwell.queries.recovery_tasks import partner_tasks_of
from stepwell.records.recovery.models import PartnerAnswer, RecoveryTask

MOST_SETTLED = 20


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """why_not: why nothing is shown to them; empty where the consents cover it."""

    id: UUID
    name: str
    since: date
    why_not: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartnerTask:
    """partner: "" where their account is gone. said: what they said of it last, a slug and their
    words. answer: what was written down at the review."""

    id: UUID
    title: str
    when: str
    where: str
    due_on: date | None
    given_on: date
    partner: str
    is_shown: bool
    state: TaskState
    said: tuple[str, str, datetime] | None
    answer: str


@dataclass(frozen=True, slots=True)
class PartnerTasksPage:
    client_id: UUID
    code: str
    name: str
    partners: tuple[PartnerLine, ...]
    waiting: tuple[PartnerTask, ...]
    settled: tuple[PartnerTask, ...]
    can_change: bool


@transaction.atomic
def open_partner_tasks(client_id: UUID | str, *, by: Actor, at: datetime) -> PartnerTasksPage:
    """Raises AccessDenied, NotFound."""
    client = client_of(by, client_id)
    check_care_is_open(client, by=by, at=at, is_change=False)
    record_look(client.pk, "partner_tasks", by=by, at=at)
    partners = [
        PartnerLine(
            one.pk,
            one.user.name,
            one.starts_at.date(),
            tuple(refusal.words for refusal in partner_decision(one, at).refusals),
        )
        for one in partners_of(client, at)
    ]
    names = partner_names_of(client.pk)
    tasks = [_task(one, names) for one in partner_tasks_of(client.pk)]
    settled = [one for one in tasks if one.state is not TaskState.OPEN]
    return PartnerTasksPage(
        client_id=client.pk,
        code=reference_of(str(client.pk)),
        name=client.shown_name,
        partners=tuple(partners),
        waiting=tuple(one for one in tasks if one.state is TaskState.OPEN),
        settled=tuple(settled[:MOST_SETTLED]),
        can_change=can_change_care(by, facts_of(client, by, at)) and client.closed_at is None,
    )


def _task(row: RecoveryTask, names: dict[UUID, str]) -> PartnerTask:
    answers: list[PartnerAnswer] = list(row.partner_answers.all())
    last = answers[-1] if answers else None
    return PartnerTask(
        id=row.pk,
        title=row.title,
        when=row.when,
        where=row.where,
        due_on=row.due_on,
        given_on=row.given_at.date(),
        partner=names.get(row.partner_id, "") if row.partner_id else "",
        is_shown=row.shown_by is not None,
        state=TaskState(row.state),
        said=(last.said, last.words, last.said_at) if last else None,
        answer=row.answer,
    )
