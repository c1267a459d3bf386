"""Booking someone in, moving it, calling it off, and that they did not come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from stepwell.actions.auditing import told_last
from stepwell.actions.care_access import record_care
from stepwell.actions.encounter_writing import Happened, strike, write_encounter
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.care import check_can_change_care
from stepwell.domain.access.policies.schedule import check_can_book
from stepwell.domain.care.appointments import (
    APPOINTMENTS,
    LONGEST,
    SHORTEST,
    AppointmentEvent,
    AppointmentKind,
    AppointmentState,
)
from stepwell.domain.care.enrollments import EnrollmentState
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.protocols.history import Outcome
from stepwell.domain.protocols.items import SessionKind
from stepwell.queries.clients import client_of, facts_of
from stepwell.queries.found import found
from stepwell.queries.schedule import appointments_of, carer_named
from stepwell.records.care.models import Appointment, Encounter, Enrollment
from stepwell.records.people.models import Client

_LONGEST = timedelta(minutes=LONGEST)
WITHOUT_ENCOUNTER = frozenset(
    {
        AppointmentEvent.MISS,
        AppointmentEvent.CALL_OFF,
        AppointmentEvent.CANCEL,
        AppointmentEvent.REOPEN,
    }
)
"""What can become of an appointment without an encounter."""


@dataclass(frozen=True, slots=True)
class NewAppointment:
    """staff_id: with whom. enrollment_id, session: what it is planned for, if anything.
    makes_up_id: a missed one.
    """

    starts_at: datetime
    staff_id: UUID | str
    minutes: int = 50
    kind: AppointmentKind = AppointmentKind.INDIVIDUAL
    enrollment_id: UUID | str | None = None
    session: str = ""
    room: str = ""
    video_url: str = ""
    makes_up_id: UUID | str | None = None


@transaction.atomic
def book_appointment(
    client_id: UUID | str, new: NewAppointment, *, by: Actor, at: datetime
) -> UUID:
    """
    Raises:
        AccessDenied, NotFound: `by` may not, or client, colleague or enrollment are not here.
        CareRefused: the record is closed, the length or the link is not fit, or the colleague or
            the client has something else then.
    """
    client = client_of(by, client_id)
    check_can_book(by, facts_of(client, by, at))
    if new.enrollment_id or new.session:
        check_can_change_care(by, facts_of(client, by, at))
    row = _row(client, new, by=by, at=at)
    row.save()
    record_care(client.pk, "appointment", "added", by=by, at=at)
    return row.pk


@transaction.atomic
def move_appointment(
    appointment_id: UUID | str, new: NewAppointment, *, by: Actor, at: datetime
) -> UUID:
    """To another time, place or colleague, with what it was planned for; that it was moved stays
    to be seen.

    Raises as book_appointment does, and CareRefused where it is over.
    """
    old = _held(appointment_id, by=by, at=at)
    _settle(old, AppointmentEvent.MOVE, "", by=by, at=at)
    row = _row(old.client, new, by=by, at=at)
    row.enrollment, row.session = old.enrollment, old.session
    row.moved_from = old
    row.makes_up = row.makes_up or old.makes_up
    row.save()
    return row.pk


@transaction.atomic
@told_last()
def settle_appointment(
    appointment_id: UUID | str,
    event: AppointmentEvent,
    *,
    words: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """They did not come, called off, or the program cancels; or one of these was a mistake.

    Raises AccessDenied, NotFound, or CareRefused where it cannot follow.
    """
    row = _held(appointment_id, by=by, at=at)
    if event not in WITHOUT_ENCOUNTER:
        raise CareRefused("Choose what became of the appointment.")
    if row.status == AppointmentState.HELD:
        raise CareRefused(APPOINTMENTS.refusals[AppointmentState.HELD])
    if event is AppointmentEvent.MISS and row.starts_at > at:
        raise CareRefused("This appointment is still to come. Has it been called off?")
    _settle(row, event, words, by=by, at=at)
    _note_absence(row, event, by=by, at=at)


def settle_as_held(row: Appointment, *, is_taken_back: bool, by: Actor, at: datetime) -> None:
    """With an encounter, or when that is struck. Raises CareRefused."""
    event = AppointmentEvent.REOPEN if is_taken_back else AppointmentEvent.HOLD
    _settle(row, event, "", by=by, at=at)


def checked_place(room: str, video_url: str) -> tuple[str, str]:
    """As kept. Raises CareRefused."""
    url = video_url.strip()
    if url and (urlsplit(url).scheme != "https" or not urlsplit(url).netloc):
        raise CareRefused("The video link has to begin with https://.")
    return room.strip(), url


def check_minutes(minutes: int) -> None:
    """Raises CareRefused."""
    if not SHORTEST <= minutes <= LONGEST:
        raise CareRefused(f"Write a length from {SHORTEST} to {LONGEST} minutes.")


def _row(client: Client, new: NewAppointment, *, by: Actor, at: datetime) -> Appointment:
    if client.closed_at is not None:
        raise CareRefused("This record is closed. Open it again first.")
    check_minutes(new.minutes)
    room, url = checked_place(new.room, new.video_url)
    makes_up = None
    if new.makes_up_id:
        makes_up = found(appointments_of(by).filter(client=client), new.makes_up_id)
    row = Appointment(
        organization_id=by.organization_id,
        client=client,
        staff=carer_named(by, new.staff_id, at),
        enrollment=_enrollment(client, new),
        kind=new.kind,
        session=new.session,
        starts_at=new.starts_at,
        minutes=new.minutes,
        room=room,
        video_url=url,
        makes_up=makes_up,
        booked_at=at,
        booked_by=by.key,
    )
    _check_free(row)
    return row


def _enrollment(client: Client, new: NewAppointment) -> Enrollment | None:
    if not new.enrollment_id:
        if new.session:
            raise CareRefused("Say in which course this session is.")
        return None
    frame = Enrollment.objects.filter(episode__client=client, status=EnrollmentState.ACTIVE)
    return found(frame, new.enrollment_id)


def _check_free(row: Appointment) -> None:
    """Nobody is in two places at once. Raises CareRefused."""
    booked = Appointment.objects.filter(
        status=AppointmentState.BOOKED,
        starts_at__gt=row.starts_at - _LONGEST,
        starts_at__lt=row.ends_at,
    )
    for one in booked.filter(client=row.client) | booked.filter(staff=row.staff):
        if one.ends_at > row.starts_at:
            who = "This person" if one.client_id == row.client_id else "Whoever sees them"
            raise CareRefused(f"{who} has another appointment at that time. Choose another one.")


def _note_absence(row: Appointment, event: AppointmentEvent, *, by: Actor, at: datetime) -> None:
    """A session that was planned and not had is missed for the rules, until that is taken back."""
    if event is AppointmentEvent.REOPEN:
        for one in Encounter.objects.standing().filter(appointment=row):
            strike(one, "Taken back", by=by, at=at)
    elif event is not AppointmentEvent.CANCEL and row.enrollment and row.session:
        zone = ZoneInfo(row.organization.time_zone)
        happened = Happened(
            row.enrollment.episode,
            SessionKind(row.kind),
            Outcome.MISSED,
            row.starts_at.astimezone(zone).date(),
            row.minutes,
            enrollment=row.enrollment,
            session=row.session,
            told_before=event is AppointmentEvent.CALL_OFF,
            appointment=row,
        )
        write_encounter(happened, by=by, at=at)


def _held(appointment_id: UUID | str, *, by: Actor, at: datetime) -> Appointment:
    row = found(appointments_of(by).select_for_update(of=("self",)), appointment_id)
    is_with_self = str(row.staff_id) == by.key
    check_can_book(by, facts_of(row.client, by, at), is_with_self=is_with_self)
    return row


def _settle(
    row: Appointment, event: AppointmentEvent, words: str, *, by: Actor, at: datetime
) -> None:
    row.status = APPOINTMENTS.after(AppointmentState(row.status), event)
    is_open = row.status == AppointmentState.BOOKED
    row.settled_at, row.settled_by = (None, "") if is_open else (at, by.key)
    row.words = words.strip()
    row.save(update_fields=["status", "settled_at", "settled_by", "words"])
    if event is not AppointmentEvent.HOLD:
        record_care(row.client_id, "appointment", event.value, by=by, at=at)
