"""While a client has the screen, nothing opens but their paper and the ways back from it.

Stands before the check of forms and everything behind it, so that a locked address says the same
to any request. The public site reads no session for this.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from stepwell.actions.refusals import record_refusal
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.access.handing_over import HandedOver
from stepwell.web.shared.frames import SIGNED_IN_PATHS
from stepwell.web.shared.handed_over import handed_over, is_locked, is_public_site, locked_page
from stepwell.web.shared.policies import actor_of

WHY = "The screen is handed over."


class HandedOverMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_nowhere = request.resolver_match is None and request.path.startswith(SIGNED_IN_PATHS)
        if is_nowhere and (held := _held(request)):
            return _locked(request, held)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *_: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or is_public_site(view, match):
            return None
        held = _held(request)
        return _locked(request, held) if held and is_locked(match, held) else None


def _held(request: HttpRequest) -> HandedOver | None:
    """Anonymous visitors are sent to the sign-in page, whatever the row of the session says."""
    return handed_over(request) if request.user.is_authenticated else None


def _locked(request: HttpRequest, held: HandedOver) -> HttpResponse:
    match = request.resolver_match
    page = match.view_name.replace(":", ".") if match else "unknown"
    refusal = AccessDenied(WHY, rule="screen.handed_over")
    record_refusal(refusal, page=page, by=actor_of(request), at=timezone.now())
    return locked_page(request, held)
