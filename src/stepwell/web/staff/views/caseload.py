"""The caseload as a table, and the views of it that someone keeps. No name is in an address."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stepwell.actions.caseload_table import read_caseload
from stepwell.actions.saved_views import drop_view, list_views, save_view
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.clients import can_hand_over_caseload
from stepwell.domain.access.roles import Role
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.caseload.sifting import CaseSift, sift_from
from stepwell.queries.caseload_rules import course_slugs, flag_kinds
from stepwell.web.shared.page_numbers import page_number
from stepwell.web.staff.caseload_page import (
    choices_of,
    picks_of,
    query_of,
    reaches_of,
    row_looks,
    rule_rows,
)
from stepwell.web.staff.forms.client import SearchForm
from stepwell.web.staff.policies import program_view


def caseload_page(request: HttpRequest, by: Actor) -> HttpResponse:
    """For whoever cares for clients; `views.clients.clients` asks."""
    at = datetime.now(UTC)
    sift = _sift(request.GET)
    found = read_caseload(sift, by=by, at=at, page=page_number(request))
    views = list_views(by=by)
    query = query_of(sift)
    is_supervisor = Role.SUPERVISOR in by.roles
    context = {
        "found": found.found,
        "counts": found.counts,
        "rows": row_looks(found),
        "today": found.today,
        "picks": picks_of(found.counts, sift),
        "reaches": reaches_of(sift, is_supervisor=is_supervisor),
        "rules": rule_rows(),
        "query": query,
        "views": [(one, urlencode(one.params)) for one in views],
        "params": sift.as_params().items(),
        "form": SearchForm(),
        "is_supervisor": is_supervisor,
        "hands_over": can_hand_over_caseload(by, by.organization_id),
        "at": at,
    } | choices_of(found, sift)
    return render(request, "staff/caseload.html", context)


@program_view
@require_POST
def keep_view(request: HttpRequest, by: Actor) -> HttpResponse:
    sift = _sift(request.POST)
    try:
        save_view(request.POST.get("name", ""), sift, by=by, at=datetime.now(UTC))
    except CareRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Kept. Only you see it."))
    return _back(sift)


@program_view
@require_POST
def forget_view(request: HttpRequest, by: Actor, view_id: UUID) -> HttpResponse:
    drop_view(view_id, by=by)
    messages.success(request, _("The view is gone. Nobody’s record has changed."))
    return _back(_sift(request.POST))


def _sift(said: QueryDict) -> CaseSift:
    return sift_from(said.dict(), flags=flag_kinds(), courses=course_slugs())  # type: ignore[arg-type]


def _back(sift: CaseSift) -> HttpResponse:
    query = query_of(sift)
    return redirect(reverse("staff:clients") + (f"?{query}" if query else ""))
