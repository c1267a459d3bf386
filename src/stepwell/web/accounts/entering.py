"""Between the first right answer and being signed in: which steps are left, kept in the session.

The session has a new cookie after every step, and nothing in it opens anything until the last.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from stepwell.actions.sessions import begin_session
from stepwell.actions.signing_in import SignInRefused, Whence, has_pin, next_steps, open_account
from stepwell.domain.access.roles import STAFF
from stepwell.web.accounts.labels import browser_label
from stepwell.web.shared.policies import actor_of
from stepwell.web.shared.visitors import address_of
from stepwell.web.shared.whence import origin_of

KEY = "entering"
LONGEST = timedelta(minutes=5)
STEP_PAGES = {"code": "accounts:code", "app": "accounts:code", "pin": "accounts:pin"}


@dataclass(frozen=True, slots=True)
class Entering:
    """needs: "code" (of the app, or of the recovery sheet), "app" (of the app only), "pin"."""

    user_id: str
    method: str
    has_second_factor: bool
    is_shared: bool
    wanted: str
    needs: tuple[str, ...]
    at: float


def enter(
    request: HttpRequest, user: Any, *, method: str, is_shared: bool = False, wanted: str = ""
) -> HttpResponse:
    """Go on after the first right answer: to the next step, or in."""
    needs = _needs(user, method)
    now = datetime.now(UTC)
    entering = Entering(
        user_id=str(user.pk),
        method=method,
        has_second_factor=method == "passkey",
        is_shared=is_shared,
        wanted=wanted,
        needs=needs,
        at=now.timestamp(),
    )
    return _go_on(request, user, entering)


def step_done(
    request: HttpRequest, user: Any, entering: Entering, *, method: str = ""
) -> HttpResponse:
    """The first of the needed steps is done.

    Args:
        method: what was shown beside the password, "" for a PIN.
    """
    is_second = bool(method) and entering.method == "password"
    return _go_on(
        request,
        user,
        replace(
            entering,
            needs=entering.needs[1:],
            method=method if is_second else entering.method,
            has_second_factor=entering.has_second_factor or is_second,
        ),
    )


def entering_at(request: HttpRequest, *steps: str) -> tuple[Entering, Any] | None:
    """Who is at one of these steps; None for anyone else, and after five minutes."""
    kept = request.session.get(KEY)
    if not kept:
        return None
    entering = Entering(**{**kept, "needs": tuple(kept["needs"])})
    is_late = datetime.now(UTC).timestamp() - entering.at > LONGEST.total_seconds()
    if is_late or not entering.needs or entering.needs[0] not in steps:
        return None
    try:
        return entering, open_account(entering.user_id)
    except SignInRefused:
        return None


def whence(request: HttpRequest) -> Whence:
    return Whence(address_of(request), origin_of(request))


def where_to(request: HttpRequest, wanted: str) -> str:
    """The page asked for if it is one of ours, or the first page of those who are signed in."""
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    if is_ours:
        return wanted
    by = actor_of(request)
    works_here = by.is_administrator or by.roles & STAFF
    return resolve_url("staff:home" if works_here else settings.LOGIN_REDIRECT_URL)


def _needs(user: Any, method: str) -> tuple[str, ...]:
    steps = next_steps(user)
    needs = []
    if method == "password" and steps.is_needed:
        needs.append("code")
    if method == "recovery_code" and steps.app:
        needs.append("app")
    if has_pin(user):
        needs.append("pin")
    return tuple(needs)


def _go_on(request: HttpRequest, user: Any, entering: Entering) -> HttpResponse:
    if entering.needs:
        request.session.cycle_key()
        request.session[KEY] = asdict(entering)
        return redirect(STEP_PAGES[entering.needs[0]])
    begin_session(
        request,
        user,
        method=entering.method,
        has_second_factor=entering.has_second_factor,
        is_shared=entering.is_shared,
        label=browser_label(request.headers.get("User-Agent", "")),
        origin=origin_of(request),
        at=datetime.now(UTC),
    )
    return HttpResponseRedirect(where_to(request, entering.wanted))
