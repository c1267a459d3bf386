"""The end of a group's session: who came, and the tasks of each, in one go, and once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import told_last
from stepwell.actions.done_sessions import said_about
from stepwell.actions.fidelity_ticks import keep_ticks_of_run
from stepwell.actions.group_events import Presence, day_of, hold_event
from stepwell.actions.group_sessions import missing_of, shared
from stepwell.actions.roster_reading import open_event
from stepwell.actions.session_ending import NotReady, give_agreed, settle_given
from stepwell.actions.session_reading import RunFacts, run_facts
from stepwell.actions.session_runs import (
    check_is_open,
    check_run_is_open_to,
    record_run,
    run_to_change,
)
from stepwell.domain.access.actor import Actor
from stepwell.domain.care.done_session import AgreedTask
from stepwell.domain.care.groups import GroupEventState
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.care.run_gaps import block_is_done
from stepwell.domain.care.session_runs import RUNS, RunEvent, RunState
from stepwell.queries.found import found
from stepwell.queries.recovery_tasks import tasks_given_in
from stepwell.queries.safety_paths import names_of
from stepwell.queries.schedule import members_on
from stepwell.queries.session_runs import plan_of, runs_of, standing_entries
from stepwell.records.care.models import Encounter, GroupEvent, GroupMember


@dataclass(frozen=True, slots=True)
class PersonDone:
    """One who was there. encounter_id: that a note can be written about. may_open: the reader
    works on this care."""

    client_id: UUID
    name: str
    encounter_id: UUID
    completes: str
    tasks: tuple[AgreedTask, ...]
    may_open: bool


@dataclass(frozen=True, slots=True)
class GroupDonePage:
    run: RunFacts
    event_id: UUID
    group: str
    people: tuple[PersonDone, ...]
    absent: tuple[str, ...]


@transaction.atomic
@told_last()
def end_group_run(run_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """A second press does nothing more. Raises as end_run does."""
    run = run_to_change(run_id, by=by, at=at)
    if run.state == RunState.ENDED:
        return
    check_is_open(run)
    event = run.group_event
    if event is None:
        raise CareRefused("A session with one person ends on its own page.")
    standing = standing_entries(run)
    said = shared(standing)
    plan = plan_of(run, [key for key, value in said.items() if value.strip()])
    lines = open_event(event.pk, by=by, at=at).lines
    missing = missing_of(run, lines, standing, plan)
    if missing:
        raise NotReady(missing)
    presences = {
        one.client_id: Presence(standing[one.client_id, "presence"].value) for one in lines
    }
    left = [one.id for one in (plan.agenda if plan else ()) if not block_is_done(one.id, said)]
    hold_event(event.pk, presences, skipped=left, by=by, at=at)
    for member, encounter in _who_came(event):
        own = said_about(run, standing, member.client_id)
        settle_given(member.client, own, encounter.pk, by=by, at=at)
        give_agreed(
            run,
            member.client,
            plan,
            own,
            encounter.pk,
            _next_day(event),
            enrollment_id=member.enrollment_id,
            by=by,
            at=at,
        )
    run.state = RUNS.after(RunState(run.state), RunEvent.END)
    run.paused_seconds, run.paused_at = round(run.paused_until(at).total_seconds()), None
    run.ended_at, run.ended_by = at, by.key
    run.save()
    keep_ticks_of_run(run, by=by, at=at)
    record_run(run, "ended", by=by, at=at)


@transaction.atomic
def open_group_done(run_id: UUID | str, *, by: Actor, at: datetime) -> GroupDonePage:
    """Raises AccessDenied, or NotFound also where it has not ended."""
    run = found(runs_of(by).filter(client=None, state=RunState.ENDED), run_id)
    check_run_is_open_to(run, by=by, at=at, is_change=False)
    assert run.group_event is not None  # a session is with one person or with a group
    lines = {one.client_id: one for one in open_event(run.group_event.pk, by=by, at=at).lines}
    came = [(lines[m.client_id], e) for m, e in _who_came(run.group_event) if m.client_id in lines]
    there = {line.client_id for line, _ in came}
    return GroupDonePage(
        run_facts(run, names_of([run.started_by]), at),
        run.group_event.pk,
        run.group_event.group.name,
        tuple(
            PersonDone(
                line.client_id,
                line.name,
                encounter.pk,
                line.completes,
                _agreed(encounter),
                line.may_open,
            )
            for line, encounter in came
        ),
        tuple(one.name for one in lines.values() if one.client_id not in there),
    )


def _who_came(event: GroupEvent) -> Iterable[tuple[GroupMember, Encounter]]:
    """In the order of their names."""
    members = {one.client_id: one for one in members_on(event.group, day_of(event))}
    rows = Encounter.objects.standing().filter(group_event=event, client__in=members)
    came = [(members[one.client_id], one) for one in rows if one.outcome == "completed"]
    return sorted(came, key=lambda one: one[0].client.shown_name.casefold())


def _agreed(encounter: Encounter) -> tuple[AgreedTask, ...]:
    rows = tasks_given_in(encounter.pk)
    return tuple(
        AgreedTask(one.title, one.who, one.where, one.when, one.partner_id is not None)
        for one in rows
    )


def _next_day(event: GroupEvent) -> date | None:
    later = event.group.events.filter(
        starts_at__gt=event.starts_at, status=GroupEventState.PLANNED
    ).order_by("starts_at")
    following = later.first()
    return day_of(following) if following else None
