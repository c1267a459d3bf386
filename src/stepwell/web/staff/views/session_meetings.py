"""Choosing, in a session, from the meetings that fit the person."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from stepwell.actions.meeting_wishes import open_suggestions
from stepwell.actions.session_meetings import ChosenMeeting, take_meetings
from stepwell.actions.session_runs import client_of_open_run
from stepwell.domain.access.actor import Actor
from stepwell.domain.care.refusal import CareRefused
from stepwell.web.staff.meeting_fit_words import fitting_words, meeting_lines
from stepwell.web.staff.policies import program_view


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def meetings(request: HttpRequest, by: Actor, run_id: UUID) -> HttpResponse:
    at = datetime.now(UTC)
    page = open_suggestions(client_of_open_run(run_id, by=by, at=at), by=by, at=at)
    suggested = page.suggested
    lines = meeting_lines(suggested) if suggested else []
    refusal, codes = "", request.POST.getlist("code")
    if request.method == "POST":
        chosen = [
            ChosenMeeting(one.code, one.name, one.where, one.when)
            for one in lines
            if one.code in codes
        ]
        try:
            if len(chosen) < max(len(set(codes)), 1):
                raise CareRefused("Choose at least one of the meetings below.")
            take_meetings(run_id, chosen, by=by, at=at)
        except CareRefused as refused:
            refusal = str(refused)
        else:
            return redirect(f"{reverse('staff:session', kwargs={'run_id': run_id})}#tasks")
    context = {
        "page": page,
        "run_id": run_id,
        "meetings": [(one, one.code in codes) for one in lines],
        "fitting": fitting_words(suggested.found.fitting if suggested and suggested.found else 0),
        "refusal": refusal,
    }
    status = 422 if refusal else 200
    return render(request, "staff/sessions/meetings.html", context, status=status)
