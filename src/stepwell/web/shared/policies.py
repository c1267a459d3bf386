"""Who may open a page. Every view names its policy; a test walks all URLs and fails without one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from hashlib import sha256
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.access.roles import Role
from stepwell.web.shared.sign_in_state import ORGANIZATION, STAFF, has_second_factor, kind_of
from stepwell.web.shared.whence import origin_of

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def public_view(view: View) -> View:
    """Open to anyone, signed in or not."""
    view.policy = "public"  # type: ignore[attr-defined]
    return login_not_required(view)


def signed_in_view(view: View) -> View:
    """For anyone who is signed in: what concerns only themselves."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    guarded.policy = "signed_in"  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]


def member_view(view: View) -> View:
    """For a member's own app. A sign-in for work opens nothing of it, whoever's it is."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if kind_of(request) == STAFF or Role.MEMBER not in actor_of(request).roles:
            raise AccessDenied("Sign in as a member to use the app.", rule="entries.own")
        return view(request, *args, **kwargs)

    guarded.policy = "member"  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]


def partner_view(view: View) -> View:
    """For a significant other's own page. A sign-in for work opens nothing of it."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if kind_of(request) == STAFF or Role.SIGNIFICANT_OTHER not in actor_of(request).roles:
            raise AccessDenied("This page is for someone else.", rule="partner")
        return view(request, *args, **kwargs)

    guarded.policy = "partner"  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]


def administrator_view(view: View) -> View:
    """Only for a signed-in administrator; others who are signed in get a 403."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not actor_of(request).is_administrator:
            raise PermissionDenied("This page is for administrators.")
        return view(request, *args, **kwargs)

    guarded.policy = "administrator"  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]


def actor_of(request: HttpRequest) -> Actor:
    """The signed-in person as an actor. The login middleware has refused anonymous visitors.

    Looked up once for a request, and again after the sign-in changed within it.
    """
    organization_id = request.session.get(ORGANIZATION, "")
    signed_in = (
        str(request.user.pk),
        organization_id,
        request.session.session_key,
        has_second_factor(request),
    )
    known: dict[tuple[Any, ...], Actor] = request.__dict__.setdefault("stepwell_actors", {})
    if signed_in not in known:
        known[signed_in] = _look_up_actor(request, organization_id)
    return known[signed_in]


def _look_up_actor(request: HttpRequest, organization_id: str) -> Actor:
    actor: Actor = request.user.as_actor(organization_id, timezone.now())  # type: ignore[union-attr]
    return replace(
        actor,
        origin=origin_of(request),
        has_second_factor=has_second_factor(request),
        session_key_digest=sha256((request.session.session_key or "").encode()).hexdigest(),
    )
