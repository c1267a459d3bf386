"""What a client's significant other takes on: giving it, showing it, going through it."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.actions.partner_reading import open_partner_tasks
from stepwell.actions.partner_tasks import give_partner_task, show_partner_task
from stepwell.actions.recovery_tasks import answer_task
from stepwell.domain.access.actor import Actor
from stepwell.domain.care.refusal import CareRefused
from stepwell.web.staff.forms.partner import STATES, GiveForm, ReviewForm
from stepwell.web.staff.pages import form_page
from stepwell.web.staff.policies import program_view


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def partner(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    """The page; sent, it gives a task."""
    at = datetime.now(UTC)
    page = open_partner_tasks(client_id, by=by, at=at)
    form = GiveForm(request.POST if request.method == "POST" else None, partners=page.partners)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["partner"]
        try:
            is_shown = give_partner_task(client_id, chosen, form.as_new_task(), by=by, at=at)
        except CareRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request,
                _("Given. It stands on their page.")
                if is_shown
                else _("Given. It is not on their page: no consent covers that yet."),
            )
            return redirect("staff:client_partner", client_id=client_id)
    reviews = [(one, ReviewForm(auto_id=f"{one.id}-%s")) for one in page.waiting]
    context = {"page": page, "reviews": reviews, "states": dict(STATES)}
    return form_page(request, "staff/partner.html", form, context)


@program_view
@require_POST
def show(request: HttpRequest, by: Actor, client_id: UUID, task_id: UUID) -> HttpResponse:
    try:
        show_partner_task(client_id, task_id, by=by, at=datetime.now(UTC))
    except CareRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It stands on their page."))
    return redirect("staff:client_partner", client_id=client_id)


@program_view
@require_POST
def review(request: HttpRequest, by: Actor, client_id: UUID, task_id: UUID) -> HttpResponse:
    form = ReviewForm(request.POST)
    answer = form.as_answer() if form.is_valid() else None
    try:
        answer_task(client_id, task_id, answer, by=by, at=datetime.now(UTC))
    except CareRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Written down."))
    return redirect("staff:client_partner", client_id=client_id)
