"""Before a session: what the rules offer for it, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.care_access import check_care_is_open, record_look
from stepwell.actions.enrollment_reading import (
    CourseView,
    NotYetView,
    StepView,
    courses_of,
    not_yet_of,
)
from stepwell.domain.access.actor import Actor
from stepwell.domain.audit.record_kinds import reference_of
from stepwell.domain.care.appointments import AppointmentState
from stepwell.domain.care.enrollments import EnrollmentState
from stepwell.domain.care.session_runs import EARLY
from stepwell.queries.clients import client_of
from stepwell.queries.episodes import open_episode_of
from stepwell.queries.registers import today_of
from stepwell.queries.schedule import appointments_of
from stepwell.queries.session_runs import open_run_of
from stepwell.records.care.models import Appointment, Enrollment

MOST_DUE = 5
"""Appointments to choose from: the latest, from some time ahead of now (design)."""


@dataclass(frozen=True, slots=True)
class DueAppointment:
    id: UUID
    starts_at: datetime
    minutes: int
    staff: str
    enrollment_id: UUID | None
    session: str


@dataclass(frozen=True, slots=True)
class Offer:
    """One course: what is offered in it now, what is planned or needed first, and what is not
    yet."""

    course: CourseView
    steps: tuple[StepView, ...]
    not_yet: tuple[NotYetView, ...]


@dataclass(frozen=True, slots=True)
class StartPage:
    """open_run_id: of a session that goes on already. appointments: that it could be."""

    client_id: UUID
    code: str
    name: str
    is_in_care: bool
    open_run_id: UUID | None
    offers: tuple[Offer, ...]
    appointments: tuple[DueAppointment, ...]


@transaction.atomic
def open_start(client_id: UUID | str, *, by: Actor, at: datetime) -> StartPage:
    """Raises AccessDenied, NotFound."""
    client = client_of(by, client_id)
    check_care_is_open(client, by=by, at=at, is_change=True)
    record_look(client.pk, "session", by=by, at=at)
    courses = [
        one for one in courses_of(client, today_of(by, at)) if one.status is EnrollmentState.ACTIVE
    ]
    rows = Enrollment.objects.in_bulk([one.id for one in courses])
    run = open_run_of(client.pk)
    due = appointments_of(by).filter(
        client=client, status=AppointmentState.BOOKED, starts_at__lte=at + EARLY
    )
    appointments = tuple(_due(one) for one in due.order_by("-starts_at")[:MOST_DUE])
    planned = {(one.enrollment_id, one.session) for one in appointments}
    return StartPage(
        client.pk,
        reference_of(str(client.pk)),
        client.shown_name,
        open_episode_of(client.pk) is not None,
        run.pk if run else None,
        tuple(
            Offer(one, _in_order(one, planned), not_yet_of(rows[one.id], one.stands))
            for one in courses
        ),
        appointments,
    )


def _in_order(course: CourseView, planned: set[tuple[UUID | None, str]]) -> tuple[StepView, ...]:
    """What an appointment was booked for, what the course needs, what else, what was had."""
    return tuple(
        sorted(
            course.next,
            key=lambda one: (
                (course.id, one.session) not in planned,
                one.is_repeat,
                not one.is_needed,
            ),
        )
    )


def _due(row: Appointment) -> DueAppointment:
    return DueAppointment(
        row.pk,
        row.starts_at,
        row.minutes,
        row.staff.name if row.staff else "",
        row.enrollment_id,
        row.session,
    )
