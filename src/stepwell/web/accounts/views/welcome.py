"""Taking up an invitation. The token leaves the address at once, and the page says neither what
this is about nor who else is here: names to sign in with are made up, so none can be "taken"."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stepwell.actions.credentials import CredentialRefused
from stepwell.actions.invitations import (
    InvitationRefused,
    NameRefused,
    NewAccount,
    accept_as,
    accept_with_passkey,
    accept_with_password,
    digest_of_token,
    welcome_of,
)
from stepwell.actions.passkeys import PasskeyOwner, PasskeyRefused, begin_making
from stepwell.actions.roles import RoleRefused
from stepwell.actions.sessions import act_in
from stepwell.domain.access.roles import STAFF
from stepwell.domain.access.session_limits import MEMBER
from stepwell.domain.access.sign_in_names import made_up_name
from stepwell.web.accounts.entering import enter
from stepwell.web.accounts.forms.welcome import WelcomeForm
from stepwell.web.accounts.labels import browser_label
from stepwell.web.accounts.pages import entrance
from stepwell.web.accounts.passkey_answers import answer_to, ask, site_of
from stepwell.web.shared.frames import is_staff_session
from stepwell.web.shared.policies import actor_of, public_view, signed_in_view
from stepwell.web.shared.sign_in_state import kind_of
from stepwell.web.shared.whence import origin_of

KEY = "welcome"
PAGE = "accounts:welcome"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Kept in the session while the page is open: the account that would be made."""

    digest: str
    id: UUID
    username: str


@public_view
@never_cache
@require_GET
def open_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Looking at a link uses nothing up: messengers and scanners look at links, too."""
    keep_invitation(request, digest_of_token(token))
    return redirect(PAGE)


def keep_invitation(request: HttpRequest, digest: str) -> None:
    """So that the next page needs no token in its address."""
    request.session[KEY] = {
        "digest": digest,
        "id": str(uuid4()),
        "username": made_up_name(secrets.randbelow),
    }


@public_view
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    form = WelcomeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        newcomer, values = _newcomer(request), form.cleaned_data
        try:
            return _enter(
                request,
                lambda: accept_with_password(
                    newcomer.digest,
                    NewAccount(values["name"], newcomer.username, newcomer.id),
                    values["password"],
                    origin=origin_of(request),
                    at=datetime.now(UTC),
                ),
                method="password",
            )
        except NameRefused as refusal:
            form.add_error("name", str(refusal))
        except CredentialRefused as refusal:
            form.add_error("password", str(refusal))
    return _page(request, form)


@public_view
@never_cache
@require_POST
def passkey_options(request: HttpRequest) -> HttpResponse:
    newcomer = _newcomer(request)
    try:
        welcome_of(newcomer.digest, at=datetime.now(UTC))
    except InvitationRefused:
        return redirect(PAGE)
    owner = PasskeyOwner(newcomer.id, newcomer.username)
    options, state = begin_making(owner, site=site_of(request))
    return ask(request, "welcome", options, state)


@public_view
@never_cache
@require_POST
def passkey(request: HttpRequest) -> HttpResponse:
    newcomer = _newcomer(request)
    try:
        answer, state = answer_to(request, "welcome")
        return _enter(
            request,
            lambda: accept_with_passkey(
                newcomer.digest,
                NewAccount(request.POST.get("name", ""), newcomer.username, newcomer.id),
                answer,
                state,
                device=browser_label(request.headers.get("User-Agent", "")) or _("Passkey"),
                site=site_of(request),
                origin=origin_of(request),
                at=datetime.now(UTC),
            ),
            method="passkey",
        )
    except (PasskeyRefused, NameRefused) as refusal:
        return _page(request, passkey_error=str(refusal))


@signed_in_view
@require_POST
def take_up(request: HttpRequest) -> HttpResponse:
    """With the account one is signed in to, instead of making another; members go on there.

    Who becomes staff signs in again: a member's session has ended by then.
    """
    by, at = actor_of(request), datetime.now(UTC)
    try:
        taken = accept_as(_newcomer(request).digest, by=by, at=at)
    except (InvitationRefused, RoleRefused) as refusal:
        messages.warning(request, str(refusal))
        return redirect("accounts:home")
    if taken.role in STAFF and kind_of(request) == MEMBER:
        return redirect(f"{reverse('accounts:sign_in')}?ended=role_begun")
    messages.success(request, _("Done. It is part of your account now."))
    request.session.pop(KEY, None)
    if not is_staff_session(request):
        act_in(request, taken.organization_id, by=by, at=at)
    return redirect("accounts:home")


def _newcomer(request: HttpRequest) -> Newcomer:
    kept = request.session.get(KEY)
    if not kept:
        return Newcomer("", uuid4(), "")
    return Newcomer(kept["digest"], UUID(kept["id"]), kept["username"])


def _enter(request: HttpRequest, accept: Callable[[], Any], *, method: str) -> HttpResponse:
    try:
        user = accept()
    except InvitationRefused:
        return _page(request)
    return enter(request, user, method=method)


def _page(
    request: HttpRequest, form: WelcomeForm | None = None, *, passkey_error: str = ""
) -> HttpResponse:
    newcomer = _newcomer(request)
    try:
        invitation = welcome_of(newcomer.digest, at=datetime.now(UTC))
    except InvitationRefused as refusal:
        return entrance(request, "accounts/link_over.html", {"said": str(refusal)}, status=410)
    context = {
        "invitation": invitation,
        "form": form or WelcomeForm(),
        "sign_in_name": newcomer.username,
        "passkey_error": passkey_error,
        "own_name": request.user.name if request.user.is_authenticated else "",
    }
    is_wrong = bool(passkey_error) or bool(form and form.errors)
    return entrance(request, "accounts/welcome.html", context, status=422 if is_wrong else 200)
