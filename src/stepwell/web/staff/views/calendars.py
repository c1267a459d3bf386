"""The address of one's own calendar, and the calendar itself."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from stepwell.actions.calendar_feeds import feed_made_at, make_feed, read_feed, revoke_feed
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import NotFound
from stepwell.web.shared.policies import public_view
from stepwell.web.staff.policies import program_view


@program_view
@require_safe
def calendar(request: HttpRequest, by: Actor) -> HttpResponse:
    return render(request, "staff/calendar.html", {"made_at": feed_made_at(by=by)})


@program_view
@never_cache
@require_POST
def make(request: HttpRequest, by: Actor) -> HttpResponse:
    """The address is shown this once."""
    token = make_feed(by=by, at=datetime.now(UTC))
    address = request.build_absolute_uri(reverse("staff:schedule_feed", kwargs={"token": token}))
    return render(request, "staff/calendar.html", {"address": address, "made_at": None})


@program_view
@require_POST
def stop(request: HttpRequest, by: Actor) -> HttpResponse:
    revoke_feed(by=by, at=datetime.now(UTC))
    messages.success(request, _("The address does not work any more."))
    return redirect("staff:schedule_calendar")


@public_view
@never_cache
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001
    """For a calendar program, which cannot sign in: whoever knows the address reads it."""
    try:
        content = read_feed(token, at=datetime.now(UTC))
    except NotFound as missing:
        raise Http404("There is no such calendar.") from missing
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="calendar.ics"'
    return answer
