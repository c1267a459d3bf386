"""Handing over a caseload, when someone leaves or is away."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.actions.caseload_reading import list_caseloads, open_caseload
from stepwell.actions.caseloads import HandOverRefused, hand_over_caseload
from stepwell.domain.access.actor import Actor
from stepwell.web.shared.page_numbers import page_number
from stepwell.web.staff.forms.program import HandOverForm
from stepwell.web.staff.pages import form_page
from stepwell.web.staff.policies import program_view


@program_view
@require_safe
def caseloads(request: HttpRequest, by: Actor) -> HttpResponse:
    found = list_caseloads(by=by, at=datetime.now(UTC), page=page_number(request))
    return render(request, "staff/caseloads.html", {"found": found})


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, by: Actor, user_id: UUID) -> HttpResponse:
    at = datetime.now(UTC)
    found = open_caseload(user_id, by=by, at=at)
    form = HandOverForm(
        request.POST if request.method == "POST" else None,
        takers=[(str(one.id), one.name) for one in found.takers],
        clients=[(str(one.id), one.name) for one in found.clients],
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            count = hand_over_caseload(
                user_id, values["to"], by=by, at=at, client_ids=values["clients"]
            )
        except HandOverRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            told = ngettext("%(n)d client handed over.", "%(n)d clients handed over.", count)
            messages.success(request, told % {"n": count})
            return redirect("staff:caseloads")
    return form_page(request, "staff/hand_over.html", form, {"found": found})
