"""The audit trail, the outbox of the demo, and whether the installation is well."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stepwell.actions.audit_reading import TrailFilter, read_trail
from stepwell.actions.notice_reading import list_outbox
from stepwell.domain.access.actor import Actor
from stepwell.queries.background_tasks import failed_tasks, jobs_begun
from stepwell.queries.installation import examine_installation
from stepwell.web.shared.page_numbers import page_number
from stepwell.web.shared.policies import administrator_view
from stepwell.web.staff.forms.program import TrailForm
from stepwell.web.staff.policies import program_view, staff_view


@staff_view
@require_safe
def trail(request: HttpRequest, by: Actor) -> HttpResponse:
    """Of the program for its auditor, of the installation for its administrator."""
    form = TrailForm(request.GET or None)
    wanted = form.as_filter() if form.is_bound and form.is_valid() else TrailFilter()
    found = read_trail(by=by, at=datetime.now(UTC), wanted=wanted, page=page_number(request))
    kept = {name: value for name, value in request.GET.items() if name in form.fields and value}
    context = {
        "form": form,
        "found": found,
        "rows": [(row, _details(row.details)) for row in found.rows],
        "query": urlencode(kept),
        "is_narrowed": bool(kept),
    }
    return render(request, "staff/trail.html", context, status=422 if form.errors else 200)


@program_view
@require_safe
def outbox(request: HttpRequest, by: Actor) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    found = list_outbox(by=by, at=datetime.now(UTC), page=page_number(request))
    return render(request, "staff/outbox.html", {"found": found})


@administrator_view
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    findings = list(examine_installation())
    context = {
        "findings": findings,
        "wrong": [one for one in findings if one.state == "wrong"],
        "look": [one for one in findings if one.state == "look"],
        "jobs": jobs_begun(),
        "failed": failed_tasks(),
    }
    return render(request, "staff/health.html", context)


def _details(details: dict[str, object]) -> str:
    return "; ".join(
        f"{name.replace('_', ' ')}: {_plain(value)}" for name, value in sorted(details.items())
    )


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return value if isinstance(value, str) else json.dumps(value)
