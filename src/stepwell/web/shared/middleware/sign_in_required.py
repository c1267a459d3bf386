"""Sends anonymous visitors to the sign-in page, and says there why a session ended."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from stepwell.web.shared.json_answers import json_refusal, wants_json

LEAVE_NOTHING = '"cache", "cookies", "storage"'
"""Clear-Site-Data of a shared phone. Browsers heed it on https and on localhost."""
ERASED = "erased"
"""Why a session ended whose person was erased: that browser forgets all it holds of them."""


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    def handle_no_permission(  # type: ignore[override]
        self,
        request: HttpRequest,
        view_func: Any,  # noqa: ARG002
    ) -> HttpResponseBase:
        session: Any = request.session
        query = {"next": request.get_full_path()} if request.method in {"GET", "HEAD"} else {}
        if session.ended_because and session.ended_because != ERASED:
            query["ended"] = session.ended_because
        where = f"{resolve_url(settings.LOGIN_URL)}?{urlencode(query)}"
        response: HttpResponse = HttpResponse(status=302, headers={"Location": where})
        if request.headers.get("HX-Request"):
            # A fragment must not be filled with the sign-in page: the whole page goes there.
            response = HttpResponse(status=401, headers={"HX-Redirect": where})
        if wants_json(request):
            response = json_refusal(401, "signed_out", _("Sign in to send what is on this phone."))
        if session.ended_kind == "shared" or session.ended_because == ERASED:
            response["Clear-Site-Data"] = LEAVE_NOTHING
        return response
