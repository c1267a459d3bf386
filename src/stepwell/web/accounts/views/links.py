"""Opening a single-use link: the token leaves the address at once, then a new way is set up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stepwell.actions.access_links import (
    VALID_FOR,
    LinkRefused,
    digest_of_token,
    make_access_link,
    owner_of_link,
    use_link_with_passkey,
    use_link_with_password,
)
from stepwell.actions.credentials import CredentialRefused
from stepwell.actions.one_time_codes import picture_of
from stepwell.actions.passkeys import PasskeyOwner, PasskeyRefused, begin_making
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.access.policies.sign_in import check_can_make_access_links
from stepwell.web.accounts.entering import enter
from stepwell.web.accounts.forms.credentials import LinkForm, NewPasswordForm
from stepwell.web.accounts.labels import browser_label
from stepwell.web.accounts.pages import entrance, page
from stepwell.web.accounts.passkey_answers import answer_to, ask, site_of
from stepwell.web.shared.policies import actor_of, public_view, signed_in_view
from stepwell.web.shared.sign_in_policies import confirmed_recently
from stepwell.web.shared.whence import origin_of

KEY = "access_link"
PAGE = "accounts:new_way"


@public_view
@never_cache
@require_GET
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Looking at a link uses nothing up: messengers and scanners look at links, too."""
    request.session[KEY] = digest_of_token(token)
    return redirect(PAGE)


@public_view
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def new_way(request: HttpRequest) -> HttpResponse:
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return _enter(
                request,
                lambda digest: use_link_with_password(
                    digest,
                    form.cleaned_data["password"],
                    origin=origin_of(request),
                    at=datetime.now(UTC),
                ),
                method="password",
            )
        except CredentialRefused as refusal:
            form.add_error("password", str(refusal))
    return _page(request, form)


@public_view
@never_cache
@require_POST
def passkey_options(request: HttpRequest) -> HttpResponse:
    try:
        user = owner_of_link(_digest(request), at=datetime.now(UTC))
    except LinkRefused:
        return redirect(PAGE)
    owner = PasskeyOwner(user.pk, user.username)
    options, state = begin_making(owner, site=site_of(request))
    return ask(request, "new_way", options, state)


@public_view
@never_cache
@require_POST
def passkey(request: HttpRequest) -> HttpResponse:
    try:
        answer, state = answer_to(request, "new_way")
        return _enter(
            request,
            lambda digest: use_link_with_passkey(
                digest,
                answer,
                state,
                name=browser_label(request.headers.get("User-Agent", "")) or _("Passkey"),
                site=site_of(request),
                origin=origin_of(request),
                at=datetime.now(UTC),
            ),
            method="passkey",
        )
    except PasskeyRefused as refusal:
        return _page(request, passkey_error=str(refusal))


@signed_in_view
@confirmed_recently
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """A link for someone who lost every way to sign in, as text and as a picture, once."""
    actor = actor_of(request)
    form = LinkForm(request.POST if request.method == "POST" else None)
    address = ""
    try:
        check_can_make_access_links(actor)
        if request.method == "POST" and form.is_valid():
            token = make_access_link(form.cleaned_data["username"], by=actor, at=datetime.now(UTC))
            address = request.build_absolute_uri(reverse("accounts:open_link", args=[token]))
    except NotFound:
        form.add_error("username", _("Nobody here signs in under that name."))
    except AccessDenied as denied:
        raise PermissionDenied(str(denied)) from denied
    context = {
        "form": form,
        "address": address,
        "picture": mark_safe(picture_of(address)) if address else "",  # noqa: S308 (drawn here)
        "hours": int(VALID_FOR.total_seconds() // 3600),
    }
    return page(request, "accounts/make_link.html", context, status=422 if form.errors else 200)


def _digest(request: HttpRequest) -> str:
    return str(request.session.get(KEY, ""))


def _enter(request: HttpRequest, use: Callable[[str], Any], *, method: str) -> HttpResponse:
    try:
        user = use(_digest(request))
    except LinkRefused:
        return _page(request)
    return enter(request, user, method=method)


def _page(
    request: HttpRequest, form: NewPasswordForm | None = None, *, passkey_error: str = ""
) -> HttpResponse:
    try:
        user = owner_of_link(_digest(request), at=datetime.now(UTC))
    except LinkRefused as refusal:
        return entrance(request, "accounts/link_over.html", {"said": str(refusal)}, status=410)
    context = {
        "form": form or NewPasswordForm(),
        "sign_in_name": user.username,
        "passkey_error": passkey_error,
    }
    is_wrong = bool(passkey_error) or bool(form and form.errors)
    return entrance(request, "accounts/new_way.html", context, status=422 if is_wrong else 200)
