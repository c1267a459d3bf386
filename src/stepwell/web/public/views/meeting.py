"""One meeting; and for references to one that is gone, what happened and what is near."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stepwell.domain.meetings.documents import decode_document
from stepwell.queries.directory import Directory, NoDirectory, current_directory
from stepwell.queries.feeds import meeting_by_source_key, removed_meeting
from stepwell.queries.finder_request import FinderRequest
from stepwell.queries.meeting_pages import show_meeting
from stepwell.queries.meetings import find_meetings
from stepwell.web.public import finder_params
from stepwell.web.public.finder_page import shown_group
from stepwell.web.public.meeting_page import meeting_context
from stepwell.web.public.row_fragments import RowStyle
from stepwell.web.public.unready import unready
from stepwell.web.shared.policies import public_view

FRESH_SECONDS = 60
MOST_INSTEAD = 5


@public_view
@require_safe
def show(request: HttpRequest, code: UUID) -> HttpResponse:
    try:
        directory = current_directory()
    except NoDirectory:
        return unready(request)
    page = show_meeting(code, directory, timezone.now())
    if page is None:
        return _gone(request, code, directory)
    types_in = finder_params.names_in(request.GET)
    context = meeting_context(page, directory, types_in=types_in)
    response = render(request, "public/meeting.html", context)
    response["Cache-Control"] = f"private, max-age={FRESH_SECONDS}"
    return response


@public_view
@require_safe
def find(request: HttpRequest, feed: str, key: str) -> HttpResponse:  # noqa: ARG001
    """A source's own key, also one it has since changed, leads to the meeting."""
    code = meeting_by_source_key(feed, key)
    if code is None:
        raise Http404(_("No list we read has ever had a meeting under this name."))
    return redirect("public:meeting", code=code)


def _gone(request: HttpRequest, code: UUID, directory: Directory) -> HttpResponse:
    """410 with the nearest alternatives; 404 for a code that never was one.

    The only read of the database on these pages: the snapshot forgets what is not listed.
    """
    removed = removed_meeting(str(code))
    if removed is None:
        raise Http404(_("No meeting has this address."))
    meeting = decode_document(removed.document)
    place = meeting.place
    asked = FinderRequest()
    if place.latitude is not None and place.longitude is not None:
        asked = asked.but(point=(place.latitude, place.longitude))
    found = find_meetings(asked, directory, timezone.now())
    style = RowStyle(found.at, found.zone)
    context = {
        "section": "meetings",
        "meeting": meeting,
        "removed_at": removed.removed_at,
        "groups": [shown_group(group, directory, style) for group in found.groups[:2]],
        "place": found.place,
    }
    response = render(request, "public/meeting_gone.html", context, status=410)
    response["Cache-Control"] = f"private, max-age={FRESH_SECONDS}"
    return response
