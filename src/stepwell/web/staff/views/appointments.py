"""One appointment: booking it, moving it, and what became of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.actions.appointments import book_appointment, move_appointment, settle_appointment
from stepwell.actions.booking_reading import open_booking
from stepwell.actions.care_reading import open_episode
from stepwell.actions.encounters import record_appointment, record_contact, strike_encounter
from stepwell.actions.schedule_reading import AppointmentPage, open_appointment
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.care.appointments import AppointmentEvent
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.protocols.items import SessionKind
from stepwell.queries.organizations import organization_of
from stepwell.queries.session_choices import session_choices
from stepwell.web.staff.forms.schedule import AppointmentForm, RecordForm
from stepwell.web.staff.pages import form_page
from stepwell.web.staff.policies import program_view
from stepwell.web.staff.schedule_words import DEEDS
from stepwell.web.staff.views.schedule import WORDS


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    at = datetime.now(UTC)
    page = open_booking(client_id, by=by, at=at)
    form = AppointmentForm(
        request.POST if request.method == "POST" else None,
        carers=page.carers,
        sessions=page.sessions,
        initial={"staff": by.key, "session": _first(page.sessions)},
    )
    if request.method == "POST" and form.is_valid():
        makes_up = request.GET.get("makes_up", "")
        try:
            key = book_appointment(client_id, form.as_new(page.zone, makes_up), by=by, at=at)
        except CareRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Booked."))
            return redirect("staff:schedule_appointment", appointment_id=key)
    return form_page(request, "staff/appointment_book.html", form, {"page": page})


@program_view
@require_safe
def appointment(request: HttpRequest, by: Actor, appointment_id: UUID) -> HttpResponse:
    page = open_appointment(appointment_id, by=by, at=datetime.now(UTC))
    return render(request, "staff/appointment.html", _context(page))


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, by: Actor, appointment_id: UUID) -> HttpResponse:
    at = datetime.now(UTC)
    page = open_appointment(appointment_id, by=by, at=at)
    zone = organization_of(by).time_zone
    local = page.row.starts_at.astimezone(ZoneInfo(zone))
    form = AppointmentForm(
        request.POST if request.method == "POST" else None,
        carers=page.colleagues,
        initial={
            "on": local.date(), "starts": local.time(), "minutes": page.row.minutes,
            "staff": page.staff_id, "kind": page.row.kind, "room": page.row.room,
            "video_url": page.video_url,
        },
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            key = move_appointment(appointment_id, form.as_new(zone), by=by, at=at)
        except CareRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("staff:schedule_appointment", appointment_id=key)
    return form_page(request, "staff/appointment_move.html", form, _context(page))


@program_view
@require_POST
def settle(request: HttpRequest, by: Actor, appointment_id: UUID) -> HttpResponse:
    chosen = request.POST.get("event", "")
    event = AppointmentEvent(chosen) if chosen in DEEDS else AppointmentEvent.HOLD
    words = request.POST.get("words", "")[:300]
    try:
        settle_appointment(appointment_id, event, words=words, by=by, at=datetime.now(UTC))
    except CareRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("staff:schedule_appointment", appointment_id=appointment_id)


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, by: Actor, appointment_id: UUID) -> HttpResponse:
    """It was held, and what it counts for."""
    at = datetime.now(UTC)
    page = open_appointment(appointment_id, by=by, at=at)
    if not page.may_record:
        raise AccessDenied("Those who care for them write this down.", rule="care.change")
    on = page.row.starts_at.astimezone(ZoneInfo(organization_of(by).time_zone)).date()
    planned = f"{page.enrollment_id}:{page.session_slug}" if page.session_slug else ""
    sessions = session_choices(page.row.client_id, on)
    form = RecordForm(
        request.POST if request.method == "POST" else None,
        sessions=sessions,
        has_appointment=True,
        initial={"session": planned, "minutes": page.row.minutes},
    )
    if request.method == "POST" and form.is_valid():
        try:
            record_appointment(appointment_id, form.as_new(), by=by, at=at)
        except CareRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("staff:schedule_appointment", appointment_id=appointment_id)
    context = _context(page) | {"sessions": sessions}
    return form_page(request, "staff/appointment_record.html", form, context)


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, by: Actor, episode_id: UUID) -> HttpResponse:
    """Something happened without an appointment."""
    at = datetime.now(UTC)
    page, _episode = open_episode(episode_id, by=by, at=at)
    if not page.may_change:
        raise AccessDenied("Those who care for them write this down.", rule="care.change")
    today = at.astimezone(ZoneInfo(organization_of(by).time_zone)).date()
    sessions = session_choices(page.client_id, today)
    form = RecordForm(
        request.POST if request.method == "POST" else None,
        sessions=sessions,
        has_appointment=False,
        initial={"on": today},
    )
    if request.method == "POST" and form.is_valid():
        kind, on = SessionKind(form.cleaned_data["kind"]), form.cleaned_data["on"]
        try:
            record_contact(episode_id, kind, on, form.as_new(), by=by, at=at)
        except CareRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("staff:client_care", client_id=page.client_id)
    context = {"page": page, "sessions": sessions}
    return form_page(request, "staff/contact_record.html", form, context)


@program_view
@require_POST
def strike(request: HttpRequest, by: Actor, encounter_id: UUID) -> HttpResponse:
    words = request.POST.get("words", "")[:300]
    try:
        strike_encounter(encounter_id, words=words, by=by, at=datetime.now(UTC))
    except CareRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Struck. It stays to be read as a mistake."))
    try:
        course = UUID(request.POST.get("course", ""))
    except ValueError:
        return redirect("staff:schedule")
    return redirect("staff:course", enrollment_id=course)


def _first(sessions: Any) -> str:
    return next((one.key for one in sessions or () if one.is_offered), "")


def _context(page: AppointmentPage) -> dict[str, Any]:
    return {
        "page": page,
        "deeds": DEEDS,
        "is_over": page.row.starts_at <= datetime.now(UTC),
    } | WORDS
