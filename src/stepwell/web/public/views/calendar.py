"""A meeting for the calendar: titled "Evening appointment" unless details were asked for."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stepwell.queries.calendars import NoCalendar, calendar_file
from stepwell.queries.directory import NoDirectory, current_directory
from stepwell.web.public.neutral_titles import neutral_titles
from stepwell.web.shared.policies import public_view


@public_view
@require_safe
def download(request: HttpRequest, code: UUID) -> HttpResponse:
    try:
        directory = current_directory()
    except NoDirectory as problem:
        raise Http404(str(problem)) from problem
    try:
        data = calendar_file(
            code,
            directory,
            timezone.now(),
            url=request.build_absolute_uri(reverse("public:meeting", args=(code,))),
            with_details=request.GET.get("details") == "1",
            neutral_titles=neutral_titles(),
        )
    except NoCalendar as problem:
        raise Http404(str(problem)) from problem
    if data is None:
        raise Http404(_("This meeting is no longer listed."))
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="appointment.ics"'
    response["Cache-Control"] = "private, no-cache"
    return response
