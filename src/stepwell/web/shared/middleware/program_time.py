"""Signed-in pages show the time of the program one acts in; public pages say their own zone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from stepwell.web.shared.program_here import program_here
from stepwell.web.shared.sign_in_state import ORGANIZATION

SIGNED_IN = frozenset({"staff", "members", "accounts"})


class ProgramTimeMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with timezone.override(timezone.get_default_timezone()):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        match = request.resolver_match
        if match is None or match.namespace not in SIGNED_IN or not request.user.is_authenticated:
            return
        if request.session.get(ORGANIZATION, ""):
            timezone.activate(ZoneInfo(program_here(request).time_zone))
