"""The page of a significant other: tasks meant for them, and saying how one went.

Nothing is read of a client but those tasks and the name they chose, and nothing at all unless the
partnership is in force and a consent of the client still covers it at that moment.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import told_last
from stepwell.actions.care_access import record_care, record_look
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import NotFound
from stepwell.domain.access.policies.partners import check_can_open_partner_page
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.recovery.partners import (
    LONGEST_ANSWER,
    MOST_ANSWERS,
    PartnerSaid,
    chosen_name,
)
from stepwell.domain.recovery.tasks import TaskState
from stepwell.queries.disclosure_texts import statement_texts
from stepwell.queries.found import as_id
from stepwell.queries.partners import partner_decision, partnerships_of
from stepwell.records.people.models import ConjointPartner
from stepwell.records.recovery.models import PartnerAnswer, RecoveryTask


@dataclass(frozen=True, slots=True)
class ShownTask:
    """said: what they said of it last, "" for nothing yet; words: with it."""

    id: UUID
    title: str
    when: str
    where: str
    said: str
    words: str


@dataclass(frozen=True, slots=True)
class ShownTogether:
    """With one person. statement: of 42 CFR 2.32, which goes with what is shown."""

    name: str
    tasks: tuple[ShownTask, ...]
    statement: str


@transaction.atomic
@told_last()
def open_partner_page(*, by: Actor, at: datetime) -> tuple[ShownTogether, ...]:
    """Empty where there is nothing to show, whatever the cause. Raises AccessDenied."""
    check_can_open_partner_page(by)
    shown = []
    for partner, statement in _in_force(by, at):
        tasks = tuple(map(_shown, _tasks_of(partner)))
        if tasks:
            client = partner.client
            record_look(client.pk, "partner_page", by=by, at=at)
            shown.append(ShownTogether(chosen_name(client.alias, client.name), tasks, statement))
    return tuple(shown)


@transaction.atomic
@told_last()
def say_how_it_went(
    task_id: UUID | str, said: PartnerSaid, words: str, *, by: Actor, at: datetime
) -> None:
    """It is told to those who review the task, and said anew as often as they like until then.

    Raises:
        AccessDenied, NotFound: it is none of theirs, or not to be shown to them any more.
        CareRefused: the words are too long, or it was said anew too often.
    """
    check_can_open_partner_page(by)
    if len(words) > LONGEST_ANSWER:
        raise CareRefused(f"This is too long: keep it below {LONGEST_ANSWER} characters.")
    row = _own_task(as_id(task_id), by, at)
    if row.partner_answers.count() >= MOST_ANSWERS:
        raise CareRefused("You have said this often. Tell the counselor when you next meet.")
    PartnerAnswer.objects.create(
        task=row, said=said, words=words.strip(), said_at=at, said_by=by.key
    )
    record_care(row.client_id, "recovery_task", "saved", by=by, at=at)


def _in_force(by: Actor, at: datetime) -> Iterator[tuple[ConjointPartner, str]]:
    """With the statement that the consent's disclosures need."""
    for partner in partnerships_of(by, at):
        decision = partner_decision(partner, at)
        if decision.is_allowed:
            yield partner, statement_texts().text_of(decision.statement)


def _tasks_of(partner: ConjointPartner) -> Iterator[RecoveryTask]:
    """Those that came onto their page and were not gone through yet."""
    rows = RecoveryTask.objects.filter(
        client=partner.client_id, partner_id=partner.pk, state=TaskState.OPEN
    )
    yield from rows.exclude(shown_by=None).prefetch_related("partner_answers")


def _own_task(task_id: UUID, by: Actor, at: datetime) -> RecoveryTask:
    """Held until the transaction ends. Raises NotFound."""
    for partner, _statement in _in_force(by, at):
        for row in _tasks_of(partner):
            if row.pk == task_id:
                return RecoveryTask.objects.select_for_update().get(pk=task_id)
    raise NotFound


def _shown(row: RecoveryTask) -> ShownTask:
    answers: list[PartnerAnswer] = list(row.partner_answers.all())
    last = answers[-1] if answers else None
    return ShownTask(
        row.pk,
        row.title,
        row.when,
        row.where,
        last.said if last else "",
        last.words if last else "",
    )
