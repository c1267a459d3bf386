"""Suggestions while someone types a place: options of a datalist, asked for by htmx."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stepwell.queries.finder_request import MAX_TEXT
from stepwell.queries.places import suggest_places
from stepwell.web.shared.policies import public_view

FRESH_SECONDS = 3600


@public_view
@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    text = " ".join(request.GET.get("near", "").split())[:MAX_TEXT]
    labels = suggest_places(text)
    response = render(request, "public/parts/place_options.html", {"labels": labels})
    response["Cache-Control"] = f"private, max-age={FRESH_SECONDS}"
    return response
