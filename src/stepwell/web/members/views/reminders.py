"""What a member is reminded of in their own calendar program, and the calendar itself."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.actions.reminders import (
    keep_reminders,
    make_reminder_address,
    open_reminders,
    read_reminders,
    revoke_reminder_address,
)
from stepwell.domain.access.denied import NotFound
from stepwell.domain.recovery.reminders import RemindersRefused
from stepwell.web.members.forms.reminders import RemindersForm
from stepwell.web.shared.policies import actor_of, member_view, public_view


@member_view
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    page = open_reminders(by=by)
    form = RemindersForm(
        request.POST if request.method == "POST" else None,
        wishes=page.wishes,
        app_name=page.app_name,
    )
    if request.method == "POST" and form.is_valid():
        try:
            keep_reminders(form.as_wishes(), by=by, at=datetime.now(UTC))
        except RemindersRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kept. Calendars take some hours to notice."))
            return redirect("members:reminders")
    status = 422 if form.errors else 200
    return render(request, "members/reminders.html", {"page": page, "form": form}, status=status)


@member_view
@never_cache
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """The address is shown this once."""
    by = actor_of(request)
    token = make_reminder_address(by=by, at=datetime.now(UTC))
    path = reverse("members:reminders_feed", kwargs={"token": token})
    page = open_reminders(by=by)
    context = {
        "page": page,
        "form": RemindersForm(wishes=page.wishes, app_name=page.app_name),
        "address": request.build_absolute_uri(path),
    }
    return render(request, "members/reminders.html", context)


@member_view
@never_cache
@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    revoke_reminder_address(by=actor_of(request), at=datetime.now(UTC))
    messages.success(request, _("The address does not work any more."))
    return redirect("members:reminders")


@public_view
@never_cache
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001
    """For a calendar program, which cannot sign in: whoever knows the address reads it."""
    try:
        content = read_reminders(token, at=datetime.now(UTC))
    except NotFound as missing:
        raise Http404("There is no such calendar.") from missing
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="calendar.ics"'
    return answer
