"""Making an account without a program and without an invitation, where the installation allows it.

No e-mail, no phone, no name on papers; the name to sign in with is made up, so none can be taken.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.actions.credentials import CredentialRefused
from stepwell.actions.invitations import NameRefused, NewAccount
from stepwell.actions.members import SignUpRefused, join_with_passkey, join_with_password
from stepwell.actions.passkeys import PasskeyOwner, PasskeyRefused, begin_making
from stepwell.domain.access.sign_in_names import made_up_name
from stepwell.web.accounts.entering import enter, whence
from stepwell.web.accounts.forms.welcome import WelcomeForm
from stepwell.web.accounts.labels import browser_label
from stepwell.web.accounts.pages import entrance
from stepwell.web.accounts.passkey_answers import answer_to, ask, site_of
from stepwell.web.shared.policies import View, public_view

KEY = "sign_up"


def _where_open(view: View) -> View:
    """Not there where the installation takes nobody uninvited; and nothing for who is signed in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not settings.SIGN_UP_IS_OPEN:
            raise Http404
        if request.user.is_authenticated:
            return redirect("accounts:home")
        return view(request, *args, **kwargs)

    return guarded  # type: ignore[return-value]


@public_view
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@_where_open
def sign_up(request: HttpRequest) -> HttpResponse:
    form = WelcomeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            user = join_with_password(
                _newcomer(request, values["name"]),
                values["password"],
                whence=whence(request),
                at=datetime.now(UTC),
            )
        except NameRefused as refusal:
            form.add_error("name", str(refusal))
        except CredentialRefused as refusal:
            form.add_error("password", str(refusal))
        except SignUpRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return enter(request, user, method="password")
    return _page(request, form)


@public_view
@never_cache
@require_POST
@_where_open
def passkey_options(request: HttpRequest) -> HttpResponse:
    newcomer = _newcomer(request)
    owner = PasskeyOwner(newcomer.id or uuid4(), newcomer.username)
    options, state = begin_making(owner, site=site_of(request))
    return ask(request, "sign_up", options, state)


@public_view
@never_cache
@require_POST
@_where_open
def passkey(request: HttpRequest) -> HttpResponse:
    try:
        answer, state = answer_to(request, "sign_up")
        user = join_with_passkey(
            _newcomer(request, request.POST.get("name", "")),
            answer,
            state,
            device=browser_label(request.headers.get("User-Agent", "")) or _("Passkey"),
            site=site_of(request),
            whence=whence(request),
            at=datetime.now(UTC),
        )
    except (PasskeyRefused, NameRefused, SignUpRefused) as refusal:
        return _page(request, passkey_error=str(refusal))
    return enter(request, user, method="passkey")


def _newcomer(request: HttpRequest, name: str = "") -> NewAccount:
    """The account that would be made: its id and sign-in name stay while the page is open."""
    kept = request.session.get(KEY)
    if not kept:
        kept = {"id": str(uuid4()), "username": made_up_name(secrets.randbelow)}
        request.session[KEY] = kept
    return NewAccount(name, kept["username"], UUID(kept["id"]))


def _page(
    request: HttpRequest, form: WelcomeForm | None = None, *, passkey_error: str = ""
) -> HttpResponse:
    context = {
        "form": form or WelcomeForm(),
        "sign_in_name": _newcomer(request).username,
        "passkey_error": passkey_error,
    }
    is_wrong = bool(passkey_error) or bool(form and form.errors)
    return entrance(request, "accounts/sign_up.html", context, status=422 if is_wrong else 200)
