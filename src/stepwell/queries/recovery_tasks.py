"""Tasks between sessions. Not audited here."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from stepwell.domain.access.actor import Actor
from stepwell.domain.recovery.tasks import TaskState
from stepwell.queries.found import as_id
from stepwell.records.recovery.models import RecoveryTask


def open_tasks_of(
    client_ids: Iterable[UUID], *, with_partners: bool = False
) -> QuerySet[RecoveryTask]:
    """with_partners: also what their significant others took on."""
    tasks = RecoveryTask.objects.filter(client__in=list(client_ids), state=TaskState.OPEN)
    return tasks if with_partners else tasks.filter(partner_id=None)


def partner_tasks_of(client_id: UUID) -> QuerySet[RecoveryTask]:
    """What significant others took on, with what they said of it."""
    tasks = RecoveryTask.objects.filter(client=client_id).exclude(partner_id=None)
    return tasks.prefetch_related("partner_answers").order_by("-given_at", "-pk")


def own_task_ids(actor: Actor) -> frozenset[UUID]:
    """Of all that the actor was given, in whichever program."""
    own = RecoveryTask.objects.filter(client__member_id=as_id(actor.key), partner_id=None)
    return frozenset(own.values_list("pk", flat=True))


def tasks_said_of(client_id: UUID) -> QuerySet[RecoveryTask]:
    """Those of which the person said from their app how they went."""
    return RecoveryTask.objects.filter(client=client_id).exclude(said_entry=None)


def tasks_of_course(enrollment_id: UUID) -> QuerySet[RecoveryTask]:
    """The person's own, in the order in which they were looked at."""
    tasks = RecoveryTask.objects.filter(enrollment_id=enrollment_id, partner_id=None)
    return tasks.order_by("settled_at", "given_at", "pk")


def tasks_reviewed_in(encounter_id: UUID) -> QuerySet[RecoveryTask]:
    return RecoveryTask.objects.filter(reviewed_in=encounter_id)


def tasks_given_in(encounter_id: UUID) -> QuerySet[RecoveryTask]:
    return RecoveryTask.objects.filter(given_in=encounter_id)
