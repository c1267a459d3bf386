from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.roles import Role
from stepwell.queries.feeds import feed_reports
from stepwell.queries.organizations import organization_of
from stepwell.queries.staff_home import work_waiting
from stepwell.web.staff.policies import staff_view


@staff_view
@require_safe
def home(request: HttpRequest, by: Actor) -> HttpResponse:
    lists_waiting = []
    if by.is_administrator:
        lists_waiting = [one for one in feed_reports() if one.held_removals]
    context = {
        "by": by,
        "program": organization_of(by).name if by.organization_id else "",
        "waiting": work_waiting(by, datetime.now(UTC)),
        "lists_waiting": len(lists_waiting),
        "is_supervisor": Role.SUPERVISOR in by.roles,
        "cares": bool(by.roles & {Role.COUNSELOR, Role.SUPERVISOR}),
        "is_director": Role.DIRECTOR in by.roles,
        "is_auditor": Role.AUDITOR in by.roles,
        "needs_second_factor": bool(by.organization_id) and not by.has_second_factor,
    }
    return render(request, "staff/home.html", context)
