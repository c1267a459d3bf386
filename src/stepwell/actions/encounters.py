"""Writing down what happened with one person, and that it was a mistake."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from stepwell.actions.appointments import check_minutes, settle_as_held
from stepwell.actions.auditing import told_last
from stepwell.actions.care_access import check_care_is_open, episode_to_change
from stepwell.actions.encounter_writing import Happened, settle_courses, strike, write_encounter
from stepwell.domain.access.actor import Actor
from stepwell.domain.care.appointments import AppointmentKind
from stepwell.domain.care.encounters import check_may_count
from stepwell.domain.care.enrollments import ENROLLMENTS, EnrollmentState
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.care.session_runs import EARLY
from stepwell.domain.protocols.history import Outcome
from stepwell.domain.protocols.items import SessionKind
from stepwell.queries.enrollments import protocol_of
from stepwell.queries.episodes import open_episode_of
from stepwell.queries.found import found
from stepwell.queries.histories import history_of
from stepwell.queries.registers import today_of
from stepwell.queries.schedule import appointments_of, encounters_of
from stepwell.records.care.models import Appointment, Enrollment, EpisodeOfCare


@dataclass(frozen=True, slots=True)
class NewEncounter:
    """enrollment_id, session: what it counts for, if anything. skipped: ids of agenda blocks.
    reason: why this topic, or why against a rule.
    """

    outcome: Outcome = Outcome.COMPLETED
    enrollment_id: UUID | str | None = None
    session: str = ""
    skipped: tuple[str, ...] = ()
    reason: str = ""
    minutes: int = 50


@transaction.atomic
@told_last()
def record_appointment(
    appointment_id: UUID | str, new: NewEncounter, *, by: Actor, at: datetime
) -> UUID:
    """What happened at an appointment, which is held then.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such appointment.
        CareRefused: it is over or still to come, the person is not in care, or the session cannot
            count now.
    """
    row = found(appointments_of(by).select_for_update(of=("self",)), appointment_id)
    if row.starts_at > at + EARLY:
        raise CareRefused("This appointment is still to come.")
    episode = _open_episode(row, by=by, at=at)
    on = row.starts_at.astimezone(ZoneInfo(row.organization.time_zone)).date()
    kind = SessionKind.INDIVIDUAL
    if row.kind != AppointmentKind.INTAKE:
        kind = SessionKind(row.kind)
    settle_as_held(row, is_taken_back=False, by=by, at=at)
    return _record(episode, kind, on, new, appointment=row, by=by, at=at)


@transaction.atomic
@told_last()
def record_contact(
    episode_id: UUID | str,
    kind: SessionKind,
    on: date,
    new: NewEncounter,
    *,
    by: Actor,
    at: datetime,
) -> UUID:
    """What happened without an appointment. Raises AccessDenied, NotFound or CareRefused."""
    episode = episode_to_change(episode_id, by=by, at=at)
    if not episode.started_on <= on <= today_of(by, at):
        raise CareRefused("Choose a day since this care began, up to today.")
    return _record(episode, kind, on, new, by=by, at=at)


@transaction.atomic
@told_last()
def strike_encounter(encounter_id: UUID | str, *, words: str, by: Actor, at: datetime) -> None:
    """It was written down by mistake; an appointment it was of can be settled anew.

    Raises AccessDenied, NotFound, or CareRefused where no reason is given.
    """
    row = found(encounters_of(by).select_for_update(of=("self",)), encounter_id)
    check_care_is_open(row.client, by=by, at=at, is_change=True)
    if row.struck_at is not None:
        raise CareRefused("This was struck already.")
    if not words.strip():
        raise CareRefused("Write what was wrong.")
    strike(row, words, by=by, at=at)
    if row.appointment is not None:
        settle_as_held(row.appointment, is_taken_back=True, by=by, at=at)
    if row.enrollment is not None:
        settle_courses([row.enrollment], by=by, at=at)


def _open_episode(row: Appointment, *, by: Actor, at: datetime) -> EpisodeOfCare:
    episode = open_episode_of(row.client_id)
    if episode is None:
        check_care_is_open(row.client, by=by, at=at, is_change=True)
        raise CareRefused("This person is not in care. Admit them first, then write it down.")
    return episode_to_change(episode.pk, by=by, at=at)


def _record(
    episode: EpisodeOfCare,
    kind: SessionKind,
    on: date,
    new: NewEncounter,
    *,
    appointment: Appointment | None = None,
    by: Actor,
    at: datetime,
) -> UUID:
    check_minutes(new.minutes)
    enrollment = _enrollment(episode, new)
    if enrollment is not None and new.session:
        _check_counts(enrollment, new, on)
    row = write_encounter(
        Happened(
            episode,
            kind,
            new.outcome,
            on,
            new.minutes,
            enrollment=enrollment,
            session=new.session,
            skipped=new.skipped,
            reason=new.reason,
            appointment=appointment,
        ),
        by=by,
        at=at,
    )
    if enrollment is not None:
        settle_courses([enrollment], by=by, at=at)
    return row.pk


def _enrollment(episode: EpisodeOfCare, new: NewEncounter) -> Enrollment | None:
    if not new.enrollment_id:
        if new.session:
            raise CareRefused("Say in which course this session is.")
        return None
    row = found(Enrollment.objects.filter(episode=episode), new.enrollment_id)
    if row.status != EnrollmentState.ACTIVE:
        raise CareRefused(ENROLLMENTS.refusals[EnrollmentState(row.status)])
    return row


def _check_counts(enrollment: Enrollment, new: NewEncounter, on: date) -> None:
    if on < enrollment.enrolled_on:
        raise CareRefused("This day lies before the course began.")
    protocol = protocol_of(enrollment)
    if new.session not in protocol.sessions:
        raise CareRefused("The protocol has no such session.")
    if new.outcome is not Outcome.MISSED:
        check_may_count(protocol, history_of(enrollment), new.session, on, reason=new.reason)
    blocks = {one.id for one in protocol.sessions[new.session].agenda}
    if not set(new.skipped) <= blocks:
        raise CareRefused("One of the blocks left out is not in this session.")
