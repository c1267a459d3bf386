"""The page of a session: what there is to do, what stands written, what is known. Who looked is
written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID

from django.db import transaction
from django.db.models import prefetch_related_objects

from stepwell.actions.auditing import record_event
from stepwell.actions.care_access import record_look
from stepwell.actions.session_runs import check_run_is_open_to
from stepwell.actions.since_contact import Since, since_contact
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.care import can_change_care, check_can_list_sessions
from stepwell.domain.audit.record_kinds import reference_of
from stepwell.domain.care.encounters import title_of
from stepwell.domain.care.run_entries import Standing
from stepwell.domain.care.run_gaps import Gap, gaps
from stepwell.domain.care.session_runs import RunState
from stepwell.domain.protocols.availability import availability
from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.history import Contact
from stepwell.domain.protocols.items import SessionKind, TaskKind
from stepwell.domain.protocols.session_plan import SessionPlan
from stepwell.domain.safety.path_rules import Concern, Opener
from stepwell.queries.clients import facts_of
from stepwell.queries.found import found
from stepwell.queries.histories import history_of
from stepwell.queries.partners import partner_names_of, partners_of
from stepwell.queries.recovery_tasks import open_tasks_of
from stepwell.queries.safety_library import rules_in_use
from stepwell.queries.safety_paths import names_of
from stepwell.queries.session_runs import (
    day_of_run,
    earlier_answers,
    next_week_of,
    open_runs_seen_by,
    plan_of,
    protocol_of_run,
    runs_of,
    standing_entries,
    title_of_run,
    titles_of_run,
    words_of,
)
from stepwell.records.care.models import SessionRun
from stepwell.records.people.models import Client
from stepwell.records.recovery.models import RecoveryTask

NOBODY: Mapping[UUID, str] = MappingProxyType({})
PARTNER = "Their partner"
"""Whoever took it on, where their account is gone."""
FOLLOWED = frozenset({"review", "heard"})
"""Lists whose answers can be read over the weeks."""


@dataclass(frozen=True, slots=True)
class RunLine:
    """One session in a list. name: of the person, or of the group."""

    id: UUID
    client_id: UUID | None
    name: str
    code: str
    title: str
    started_at: datetime
    started_by: str
    is_paused: bool


@dataclass(frozen=True, slots=True)
class TaskLine:
    """said: their own word from the app, a slug, "" for none; it is still gone through.

    partner: who takes it on where that is their significant other, else "". partner_said: what
    they said of it last, a slug and their words.
    """

    id: UUID
    title: str
    kind: TaskKind
    who: str
    where: str
    when: str
    due_on: date | None
    given_on: date
    said: str = ""
    said_words: str = ""
    said_at: datetime | None = None
    partner: str = ""
    partner_said: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class RunFacts:
    """number: the how-manieth contact of the course this is, 0 outside of one. minutes: as
    planned, 0 where nothing is planned. paused_seconds: in all, up to now."""

    id: UUID
    state: RunState
    kind: SessionKind
    session: str
    title: str
    course: str
    slug: str
    version: int
    number: int
    minutes: int
    reason: str
    started_at: datetime
    started_by: str
    is_paused: bool
    paused_seconds: int
    safety_path_id: UUID | None
    on: date


@dataclass(frozen=True, slots=True)
class RunPage:
    """said: what stands, by key. names: of those who wrote. earlier: by key, day and words of the
    sessions before. steps: what could come next time, slug and title. next_week: a week from this
    one. missing: what is neither asked nor left out yet.
    partner: the significant other who takes part and can take tasks on, "" for nobody. may_change:
    still open, and the reader works on this care."""

    run: RunFacts
    client_id: UUID
    code: str
    name: str
    protocol: Protocol | None
    plan: SessionPlan | None
    standing: Mapping[tuple[UUID | None, str], Standing]
    said: Mapping[str, str]
    names: Mapping[str, str]
    since: Since
    tasks: tuple[TaskLine, ...]
    earlier: Mapping[str, list[tuple[date, str]]]
    steps: tuple[tuple[str, str], ...]
    next_week: datetime
    missing: tuple[Gap, ...]
    partner: str
    concerns: tuple[Concern, ...]
    may_change: bool


@transaction.atomic
def list_open_runs(*, by: Actor, at: datetime) -> list[RunLine]:
    """Of people in one's care, and groups one has begun. Raises AccessDenied."""
    check_can_list_sessions(by)
    rows = list(open_runs_seen_by(by, at))
    names = names_of(one.started_by for one in rows)
    record_event("record.listed", by=by, at=at, details={"part": "sessions", "results": len(rows)})
    return [_line(one, names) for one in rows]


@transaction.atomic
def open_run(run_id: UUID | str, *, by: Actor, at: datetime) -> RunPage:
    """Of a session with one person.

    Raises AccessDenied, NotFound, or ProtocolGone where the protocol's files are not there.
    """
    row = found(runs_of(by).exclude(client=None), run_id)
    check_run_is_open_to(row, by=by, at=at, is_change=False)
    client = row.client
    assert client is not None  # those without were left out
    record_look(client.pk, "session", by=by, at=at)
    standing = standing_entries(row)
    said = words_of(standing, client.pk)
    plan = plan_of(row, [key for key, value in said.items() if value.strip()])
    since = since_contact(client, row, day_of_run(row))
    titles = titles_of_run(row)
    names = names_of({row.started_by, *(one.saved_by for one in standing.values())})
    return RunPage(
        run=run_facts(row, names, at),
        client_id=client.pk,
        code=reference_of(str(client.pk)),
        name=client.shown_name,
        protocol=protocol_of_run(row),
        plan=plan,
        standing=standing,
        said=said,
        names=names,
        since=since,
        tasks=_tasks_of(client),
        earlier=earlier_answers(client, row, FOLLOWED),
        steps=_steps_after(row),
        next_week=next_week_of(row),
        missing=gaps(plan, said, titles, has_been_to_meetings=bool(since.meetings)),
        partner=partner.user.name if (partner := partners_of(client, at).first()) else "",
        concerns=concerns_of_care(),
        may_change=row.state == RunState.OPEN and can_change_care(by, facts_of(client, by, at)),
    )


def run_facts(row: SessionRun, names: Mapping[str, str], at: datetime) -> RunFacts:
    protocol = protocol_of_run(row)
    planned = protocol.sessions[row.session].minutes if protocol else 0
    return RunFacts(
        id=row.pk,
        state=RunState(row.state),
        kind=SessionKind(row.kind),
        session=row.session,
        title=title_of(protocol, row.session) if protocol else "",
        course=protocol.words().title if protocol else "",
        slug=protocol.slug if protocol else "",
        version=protocol.version if protocol else 0,
        number=_number(row),
        minutes=row.appointment.minutes if row.appointment and not planned else planned,
        reason=row.reason,
        started_at=row.started_at,
        started_by=names.get(row.started_by, ""),
        is_paused=row.paused_at is not None,
        paused_seconds=round(row.paused_until(at).total_seconds()),
        safety_path_id=row.safety_path_id,
        on=day_of_run(row),
    )


def concerns_of_care() -> tuple[Concern, ...]:
    """What a counselor can open a safety path over."""
    return tuple(one for one in rules_in_use().concern if Opener.CARE in one.opened_by)


def _number(row: SessionRun) -> int:
    if row.enrollment is None:
        return 0
    held = history_of(row.enrollment).held
    return len(held) if row.encounter_id else len(held) + 1


def _steps_after(row: SessionRun) -> tuple[tuple[str, str], ...]:
    """What the rules would offer next if this session were done."""
    protocol = protocol_of_run(row)
    if protocol is None or row.enrollment is None:
        return ()
    on = day_of_run(row)
    history = history_of(row.enrollment)
    if row.encounter_id is None:
        history = history.with_contacts([Contact(on, row.session)])
    steps = availability(protocol, history.until(on), on).steps
    return tuple((one.session, title_of(protocol, one.session)) for one in steps)


def _line(row: SessionRun, names: Mapping[str, str]) -> RunLine:
    group = row.group_event.group.name if row.group_event else ""
    return RunLine(
        row.pk,
        row.client_id,
        row.client.shown_name if row.client else group,
        reference_of(str(row.client_id)) if row.client_id else "",
        title_of_run(row),
        row.started_at,
        names.get(row.started_by, ""),
        row.paused_at is not None,
    )


def _tasks_of(client: Client) -> tuple[TaskLine, ...]:
    """What is open, also of their significant others."""
    tasks = list(open_tasks_of([client.pk], with_partners=True))
    theirs = [one for one in tasks if one.partner_id]
    prefetch_related_objects(theirs, "partner_answers")
    partners = partner_names_of(client.pk) if theirs else {}
    return tuple(task_line(one, partners) for one in tasks)


def task_line(row: RecoveryTask, partners: Mapping[UUID, str] = NOBODY) -> TaskLine:
    """partners: names, by id."""
    answers = list(row.partner_answers.all()) if row.partner_id else []
    return TaskLine(
        row.pk,
        row.title,
        TaskKind(row.kind),
        row.who,
        row.where,
        row.when,
        row.due_on,
        row.given_at.date(),
        row.said_state,
        row.said_words,
        row.said_at,
        partners.get(row.partner_id, PARTNER) if row.partner_id else "",
        (answers[-1].said, answers[-1].words) if answers else None,
    )
