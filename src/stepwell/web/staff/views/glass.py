"""Opening a record in an emergency, and a supervisor's look at it."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.actions.glass_breaks import (
    GlassRefused,
    GlassRow,
    break_glass,
    check_may_break_glass,
    list_glass_to_review,
    review_glass,
    see_alerts,
)
from stepwell.actions.glass_reading import list_reviewed_glass
from stepwell.domain.access.actor import Actor
from stepwell.domain.audit.record_kinds import reference_of
from stepwell.queries.pages import Page
from stepwell.web.shared.page_numbers import page_number
from stepwell.web.staff.forms.glass import REASON_WORDS, GlassForm, ReviewForm
from stepwell.web.staff.pages import form_page
from stepwell.web.staff.policies import program_view


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def break_open(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    check_may_break_glass(client_id, by=by, at=datetime.now(UTC))
    form = GlassForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            break_glass(client_id, **form.cleaned_data, by=by, at=datetime.now(UTC))
        except GlassRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("staff:client", client_id=client_id)
    return form_page(request, "staff/glass.html", form, {"code": reference_of(str(client_id))})


@program_view
@require_safe
def reviews(request: HttpRequest, by: Actor) -> HttpResponse:
    """Looking at the list is seeing the alerts."""
    at = datetime.now(UTC)
    found = list_glass_to_review(by=by, at=at, page=page_number(request))
    see_alerts(by=by, at=at)
    return _reviews(request, found, {})


@program_view
@require_POST
def review(request: HttpRequest, by: Actor, glass_id: UUID) -> HttpResponse:
    at = datetime.now(UTC)
    form = ReviewForm(request.POST, auto_id=f"id_{glass_id}_%s")
    if form.is_valid():
        try:
            review_glass(glass_id, **form.cleaned_data, by=by, at=at)
        except GlassRefused as refusal:
            form.add_error("words", str(refusal))
        else:
            messages.success(request, _("Kept. The record is closed to them again."))
            return redirect("staff:glass_reviews")
    found = list_glass_to_review(by=by, at=at, page=page_number(request))
    return _reviews(request, found, {glass_id: form}, status=422)


@program_view
@require_safe
def reviewed(request: HttpRequest, by: Actor) -> HttpResponse:
    """What was found about those that were looked at."""
    found = list_reviewed_glass(by=by, at=datetime.now(UTC), page=page_number(request))
    rows = [(row, REASON_WORDS.get(row.reason, "")) for row in found.rows]
    return render(request, "staff/glass_reviewed.html", {"found": found, "rows": rows})


def _reviews(
    request: HttpRequest,
    found: Page[GlassRow],
    forms: dict[UUID, ReviewForm],
    *,
    status: int = 200,
) -> HttpResponse:
    """forms: those that were sent and not taken, by row."""
    rows = [
        (
            row,
            REASON_WORDS.get(row.reason, ""),
            forms.get(row.id) or ReviewForm(auto_id=f"id_{row.id}_%s"),
        )
        for row in found.rows
    ]
    context = {"found": found, "rows": rows}
    return render(request, "staff/glass_reviews.html", context, status=status)
