"""Someone's log: days, meetings and check-ins, typed in from talk or from paper."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.actions.log_reading import open_log
from stepwell.actions.recovery_log import keep_log, strike_entry
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.recovery.log import Source
from stepwell.queries.vocabularies import fellowships
from stepwell.web.staff.course_words import DAYS, DEEDS, LIKINGS, MODES, SOURCES
from stepwell.web.staff.forms.course import WeekForm
from stepwell.web.staff.pages import form_page
from stepwell.web.staff.policies import program_view
from stepwell.web.staff.told_words import lines_of

WORDS = {
    "states": DAYS,
    "modes": MODES,
    "likings": LIKINGS,
    "deeds": DEEDS,
    "sources": SOURCES,
}


@program_view
@require_safe
def log(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    last = _day(request.GET.get("last", ""))
    page = open_log(client_id, last, weeks=4, by=by, at=datetime.now(UTC))
    names = {slug: one.short_name for slug, one in fellowships().items()}
    context = {"page": page, "fellowships": names, "told": lines_of(page.days)} | WORDS
    return render(request, "staff/log.html", context)


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def week(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    at = datetime.now(UTC)
    last = _day(request.GET.get("last", ""))
    page = open_log(client_id, last, weeks=1, by=by, at=at)
    if not page.may_change:
        raise AccessDenied("You may read this, not change it.", rule="care.change")
    form = WeekForm(request.POST if request.method == "POST" else None, days=list(page.days))
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_log(
                client_id,
                days=form.as_days(),
                meetings=form.as_meetings(),
                check_ins=form.as_check_ins(),
                source=Source(form.cleaned_data["source"]),
                by=by,
                at=at,
            )
        except CareRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%d entries are new.") % kept)
            return redirect("staff:client_log", client_id=client_id)
    return form_page(request, "staff/log_week.html", form, {"page": page})


@program_view
@require_POST
def strike(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    kind, entry = request.POST.get("kind", ""), request.POST.get("entry", "")
    try:
        strike_entry(client_id, kind, entry, by=by, at=datetime.now(UTC))
    except CareRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("staff:client_log", client_id=client_id)


@program_view
@require_safe
def paper(request: HttpRequest, by: Actor) -> HttpResponse:  # noqa: ARG001
    """A sheet for two weeks, to print. It names nobody."""
    return render(request, "staff/paper_log.html", {"days": range(14)})


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None
