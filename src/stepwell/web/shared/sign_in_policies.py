"""What a session must have besides a person: a second factor, or a recent proof of who it is.

    @program_view(…)
    @second_factor_needed
    @confirmed_recently
    def export(request): …

Both stand below the policy that says who may come in at all.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from stepwell.domain.access.roles import STAFF
from stepwell.web.shared.policies import actor_of
from stepwell.web.shared.sign_in_state import is_confirmed

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def second_factor_needed(view: View) -> View:
    """For pages with clients: staff without a second factor are shown how to set one up."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor = actor_of(request)
        works_here = actor.is_administrator or actor.roles & STAFF
        if works_here and not actor.has_second_factor:
            return _elsewhere(request, "accounts:second_factor")
        return view(request, *args, **kwargs)

    guarded.needs_second_factor = True  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]


def confirmed_recently(view: View) -> View:
    """For exports, roles, deletion and one's own ways to sign in: prove again who you are.

    A form that was sent too late has not been acted on; the person confirms and sends it again.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_confirmed(request):
            return _elsewhere(request, "accounts:confirm")
        return view(request, *args, **kwargs)

    guarded.needs_confirmation = True  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]


def _elsewhere(request: HttpRequest, name: str) -> HttpResponseBase:
    query = {}
    if request.method in {"GET", "HEAD"}:
        query = {"next": request.get_full_path()}
    where = reverse(name) + (f"?{urlencode(query)}" if query else "")
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": where})
    return redirect(where)
