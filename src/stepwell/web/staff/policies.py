"""Who may open staff pages at all; what is on them is for the rules of `domain.access` to say.

    @program_view
    @require_safe
    def clients(request, by): …

The view gets who acts as its second argument.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.roles import STAFF
from stepwell.web.shared.policies import actor_of
from stepwell.web.shared.sign_in_policies import second_factor_needed

P = ParamSpec("P")
StaffView = Callable[Concatenate[HttpRequest, Actor, P], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def program_view(view: StaffView[P]) -> View[P]:
    """For those who work in the program they act in, with a second factor."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        by = actor_of(request)
        if not by.roles & STAFF:
            raise PermissionDenied("This page is for people who work in a program.")
        request.actor = by  # type: ignore[attr-defined]
        if not by.has_second_factor:
            return second_factor_needed(guarded)(request, *args, **kwargs)
        return view(request, by, *args, **kwargs)

    return _named(guarded, "program")


def staff_view(view: StaffView[P]) -> View[P]:
    """For those who work in a program or operate the installation. Whatever is about a client is
    read by actions that ask for the role and the second factor."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        by = actor_of(request)
        if not (by.roles & STAFF or by.is_administrator):
            raise PermissionDenied("This page is for people who work here.")
        request.actor = by  # type: ignore[attr-defined]
        return view(request, by, *args, **kwargs)

    return _named(guarded, "staff")


def _named(view: View[P], policy: str) -> View[P]:
    view.policy = policy  # type: ignore[attr-defined]
    return view
