"""Pages of plain words from the library: first meeting, privacy."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stepwell.queries.content import content_page
from stepwell.web.shared.policies import public_view

FRESH_SECONDS = 300


@public_view
@require_safe
def first_meeting(request: HttpRequest) -> HttpResponse:
    context = {
        "section": "first_meeting",
        "content": content_page("what_to_expect"),
        "questions": content_page("first_questions"),
    }
    return _fresh(render(request, "public/first_meeting.html", context))


@public_view
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    context = {"section": "privacy", "content": content_page("privacy")}
    return _fresh(render(request, "public/content_page.html", context))


def _fresh(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = f"private, max-age={FRESH_SECONDS}"
    return response
