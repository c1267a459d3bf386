"""My shortlist: the codes live on the visitor's device and are sent only to be shown."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from stepwell.queries.directory import Directory, NoDirectory, current_directory
from stepwell.queries.meeting_pages import next_occurrence
from stepwell.web.public.row_fragments import RowStyle, rendered_rows
from stepwell.web.public.unready import unready
from stepwell.web.shared.policies import public_view

MOST_CODES = 50


@public_view
@csrf_exempt  # POST changes nothing: it keeps what someone has kept out of addresses and logs.
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        response = render(request, "public/shortlist.html", {"section": "shortlist"})
        response["Cache-Control"] = "private, max-age=300"
        return response
    try:
        directory = current_directory()
    except NoDirectory:
        return unready(request)
    codes = _codes(request.POST.getlist("code")[:MOST_CODES])
    response = render(request, "public/parts/shortlist_rows.html", _rows(codes, directory))
    response["Cache-Control"] = "no-store"
    return response


def _codes(values: list[str]) -> list[UUID]:
    found = []
    for value in values:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def _rows(codes: list[UUID], directory: Directory) -> dict[str, object]:
    """Soonest first; those without a fixed time, and those no longer listed, after them."""
    at = timezone.now()
    rows = {code: directory.row_of(code) for code in codes}
    listed = [row for row in rows.values() if row is not None]
    times = {row: next_occurrence(row, directory.meeting(row), at) for row in listed}
    soonest = sorted((one for one in times.values() if one), key=lambda one: one.starts_at)
    return {
        "rows": rendered_rows(
            soonest, directory, RowStyle(at, directory.home_zone, level=2, with_day=True)
        ),
        "without_time": [
            (directory.meeting(row), directory.code(row)) for row in listed if times[row] is None
        ],
        "gone": [str(code) for code, row in rows.items() if row is None],
    }
