"""A session that a group has together: beginning it, and its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import told_last
from stepwell.actions.group_events import event_to_run
from stepwell.actions.roster_reading import EventPage, RosterLine, open_event
from stepwell.actions.session_reading import RunFacts, TaskLine, run_facts, task_line
from stepwell.actions.session_runs import check_run_is_open_to, record_run
from stepwell.domain.access.actor import Actor
from stepwell.domain.care.groups import GROUP_EVENTS, GroupEventState
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.care.run_entries import OF_NOBODY, Standing, list_of
from stepwell.domain.care.run_gaps import Gap, group_gaps
from stepwell.domain.care.session_runs import EARLY, RunState
from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.items import SessionKind
from stepwell.domain.protocols.session_plan import SessionPlan
from stepwell.queries.found import found
from stepwell.queries.recovery_tasks import open_tasks_of
from stepwell.queries.safety_paths import names_of
from stepwell.queries.schedule import members_on
from stepwell.queries.session_runs import (
    day_of_run,
    plan_of,
    protocol_of_run,
    runs_of,
    standing_entries,
    titles_of_run,
)
from stepwell.records.care.models import SessionRun

Key = tuple[UUID | None, str]


@dataclass(frozen=True, slots=True)
class Participant:
    """tasks: of this course alone; what else is in the record is for those who care for them."""

    line: RosterLine
    tasks: tuple[TaskLine, ...]


@dataclass(frozen=True, slots=True)
class GroupRunPage:
    """said: what the group has in common, by key. missing: what is neither done nor left out, and
    those of whom it is not said whether they came."""

    run: RunFacts
    event: EventPage
    protocol: Protocol | None
    plan: SessionPlan | None
    standing: Mapping[Key, Standing]
    said: Mapping[str, str]
    people: tuple[Participant, ...]
    missing: tuple[Gap, ...]
    may_change: bool


@transaction.atomic
@told_last()
def start_group_run(event_id: UUID | str, *, by: Actor, at: datetime) -> UUID:
    """The one that is open goes on.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such event.
        CareRefused: it is still to come or cancelled, or who came is written down already.
    """
    event = event_to_run(event_id, by=by, at=at)
    there = SessionRun.objects.filter(group_event=event, state=RunState.OPEN).first()
    if there is not None:
        return there.pk
    if event.status != GroupEventState.PLANNED:
        raise CareRefused(GROUP_EVENTS.refusals[GroupEventState(event.status)])
    if event.starts_at > at + EARLY:
        raise CareRefused("This event is still to come.")
    run = SessionRun.objects.create(
        organization_id=event.group.organization_id,
        group_event=event,
        kind=SessionKind.GROUP,
        session=event.session,
        version=event.group.version if event.session else 0,
        started_at=at,
        started_by=by.key,
    )
    record_run(run, "begin", by=by, at=at)
    return run.pk


@transaction.atomic
def open_group_run(run_id: UUID | str, *, by: Actor, at: datetime) -> GroupRunPage:
    """Raises AccessDenied, NotFound, or ProtocolGone where the protocol's files are not there."""
    row = found(runs_of(by).filter(client=None), run_id)
    check_run_is_open_to(row, by=by, at=at, is_change=False)
    assert row.group_event_id is not None  # a session is with one person or with a group
    event = open_event(row.group_event_id, by=by, at=at)
    standing = standing_entries(row)
    said = shared(standing)
    plan = plan_of(row, [key for key, value in said.items() if value.strip()])
    return GroupRunPage(
        run=run_facts(row, names_of([row.started_by]), at),
        event=event,
        protocol=protocol_of_run(row),
        plan=plan,
        standing=standing,
        said=said,
        people=_people(row, event),
        missing=missing_of(row, event.lines, standing, plan),
        may_change=row.state == RunState.OPEN,
    )


def shared(standing: Mapping[Key, Standing]) -> dict[str, str]:
    """What is about nobody in particular."""
    return {key: one.value for (whom, key), one in standing.items() if whom is None}


def missing_of(
    row: SessionRun,
    lines: tuple[RosterLine, ...],
    standing: Mapping[Key, Standing],
    plan: SessionPlan | None,
) -> tuple[Gap, ...]:
    unsettled = [
        (f"{one.client_id}:presence", one.name)
        for one in lines
        if not (there := standing.get((one.client_id, "presence"))) or not there.value
    ]
    said = {key: value for key, value in shared(standing).items() if list_of(key) not in OF_NOBODY}
    return group_gaps(plan, said, titles_of_run(row), unsettled)


def _people(row: SessionRun, event: EventPage) -> tuple[Participant, ...]:
    assert row.group_event is not None  # as above
    members = members_on(row.group_event.group, day_of_run(row))
    courses = {one.enrollment_id for one in members if one.enrollment_id}
    tasks = [
        one
        for one in open_tasks_of(line.client_id for line in event.lines)
        if one.enrollment_id in courses
    ]
    return tuple(
        Participant(line, tuple(task_line(one) for one in tasks if one.client_id == line.client_id))
        for line in event.lines
    )
