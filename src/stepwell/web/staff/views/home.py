from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stepwell.actions.caseload_table import read_needs
from stepwell.actions.schedule_reading import open_schedule
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.clients import can_open_caseload
from stepwell.domain.access.policies.schedule import can_see_schedule
from stepwell.domain.access.roles import Role
from stepwell.queries.feeds import feed_reports
from stepwell.queries.organizations import organization_of
from stepwell.queries.staff_home import own_drafts, work_waiting
from stepwell.web.staff.caseload_page import row_looks
from stepwell.web.staff.policies import staff_view
from stepwell.web.staff.schedule_words import GROUP_STATES, KINDS, STATES


@staff_view
@require_safe
def home(request: HttpRequest, by: Actor) -> HttpResponse:
    lists_waiting = []
    if by.is_administrator:
        lists_waiting = [one for one in feed_reports() if one.held_removals]
    at = datetime.now(UTC)
    context = _day(by, at) | {
        "by": by,
        "program": organization_of(by).name if by.organization_id else "",
        "waiting": work_waiting(by, at),
        "lists_waiting": len(lists_waiting),
        "is_supervisor": Role.SUPERVISOR in by.roles,
        "cares": bool(by.roles & {Role.COUNSELOR, Role.SUPERVISOR}),
        "is_director": Role.DIRECTOR in by.roles,
        "is_auditor": Role.AUDITOR in by.roles,
        "needs_second_factor": bool(by.organization_id) and not by.has_second_factor,
    }
    return render(request, "staff/home.html", context)


def _day(by: Actor, at: datetime) -> dict[str, Any]:
    """What is on today and who of one's own needs something, for those who may see clients."""
    day: dict[str, Any] = {}
    if can_see_schedule(by):
        (today,) = open_schedule(whose="own" if can_open_caseload(by) else "", by=by, at=at)
        day |= {"day": today, "kinds": KINDS, "states": STATES, "group_states": GROUP_STATES}
    if can_open_caseload(by):
        needs = read_needs(by=by, at=at)
        day |= {"needs": needs.found, "needing": row_looks(needs), "drafts": own_drafts(by)}
    return day
