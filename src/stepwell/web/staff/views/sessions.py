"""Sessions: those that go on, what is offered, the one being held, and what it ended in."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.actions.group_session_ending import open_group_done
from stepwell.actions.group_sessions import start_group_run
from stepwell.actions.session_reading import list_open_runs
from stepwell.actions.session_results import Summary, open_done, print_summary
from stepwell.actions.session_runs import is_of_group, start_run
from stepwell.actions.session_starting import open_start
from stepwell.domain.access.actor import Actor
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.care.session_runs import RunState
from stepwell.web.staff.forms.sessions import StartForm
from stepwell.web.staff.policies import program_view
from stepwell.web.staff.protocol_words import kind_words
from stepwell.web.staff.session_page import run_page


@program_view
@require_safe
def sessions(request: HttpRequest, by: Actor) -> HttpResponse:
    rows = list_open_runs(by=by, at=datetime.now(UTC))
    return render(request, "staff/sessions/sessions.html", {"rows": rows})


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    """What the rules offer, why, and what not yet; and beginning one."""
    at = datetime.now(UTC)
    page = open_start(client_id, by=by, at=at)
    form = StartForm(request.POST if request.method == "POST" else None)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            run_id = start_run(client_id, form.as_new_run(), by=by, at=at)
        except CareRefused as refused:
            refusal = str(refused)
        else:
            return redirect("staff:session", run_id=run_id)
    context = {
        "page": page,
        "offers": [
            (one, [(step, kind_words(step.kind)) for step in one.steps]) for one in page.offers
        ],
        "refusal": refusal,
        "typed": form.data if form.is_bound else {},
        "chosen": request.GET.get("appointment", ""),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "staff/sessions/start.html", context, status=status)


@program_view
@require_safe
def session(request: HttpRequest, by: Actor, run_id: UUID) -> HttpResponse:
    at = datetime.now(UTC)
    try:
        template, context = run_page(run_id, by=by, at=at)
    except CareRefused as gone:
        messages.warning(request, str(gone))
        return redirect("staff:sessions")
    if context["run"].state is RunState.ENDED:
        return redirect("staff:session_done", run_id=run_id)
    return render(request, template, context)


@program_view
@require_POST
def start_group(request: HttpRequest, by: Actor, event_id: UUID) -> HttpResponse:
    """One runner for the whole group; where one is open, that goes on."""
    try:
        run_id = start_group_run(event_id, by=by, at=datetime.now(UTC))
    except CareRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect("staff:sessions")
    return redirect("staff:session", run_id=run_id)


@program_view
@never_cache
@require_POST
def summary(
    request: HttpRequest, by: Actor, run_id: UUID, client_id: UUID | None = None
) -> HttpResponse:
    """A sheet of paper for the person to take along. It names nobody and nothing clinical."""
    try:
        sheet = print_summary(run_id, client_id, by=by, at=datetime.now(UTC))
    except CareRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect("staff:session_done", run_id=run_id)
    return HttpResponse(summary_document(sheet))


def summary_document(sheet: Summary) -> bytes:
    """The whole document, as it is handed out: the one place that makes its bytes."""
    context = {"sheet": sheet, "released": sheet.released}
    return render_to_string("staff/sessions/summary_print.html", context).encode()


@program_view
@require_safe
def done(request: HttpRequest, by: Actor, run_id: UUID) -> HttpResponse:
    """What the session ended in."""
    at = datetime.now(UTC)
    if is_of_group(run_id, by):
        page = open_group_done(run_id, by=by, at=at)
        return render(request, "staff/sessions/group_done.html", {"page": page})
    return render(request, "staff/sessions/done.html", {"page": open_done(run_id, by=by, at=at)})
