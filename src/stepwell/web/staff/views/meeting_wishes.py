"""Meetings that fit one client, and what matters to them."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.actions.meeting_wishes import leave_out, open_suggestions, set_wishes
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.matching.kept_wishes import WishRefused
from stepwell.web.staff.forms.meeting_wishes import MeetingWishesForm, wishes_values
from stepwell.web.staff.meeting_fit_words import fitting_words, left_out_words, meeting_lines
from stepwell.web.staff.pages import form_page
from stepwell.web.staff.policies import program_view


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    at = datetime.now(UTC)
    page = open_suggestions(client_id, by=by, at=at)
    if request.method == "POST" and not page.can_change:
        raise AccessDenied("You may read this, not change it.", rule="care.change")
    form = MeetingWishesForm(
        request.POST if request.method == "POST" else None,
        initial=wishes_values(page.near, page.wishes, page.number),
    )
    if request.method == "POST" and form.is_valid():
        try:
            set_wishes(
                client_id,
                form.cleaned_data["near"],
                form.as_wishes(page.wishes),
                replaces=form.cleaned_data["number"],
                by=by,
                at=at,
            )
        except (CareRefused, WishRefused) as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("staff:meeting_wishes", client_id=client_id)
    suggested = page.suggested
    context = {
        "page": page,
        "meetings": meeting_lines(suggested) if suggested else [],
        "left_out": left_out_words(suggested) if suggested else [],
        "fitting": fitting_words(suggested.found.fitting if suggested and suggested.found else 0),
    }
    return form_page(request, "staff/meeting_wishes.html", form, context)


@program_view
@require_POST
def left_out(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    """Leave one meeting out for good, or bring it back."""
    code, is_left_out = request.POST.get("code", ""), request.POST.get("is_left_out") == "yes"
    try:
        leave_out(client_id, code, is_left_out=is_left_out, by=by, at=datetime.now(UTC))
    except CareRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("staff:meeting_wishes", client_id=client_id)
