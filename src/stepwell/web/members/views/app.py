"""The page of the app, the worker that keeps it, and what the app asks of us about its person."""

from __future__ import annotations

from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from stepwell.actions.app_looks import choose_look
from stepwell.domain.access.session_limits import SHARED
from stepwell.domain.people.app_looks import ICONS, LONGEST_NAME, AppLookRefused
from stepwell.queries.app_looks import own_look
from stepwell.web.members.app_worker import shell_context, worker_script
from stepwell.web.shared.policies import actor_of, member_view, public_view
from stepwell.web.shared.program_here import program_here
from stepwell.web.shared.sign_in_state import kind_of


@member_view
@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """The first time, and where a phone keeps nothing: after that the worker answers."""
    return render(request, "members/app.html", shell_context())


@public_view
@require_safe
def kept_shell(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The same bytes for everyone, for the worker to keep: rendered without the request."""
    response = render(None, "members/app.html", shell_context())
    response["Cache-Control"] = "no-cache"
    return response


@public_view
@require_safe
def worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    response = HttpResponse(worker_script(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@member_view
@require_safe
def here(request: HttpRequest) -> JsonResponse:
    """Who is signed in, as a number that says nothing, and what the app needs to send.

    keeps: False on a phone that others use too; the app then keeps nothing on it, and ends the
    sign-in after idle_seconds without use.
    """
    by = actor_of(request)
    look = own_look(by)
    return JsonResponse(
        {
            "person": sha256(f"app:{by.key}".encode()).hexdigest()[:16],
            "keeps": kind_of(request) != SHARED,
            "idle_seconds": settings.SESSION_LIMITS[kind_of(request)].idle.total_seconds(),
            "csrf": get_token(request),
            "name": look.name or program_here(request).app_name,
            "own_name": look.name,
            "icon": look.icon,
            "icons": ICONS,
            "longest_name": LONGEST_NAME,
        }
    )


@member_view
@require_POST
def look(request: HttpRequest) -> JsonResponse:
    try:
        chosen = choose_look(
            request.POST.get("name", ""),
            request.POST.get("icon", ""),
            by=actor_of(request),
            at=timezone.now(),
        )
    except AppLookRefused as error:
        return JsonResponse({"said": str(error)}, status=422)
    name = chosen.name or program_here(request).app_name
    return JsonResponse({"name": name, "own_name": chosen.name, "icon": chosen.icon})
