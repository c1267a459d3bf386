"""A client's safety plan and the screener."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.actions.safety_path_reading import list_paths_of_client
from stepwell.actions.safety_plans import (
    PlanPage,
    PlanVersion,
    PrintedPlan,
    keep_plan,
    open_plan,
    print_plan,
)
from stepwell.actions.screeners import keep_screener, open_screener
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.safety.plan import PlanPart, PlanRefused, part_number, pieces_of
from stepwell.domain.safety.triage import AnswersRefused, Level
from stepwell.queries.safety_library import plan_words, policy_in_use
from stepwell.web.staff.forms.safety import ScreenerForm
from stepwell.web.staff.forms.safety_plan import PlanForm, plan_values
from stepwell.web.staff.pages import form_page
from stepwell.web.staff.policies import program_view
from stepwell.web.staff.views.safety import language


@program_view
@require_safe
def plan(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    at = datetime.now(UTC)
    page = open_plan(client_id, by=by, at=at)
    context = _context(page, page.current) | {
        "paths": list_paths_of_client(client_id, by=by, at=at)
    }
    return render(request, "staff/safety_plan.html", context)


@program_view
@require_safe
def version(request: HttpRequest, by: Actor, client_id: UUID, number: int) -> HttpResponse:
    """An earlier version, as it was."""
    page = open_plan(client_id, by=by, at=datetime.now(UTC))
    return render(request, "staff/safety_plan.html", _context(page, page.version(number)))


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    """A new version, beginning with the words of the last."""
    at = datetime.now(UTC)
    page = open_plan(client_id, by=by, at=at)
    if not page.can_write:
        raise AccessDenied("You may read this plan, not change it.", rule="safety.plan")
    form = PlanForm(
        request.POST if request.method == "POST" else None,
        words=plan_words(),
        language=language(),
        initial=plan_values(page.current),
    )
    if request.method == "POST" and form.is_valid():
        try:
            keep_plan(
                client_id,
                form.as_parts(),
                language=form.cleaned_data["language"],
                is_made_together=form.cleaned_data["is_made_together"],
                replaces=form.cleaned_data["replaces"],
                by=by,
                at=at,
            )
        except PlanRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kept as a new version. Print it, so that they have it."))
            return redirect("staff:safety_plan", client_id=client_id)
    return form_page(
        request, "staff/safety_plan_change.html", form, {"page": page, "words": plan_words()}
    )


@program_view
@never_cache
@require_POST
def printed(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    """A sheet of paper for the client to take along. It names nobody."""
    try:
        sheet = print_plan(client_id, by=by, at=datetime.now(UTC))
    except PlanRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect("staff:safety_plan", client_id=client_id)
    return HttpResponse(plan_document(sheet))


def plan_document(sheet: PrintedPlan) -> bytes:
    """The whole document, as it is handed out: the one place that makes its bytes."""
    current = sheet.page.current
    assert current is not None  # nothing else is printed
    context = _context(sheet.page, current) | {"released": sheet.released}
    with override(current.language):
        return render_to_string("staff/safety_plan_print.html", context).encode()


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def screener(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    at = datetime.now(UTC)
    page = open_screener(client_id, by=by, at=at)
    policy = policy_in_use()
    form = ScreenerForm(request.POST if request.method == "POST" else None, policy=policy)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_screener(client_id, form.as_answers(), by=by, at=at)
        except AnswersRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _told(kept.triage.level))
            if kept.path_id:
                return redirect("staff:safety_path", path_id=kept.path_id)
            return redirect("staff:safety_plan", client_id=client_id)
    context = {"page": page, "policy": policy}
    return form_page(request, "staff/safety_screener.html", form, context)


def _told(level: Level) -> str:
    return {
        Level.HIGH: _("High. Don’t leave the person alone; the path says what to do now."),
        Level.MODERATE: _("Moderate. The path says what to do today."),
        Level.LOW: _("Low. The path says what to do today."),
        Level.NONE: _("No risk named in these answers. Your own judgment counts as much."),
    }[level]


def _context(page: PlanPage, shown: PlanVersion | None) -> dict[str, Any]:
    """The version shown, its entries cut so that numbers can be touched."""
    words = plan_words()
    parts = (
        []
        if shown is None
        else [
            (
                part_number(part),
                words.of(part, shown.language).heading,
                [pieces_of(entry) for entry in shown.parts[part]],
            )
            for part in PlanPart
        ]
    )
    return {"page": page, "shown": shown, "parts": parts, "words": words}
