"""The finder: one view and one template for the page and for its live refinement."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.queries.directory import NoDirectory, current_directory
from stepwell.queries.meetings import find_meetings
from stepwell.web.public import finder_params
from stepwell.web.public.finder_form import FinderForm
from stepwell.web.public.finder_page import finder_context
from stepwell.web.public.unready import unready
from stepwell.web.shared.policies import public_view

FRESH_SECONDS = 30


@public_view
@csrf_exempt  # POST changes nothing: it only keeps a position out of addresses and logs.
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """GET with everything in the address; POST for "use my location", answered but not kept."""
    is_located = request.method == "POST"
    params = request.POST if is_located else request.GET
    asked = finder_params.read_request(params)
    if is_located:
        point = finder_params.read_point(params)
        if point is None:
            return redirect(reverse("public:meetings") + finder_params.query_string(asked))
        asked = asked.but(point=point, near="")
    try:
        directory = current_directory()
    except NoDirectory:
        return unready(request)
    htmx = request.htmx  # type: ignore[attr-defined]
    is_part = bool(htmx) and not htmx.history_restore_request
    page = find_meetings(asked, directory, timezone.now(), with_counts=is_part)
    context = finder_context(page, directory, types_in=finder_params.names_in(params))
    name = "public/parts/finder_results.html" if is_part else "public/meetings.html"
    response = render(request, name, context | {"is_part": is_part})
    if is_part:
        response["HX-Push-Url"] = context["address"]
    return _cacheable(response, is_located=is_located)


@public_view
@require_safe
def counts(request: HttpRequest) -> HttpResponse:
    """The numbers beside the filters, asked for by htmx when their panel is opened."""
    try:
        directory = current_directory()
    except NoDirectory:
        return HttpResponse(status=204)
    asked = finder_params.read_request(request.GET)
    page = find_meetings(asked, directory, timezone.now(), with_counts=True)
    numbers = FinderForm(asked, directory, page, "").counts_html()
    return _cacheable(HttpResponse(numbers), is_located=False)


def _cacheable(response: HttpResponse, *, is_located: bool) -> HttpResponse:
    """Nothing on the page is about the visitor, so Back and a second tap may reuse it for
    half a minute; shared caches may not, since an address tells a town. No ETag: every
    page carries a fresh nonce. Found by position, it is not kept at all.
    """
    response["Cache-Control"] = "no-store" if is_located else f"private, max-age={FRESH_SECONDS}"
    patch_vary_headers(response, ["HX-Request"])
    return response
