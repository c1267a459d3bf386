"""The end of a session: encounter, tasks and the next appointment in one go, and once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from stepwell.actions.appointments import NewAppointment, book_appointment
from stepwell.actions.auditing import told_last
from stepwell.actions.encounters import NewEncounter, record_appointment, record_contact
from stepwell.actions.fidelity_ticks import keep_ticks_of_run
from stepwell.actions.partner_tasks import (
    OVER,
    partner_for_tasks,
    partner_of_task,
    show_to_partner,
)
from stepwell.actions.recovery_tasks import NewTask, TaskAnswer, settle_task, write_task
from stepwell.actions.session_runs import check_is_open, record_run, run_to_change
from stepwell.actions.since_contact import since_contact
from stepwell.domain.access.actor import Actor
from stepwell.domain.care.agreed_tasks import agreed_tasks
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.care.run_entries import YES
from stepwell.domain.care.run_gaps import Gap, Said, block_is_done, gaps, gate_that_stops
from stepwell.domain.care.session_runs import RUNS, RunEvent, RunState, minutes_held
from stepwell.domain.protocols.history import Outcome
from stepwell.domain.protocols.items import SessionKind, TaskEvidence, TaskKind
from stepwell.domain.protocols.session_plan import SessionPlan
from stepwell.domain.recovery.tasks import TaskState
from stepwell.queries.recovery_tasks import open_tasks_of
from stepwell.queries.session_runs import (
    day_of_next,
    day_of_run,
    next_week_of,
    plan_of,
    standing_entries,
    titles_of_run,
    words_of,
)
from stepwell.records.care.models import SessionRun
from stepwell.records.people.models import Client
from stepwell.records.recovery.models import RecoveryTask


class NotReady(CareRefused):
    """What is still missing, each with the field to go to."""

    def __init__(self, missing: tuple[Gap, ...]) -> None:
        super().__init__(missing[0].words)
        self.missing = missing


@dataclass(frozen=True, slots=True)
class _Ending:
    """One person in a session that ends, with all that was said."""

    run: SessionRun
    client: Client
    said: Said
    plan: SessionPlan | None
    on: date
    by: Actor
    at: datetime


@transaction.atomic
@told_last()
def end_run(run_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """A second press does nothing more.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such session.
        NotReady: something was neither asked nor skipped with a reason, neither done nor left out.
        CareRefused: a rule stands against it, a number or a time is none, the time is taken.
    """
    run = run_to_change(run_id, by=by, at=at)
    if run.state == RunState.ENDED:
        return
    check_is_open(run)
    if run.client is None:
        raise CareRefused("A group session ends on its own page.")
    ending = _ending(run, run.client, by=by, at=at)
    _check_ready(ending)
    run.state = RUNS.after(RunState(run.state), RunEvent.END)
    run.encounter_id = _write_encounter(ending)
    run.next_appointment_id = _book_next(ending)
    run.paused_seconds, run.paused_at = round(run.paused_until(at).total_seconds()), None
    run.ended_at, run.ended_by = at, by.key
    run.save()
    next_on = day_of_next(run)
    settle_given(ending.client, ending.said, run.encounter_id, by=by, at=at)
    give_agreed(
        run, ending.client, ending.plan, ending.said, run.encounter_id, next_on, by=by, at=at
    )
    keep_ticks_of_run(run, by=by, at=at)
    record_run(run, "ended", by=by, at=at)


def give_agreed(
    run: SessionRun,
    client: Client,
    plan: SessionPlan | None,
    said: Said,
    encounter_id: UUID | None,
    next_on: date | None,
    *,
    enrollment_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Every task that was agreed on becomes a row. next_on: when those without a day are due."""
    on = day_of_run(run)
    agreed = agreed_tasks(plan, said, titles_of_run(run))
    is_for_partner = any(one.is_for_partner for one in agreed)
    partner = partner_for_tasks(client, at) if is_for_partner else None
    if is_for_partner and partner is None:
        raise CareRefused(OVER)
    for one in agreed:
        due = on + timedelta(days=one.due_days) if one.due_days else next_on
        new = NewTask(
            one.title,
            one.kind,
            item=one.item,
            who=one.who,
            where=one.where,
            when=one.when,
            code=one.code,
            due_on=due,
            partner_id=partner.pk if partner and one.is_for_partner else None,
        )
        row = write_task(
            client,
            new,
            enrollment_id=enrollment_id or run.enrollment_id,
            encounter_id=encounter_id,
            by=by,
            at=at,
        )
        if partner and one.is_for_partner:
            show_to_partner(row, partner, by=by, at=at)


def settle_given(
    client: Client, said: Said, encounter_id: UUID | None, *, by: Actor, at: datetime
) -> None:
    """How the tasks of last time went; one that is given again becomes a new row."""
    for row in open_tasks_of([client.pk], with_partners=True).select_for_update():
        state = said.get(f"given.{row.pk}", "")
        if not state:
            continue
        shown = said.get(f"given.{row.pk}.shown", "")
        answer = TaskAnswer(
            TaskState(state),
            said.get(f"given.{row.pk}.words", ""),
            TaskEvidence(shown) if shown else None,
        )
        settle_task(row, answer, encounter_id=encounter_id, by=by, at=at)
        if said.get(f"given.{row.pk}.again") == YES:
            _give_again(client, row, encounter_id, by=by, at=at)


def _give_again(
    client: Client, row: RecoveryTask, encounter_id: UUID | None, *, by: Actor, at: datetime
) -> None:
    """For a partner only while they take part."""
    new = NewTask(
        row.title,
        TaskKind(row.kind),
        row.item,
        row.who,
        row.where,
        row.when,
        row.code,
        partner_id=row.partner_id,
    )
    partner = partner_of_task(row, at)
    if row.partner_id is not None and partner is None:
        raise CareRefused(OVER)
    again = write_task(
        client, new, enrollment_id=row.enrollment_id, encounter_id=encounter_id, by=by, at=at
    )
    if partner:
        show_to_partner(again, partner, by=by, at=at)


def _ending(run: SessionRun, client: Client, *, by: Actor, at: datetime) -> _Ending:
    standing = standing_entries(run)
    written = [key for (_, key), one in standing.items() if one.value.strip()]
    return _Ending(
        run,
        client,
        words_of(standing, client.pk),
        plan_of(run, written),
        day_of_run(run),
        by,
        at,
    )


def _check_ready(ending: _Ending) -> None:
    """Raises NotReady."""
    since = since_contact(ending.client, ending.run, ending.on)
    missing = gaps(
        ending.plan,
        ending.said,
        titles_of_run(ending.run),
        has_been_to_meetings=bool(since.meetings),
    )
    gate = gate_that_stops(ending.plan, ending.said)
    if gate is not None and ending.run.safety_path_id is None:
        key = f"safety.{gate.id}"
        if not ending.said.get(f"{key}.words", "").strip():
            missing = (
                Gap(
                    key,
                    "The session was stopped for safety. Open the safety path, or write at that "
                    "question what was done.",
                ),
            )
    if missing:
        raise NotReady(missing)


def _write_encounter(ending: _Ending) -> UUID:
    run, said = ending.run, ending.said
    minutes = minutes_held(
        said.get("minutes", ""),
        started_at=run.started_at,
        paused=run.paused_until(ending.at),
        ended_at=ending.at,
    )
    is_stopped = gate_that_stops(ending.plan, said) is not None
    goes_on = is_stopped or said.get("goes_on") == YES
    counts = said.get("uncounted") != YES
    blocks = ending.plan.agenda if ending.plan and counts else ()
    new = NewEncounter(
        Outcome.PARTIAL if goes_on else Outcome.COMPLETED,
        enrollment_id=run.enrollment_id,
        session=run.session if counts else "",
        skipped=tuple(one.id for one in blocks if not block_is_done(one.id, said)),
        reason=run.reason,
        minutes=minutes,
    )
    if run.appointment_id is not None:
        return record_appointment(run.appointment_id, new, by=ending.by, at=ending.at)
    assert run.episode_id is not None  # of a session with one person
    kind = SessionKind(run.kind)
    return record_contact(run.episode_id, kind, ending.on, new, by=ending.by, at=ending.at)


def _book_next(ending: _Ending) -> UUID | None:
    said, run = ending.said, ending.run
    if said.get("next.starts", "").strip():
        start = next_start(said, ZoneInfo(run.organization.time_zone), ending.at)
    elif said.get("next.week") == YES:
        start = next_week_of(run)
    else:
        return None
    new = NewAppointment(
        start,
        ending.by.key,
        minutes=_next_minutes(said),
        enrollment_id=run.enrollment_id if said.get("next.session") else None,
        session=said.get("next.session", ""),
        room=said.get("next.room", ""),
    )
    return book_appointment(ending.client.pk, new, by=ending.by, at=ending.at)


def next_start(said: Mapping[str, str], zone: ZoneInfo, at: datetime) -> datetime:
    """Raises CareRefused."""
    try:
        start = datetime.fromisoformat(said["next.starts"].strip()).replace(tzinfo=zone)
    except ValueError:
        raise CareRefused("Write the next appointment as a day and a time.") from None
    if start <= at:
        raise CareRefused("The next appointment lies in the past. Choose another time.")
    return start


def _next_minutes(said: Mapping[str, str]) -> int:
    text = said.get("next.minutes", "").strip() or "50"
    if not text.isdecimal():
        raise CareRefused("Write the length of the next appointment in minutes.")
    return int(text)
