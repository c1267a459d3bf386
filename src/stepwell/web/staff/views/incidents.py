"""Incidents: writing one down, the list, and a supervisor's review."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.actions.client_reading import clients_to_choose
from stepwell.actions.incidents import (
    IncidentRefused,
    check_may_review,
    list_incidents,
    open_incident,
    report_incident,
    review_incident,
)
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.clients import can_list_clients
from stepwell.domain.access.policies.safety import check_can_report_incident
from stepwell.queries.safety_library import rules_in_use
from stepwell.web.shared.page_numbers import page_number
from stepwell.web.staff.forms.incident import IncidentForm, IncidentReviewForm
from stepwell.web.staff.pages import form_page
from stepwell.web.staff.policies import program_view
from stepwell.web.staff.views.safety import language


@program_view
@require_safe
def incidents(request: HttpRequest, by: Actor) -> HttpResponse:
    listed = list_incidents(by=by, at=datetime.now(UTC), page=page_number(request))
    context = {
        "found": listed.found,
        "rows": [(row, row.kind.words(language()).label) for row in listed.found.rows],
        "waiting": listed.waiting,
        "rules": rules_in_use(),
    }
    return render(request, "staff/incidents.html", context)


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, by: Actor) -> HttpResponse:
    at = datetime.now(UTC)
    check_can_report_incident(by, by.organization_id)
    form = IncidentForm(
        request.POST if request.method == "POST" else None,
        rules=rules_in_use(),
        clients=clients_to_choose(by=by, at=at) if can_list_clients(by) else (),
        initial={"happened_at": timezone.localtime(at).replace(second=0, microsecond=0)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            incident_id = report_incident(form.as_new_incident(), by=by, at=at)
        except IncidentRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kept. Tell your supervisor as well."))
            return redirect("staff:safety_incident", incident_id=incident_id)
    return form_page(request, "staff/incident_report.html", form, {})


@program_view
@require_safe
def incident(request: HttpRequest, by: Actor, incident_id: UUID) -> HttpResponse:
    return _page(request, by, incident_id, IncidentReviewForm())


@program_view
@require_POST
def review(request: HttpRequest, by: Actor, incident_id: UUID) -> HttpResponse:
    check_may_review(incident_id, by=by)
    form = IncidentReviewForm(request.POST)
    if form.is_valid():
        try:
            review_incident(incident_id, form.as_new_review(), by=by, at=datetime.now(UTC))
        except IncidentRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kept."))
            return redirect("staff:safety_incident", incident_id=incident_id)
    return _page(request, by, incident_id, form)


def _page(
    request: HttpRequest, by: Actor, incident_id: UUID, form: IncidentReviewForm
) -> HttpResponse:
    page = open_incident(incident_id, by=by, at=datetime.now(UTC))
    context = {"page": page, "kind": page.row.kind.words(language()).label}
    return form_page(request, "staff/incident.html", form, context)
