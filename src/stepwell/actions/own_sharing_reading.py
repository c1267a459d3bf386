"""What a member's program sees of what was logged, handed over and told, as the member's privacy
page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from stepwell.actions.care_access import record_look
from stepwell.actions.log_reading import LogDay, log_days
from stepwell.actions.own_sharing import sharing_of
from stepwell.actions.own_telling import agreement_of
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.own_entries import check_can_keep_own_entries
from stepwell.domain.recovery.sharing import Parts
from stepwell.domain.recovery.telling import Cause, Since
from stepwell.queries.clients import carer_names_of, own_client_of
from stepwell.queries.recovery_tasks import tasks_said_of
from stepwell.queries.registers import today_of
from stepwell.queries.safety_paths import names_of
from stepwell.records.care.models import ToldEvent
from stepwell.records.people.models import Client
from stepwell.records.recovery.models import HandedPage

SHOWN = timedelta(days=4 * 7 - 1)
"""As far back as the log that staff open shows on its first page."""


@dataclass(frozen=True, slots=True)
class TaskSaid:
    """state: a slug. words: their own."""

    title: str
    state: str
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """What was told as agreed: why, of which day, and when."""

    cause: Cause
    on: date
    told_at: datetime


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A page that the program has now. record: of the app. read_by: a name."""

    record: UUID
    on: date
    handed_at: datetime
    read_at: datetime | None
    read_by: str


@dataclass(frozen=True, slots=True)
class OwnSharing:
    """parts: what is switched on. tell: what is told as agreed, and since when.

    carers: who sees it, by name; their supervisors do too. days: those of which something is known
    there, the newest first, whoever said so. tasks: what they said of tasks, whatever is switched
    on. told, pages: the newest first.
    """

    parts: Parts
    tell: Since
    has_record: bool
    carers: tuple[str, ...]
    first: date
    days: tuple[LogDay, ...]
    tasks: tuple[TaskSaid, ...] = ()
    told: tuple[Told, ...] = ()
    pages: tuple[OwnPage, ...] = ()


@transaction.atomic
def open_own_sharing(*, by: Actor, at: datetime) -> OwnSharing:
    """Raises AccessDenied: `by` is no member, or works here."""
    check_can_keep_own_entries(by)
    today = today_of(by, at)
    client = own_client_of(by)
    parts, tell, first = sharing_of(by.key), agreement_of(by.key, client), today - SHOWN
    if client is None:
        return OwnSharing(parts, tell, has_record=False, carers=(), first=first, days=())
    record_look(client.pk, "log", by=by, at=at)
    days = log_days(client, first, today)
    names = carer_names_of([client.pk], by, at).get(client.pk, [])
    return OwnSharing(
        parts,
        tell,
        has_record=True,
        carers=tuple(names),
        first=first,
        days=tuple(day for day in days if day.reports or day.meetings or day.check_ins),
        tasks=tuple(
            TaskSaid(one.title, one.said_state, one.said_words) for one in tasks_said_of(client.pk)
        ),
        told=_told(client, first),
        pages=_pages(client),
    )


def _told(client: Client, first: date) -> tuple[Told, ...]:
    rows = ToldEvent.objects.filter(client=client, on__gte=first).order_by("-told_at", "-pk")
    return tuple(Told(Cause(one.cause), one.on, one.told_at) for one in rows)


def _pages(client: Client) -> tuple[OwnPage, ...]:
    rows = list(HandedPage.objects.standing().filter(client=client).defer("page"))
    names = names_of(one.read_by for one in rows)
    return tuple(
        OwnPage(one.entry, one.on, one.recorded_at, one.read_at, names.get(one.read_by, ""))
        for one in reversed(rows)
    )
