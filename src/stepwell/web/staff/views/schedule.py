"""The schedule: a day or a week, one's own or all that one may see."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stepwell.actions.schedule_reading import open_schedule
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.schedule import can_have_feed, can_list_groups
from stepwell.domain.access.roles import Role
from stepwell.web.staff.policies import program_view
from stepwell.web.staff.schedule_words import GROUP_STATES, KINDS, STATES

WORDS = {"kinds": KINDS, "states": STATES, "group_states": GROUP_STATES}


@program_view
@require_safe
def schedule(request: HttpRequest, by: Actor) -> HttpResponse:
    """What is no day in the address is today."""
    days = 7 if request.GET.get("span") == "week" else 1
    cares = bool(by.roles & {Role.COUNSELOR, Role.SUPERVISOR})
    is_own = cares and request.GET.get("whose") != "all"
    rows = open_schedule(
        _day(request.GET.get("day", "")),
        days=days,
        whose="own" if is_own else "",
        by=by,
        at=datetime.now(UTC),
    )
    first = rows[0].on
    context = {
        "days": rows,
        "span": "week" if days > 1 else "day",
        "whose": "" if is_own else "all",
        "before": first - timedelta(days=days),
        "after": first + timedelta(days=days),
        "first": first,
        "cares": cares,
        "has_feed": can_have_feed(by),
        "lists_groups": can_list_groups(by),
    }
    return render(request, "staff/schedule.html", context | WORDS)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
