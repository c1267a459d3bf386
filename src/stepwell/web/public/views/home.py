"""The home page: where are you, what would help right now, what starts soon."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stepwell.queries.directory import NoDirectory, current_directory
from stepwell.queries.meetings import soonest
from stepwell.queries.places import find_place
from stepwell.web.public.hundred_squares import hundred_squares
from stepwell.web.public.row_fragments import RowStyle, rendered_rows
from stepwell.web.shared.policies import public_view

MOST_SOON = 4
FRESH_SECONDS = 30


@public_view
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    charts = {"helped_chart": hundred_squares(42), "other_chart": hundred_squares(35)}
    response = render(request, "public/home.html", _soon() | charts)
    response["Cache-Control"] = f"private, max-age={FRESH_SECONDS}"
    return response


def _soon() -> dict[str, object]:
    """Meetings near the program, where it has said where it is, else anywhere in the lists."""
    try:
        directory = current_directory()
    except NoDirectory:
        return {"has_soon": False}
    at = timezone.now()
    near = settings.PROGRAM_PLACE
    place = find_place(near, directory, at).place if near else None
    page = soonest(directory, at, place, MOST_SOON)
    style = RowStyle(page.at, page.zone, uses_miles=place.uses_miles if place else True)
    occurrences = [one for group in page.groups for one in group.occurrences]
    return {
        "has_soon": bool(occurrences),
        "soon_rows": rendered_rows(occurrences, directory, style),
        "soon_place": place,
    }
