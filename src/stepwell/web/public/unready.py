"""What to say while there is no directory to search: help first, then how to reach people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

RETRY_SECONDS = 60


def unready(request: HttpRequest) -> HttpResponse:
    response = render(request, "public/unready.html", {"section": "meetings"}, status=503)
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    return response
