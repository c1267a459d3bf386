# ruff: noqa: ARG001  (Django calls these handlers with fixed arguments)
"""Error pages that still help: they say whose fault it is, what is safe, and one way on."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

from stepwell.web.shared.context import program
from stepwell.web.shared.frames import ENTRANCE_PATHS, SIGNED_IN_PATHS, STAFF_FRAME
from stepwell.web.shared.json_answers import json_refusal, wants_json


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "shared/errors/400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "shared/errors/403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long, or cookies are off: what was typed can be sent again."""
    if wants_json(request):
        return json_refusal(403, "csrf", _("Open the app again to send what is on this phone."))
    return render(request, "shared/errors/csrf.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "shared/errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Needs no database, session or context processor: any of them may be what broke."""
    is_staff_page = request.path.startswith("/staff/")
    context: dict[str, Any] = dict(program(None)) | {
        "is_staff_page": is_staff_page,
        "is_neutral": request.path.startswith((*SIGNED_IN_PATHS, *ENTRANCE_PATHS)),
        "error_frame": STAFF_FRAME if is_staff_page else "",
    }
    return HttpResponse(loader.render_to_string("shared/errors/500.html", context), status=500)
