"""What a rule refuses becomes a page, and is written down: 403 in the rule's own words, or 404."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from stepwell.actions.refusals import record_refusal
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.web.shared.json_answers import json_refusal, wants_json
from stepwell.web.shared.policies import actor_of


class RefusalsMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        refusal = _refusal_in(error)
        if refusal is None or not request.user.is_authenticated:
            return None
        record_refusal(refusal, page=_page(request), by=actor_of(request), at=timezone.now())
        if wants_json(request):
            is_unknown = isinstance(refusal, NotFound)
            status, code = (404, "not_found") if is_unknown else (403, "not_allowed")
            return json_refusal(status, code, str(refusal))
        if isinstance(refusal, NotFound):
            return render(request, "shared/errors/404.html", status=404)
        return render(request, "shared/errors/403.html", {"said": str(refusal)}, status=403)


def _refusal_in(error: Exception) -> AccessDenied | NotFound | None:
    """The refusal itself, or what a view has made Django's own of; None for anything else."""
    for one in (error, error.__context__):
        if isinstance(one, AccessDenied | NotFound):
            return one
    if isinstance(error, PermissionDenied):
        return AccessDenied(str(error), rule="page.open")
    return None


def _page(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name.replace(":", ".") if match else "unknown"
