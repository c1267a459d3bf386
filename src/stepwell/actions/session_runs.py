"""Beginning a session, letting it rest, giving it up, and stopping it for safety."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import told_last
from stepwell.actions.care_access import check_care_is_open, client_to_care_for, record_care
from stepwell.actions.groups import record_group
from stepwell.actions.safety_paths import open_concern
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.schedule import check_can_run_group
from stepwell.domain.care.appointments import APPOINTMENTS, AppointmentKind, AppointmentState
from stepwell.domain.care.encounters import check_may_count
from stepwell.domain.care.enrollments import ENROLLMENTS, EnrollmentState
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.care.session_runs import EARLY, RUNS, RunEvent, RunState
from stepwell.domain.protocols.items import SessionKind
from stepwell.queries.enrollments import protocol_of
from stepwell.queries.episodes import open_episode_of
from stepwell.queries.found import found
from stepwell.queries.histories import history_of
from stepwell.queries.registers import today_of
from stepwell.queries.schedule import appointments_of, group_facts
from stepwell.queries.session_runs import open_run_of, runs_of
from stepwell.records.care.models import Appointment, Enrollment, EpisodeOfCare, SessionRun
from stepwell.records.people.models import Client


@dataclass(frozen=True, slots=True)
class NewRun:
    """enrollment_id, session: what it counts for, if anything. reason: why this topic, or why
    against a rule. kind: None for the one that the appointment or the protocol says.
    """

    enrollment_id: UUID | str | None = None
    session: str = ""
    appointment_id: UUID | str | None = None
    kind: SessionKind | None = None
    reason: str = ""


@transaction.atomic
@told_last()
def start_run(client_id: UUID | str, new: NewRun, *, by: Actor, at: datetime) -> UUID:
    """
    Raises:
        AccessDenied, NotFound: `by` may not work on this care, or client, enrollment or
            appointment are not here.
        CareRefused: in the words of the rule that stands against it or asks for a reason; the
            person is not in care; or a session with them is open already.
    """
    client = client_to_care_for(client_id, by=by, at=at)
    Client.objects.select_for_update().get(pk=client.pk)
    episode = open_episode_of(client.pk)
    if episode is None:
        raise CareRefused("This person is not in care. Admit them first.")
    if open_run_of(client.pk) is not None:
        raise CareRefused("A session with this person is open already. Go on with that one.")
    appointment = _appointment(client, new, by=by, at=at)
    enrollment = _enrollment(episode, new, by=by, at=at)
    run = SessionRun.objects.create(
        organization_id=client.organization_id,
        client=client,
        episode=episode,
        enrollment=enrollment,
        appointment=appointment,
        kind=_kind(new, appointment, enrollment),
        session=new.session,
        version=enrollment.version if enrollment and new.session else 0,
        reason=new.reason.strip(),
        started_at=at,
        started_by=by.key,
    )
    record_care(client.pk, "session", "begin", by=by, at=at)
    return run.pk


@transaction.atomic
@told_last()
def pause_run(run_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """The clock rests; typing goes on. Raises AccessDenied, NotFound or CareRefused."""
    run = open_run_to_change(run_id, by=by, at=at)
    if run.paused_at is None:
        run.paused_at = at
        run.save(update_fields=["paused_at"])
        record_run(run, "pause", by=by, at=at)


@transaction.atomic
@told_last()
def resume_run(run_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """Raises AccessDenied, NotFound or CareRefused."""
    run = open_run_to_change(run_id, by=by, at=at)
    if run.paused_at is not None:
        run.paused_seconds = round(run.paused_until(at).total_seconds())
        run.paused_at = None
        run.save(update_fields=["paused_at", "paused_seconds"])
        record_run(run, "resume", by=by, at=at)


@transaction.atomic
@told_last()
def abandon_run(run_id: UUID | str, *, words: str, by: Actor, at: datetime) -> None:
    """It counts for nothing and writes no encounter; what was typed stays to be read.

    Raises AccessDenied, NotFound, or CareRefused where no reason is given.
    """
    run = open_run_to_change(run_id, by=by, at=at)
    if not words.strip():
        raise CareRefused("Write why this session is given up.")
    run.state = RUNS.after(RunState(run.state), RunEvent.ABANDON)
    run.words, run.ended_at, run.ended_by = words.strip(), at, by.key
    run.save(update_fields=["state", "words", "ended_at", "ended_by"])
    record_run(run, "abandon", by=by, at=at)


@transaction.atomic
@told_last()
def stop_for_safety(
    run_id: UUID | str, concern: str, *, words: str = "", by: Actor, at: datetime
) -> UUID:
    """The agenda ends here and a safety path opens; a second press gives the same path.

    Raises AccessDenied, NotFound, CareRefused, or PathRefused where the concern is none.
    """
    run = open_run_to_change(run_id, by=by, at=at)
    if run.client_id is None:
        raise CareRefused("Say on the safety page whom you are worried about.")
    if run.safety_path_id is not None:
        return run.safety_path_id
    path_id = open_concern(concern, client_id=run.client_id, words=words, by=by, at=at)
    run.safety_path_id = path_id
    run.save(update_fields=["safety_path"])
    return path_id


def is_of_group(run_id: UUID | str, by: Actor) -> bool:
    """Whether a group has it: for choosing its page, which says who may see it. Raises NotFound."""
    return found(runs_of(by), run_id).client_id is None


def client_of_open_run(run_id: UUID | str, *, by: Actor, at: datetime) -> UUID:
    """With whom it is. Raises AccessDenied, or NotFound for a group and where it is over."""
    run = found(runs_of(by).filter(state=RunState.OPEN).exclude(client=None), run_id)
    check_run_is_open_to(run, by=by, at=at, is_change=True)
    assert run.client_id is not None  # those without were left out
    return run.client_id


def run_to_change(run_id: UUID | str, *, by: Actor, at: datetime) -> SessionRun:
    """Held for this transaction, so that two deeds follow one another.

    Raises AccessDenied or NotFound.
    """
    run = found(runs_of(by).select_for_update(of=("self",)), run_id)
    check_run_is_open_to(run, by=by, at=at, is_change=True)
    return run


def open_run_to_change(run_id: UUID | str, *, by: Actor, at: datetime) -> SessionRun:
    """As run_to_change. Raises CareRefused where it has ended or was abandoned."""
    run = run_to_change(run_id, by=by, at=at)
    check_is_open(run)
    return run


def check_is_open(run: SessionRun) -> None:
    """Raises CareRefused."""
    if run.state != RunState.OPEN:
        raise CareRefused(RUNS.refusals[RunState(run.state)])


def check_run_is_open_to(run: SessionRun, *, by: Actor, at: datetime, is_change: bool) -> None:
    """Raises AccessDenied."""
    if run.client is not None:
        check_care_is_open(run.client, by=by, at=at, is_change=is_change)
    elif run.group_event is not None:
        check_can_run_group(by, group_facts(run.group_event.group, by, at))


def record_run(run: SessionRun, change: str, *, by: Actor, at: datetime) -> None:
    if run.client_id is not None:
        record_care(run.client_id, "session", change, by=by, at=at)
    elif run.group_event is not None:
        record_group(run.group_event.group, f"session_{change}", by=by, at=at)


def _appointment(client: Client, new: NewRun, *, by: Actor, at: datetime) -> Appointment | None:
    if not new.appointment_id:
        return None
    row = found(appointments_of(by).filter(client=client), new.appointment_id)
    if row.status != AppointmentState.BOOKED:
        raise CareRefused(APPOINTMENTS.refusals[AppointmentState(row.status)])
    if row.starts_at > at + EARLY:
        raise CareRefused("This appointment is still to come. Begin without it, or wait.")
    return row


def _enrollment(
    episode: EpisodeOfCare, new: NewRun, *, by: Actor, at: datetime
) -> Enrollment | None:
    if not new.enrollment_id:
        if new.session:
            raise CareRefused("Say in which course this session is.")
        return None
    row = found(Enrollment.objects.filter(episode=episode), new.enrollment_id)
    if row.status != EnrollmentState.ACTIVE:
        raise CareRefused(ENROLLMENTS.refusals[EnrollmentState(row.status)])
    protocol = protocol_of(row)
    if new.session not in protocol.sessions:
        raise CareRefused("Choose one of the sessions of this course.")
    check_may_count(protocol, history_of(row), new.session, today_of(by, at), reason=new.reason)
    return row


def _kind(
    new: NewRun, appointment: Appointment | None, enrollment: Enrollment | None
) -> SessionKind:
    """One person is there, so it is no group, also where the protocol plans one."""
    if new.kind is not None:
        return new.kind
    if appointment is not None and appointment.kind != AppointmentKind.INTAKE:
        return SessionKind(appointment.kind)
    if enrollment is None:
        return SessionKind.INDIVIDUAL
    planned = protocol_of(enrollment).sessions[new.session].kind
    return SessionKind.INDIVIDUAL if planned is SessionKind.GROUP else planned
