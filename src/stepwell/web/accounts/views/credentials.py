"""Adding and removing one's own ways to sign in. Each asks for a recent proof of who it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.actions import credentials
from stepwell.actions.credentials import CredentialRefused
from stepwell.actions.passkeys import PasskeyOwner, PasskeyRefused, begin_making
from stepwell.actions.sessions import confirm_session
from stepwell.queries.sign_in_ways import ways_to_sign_in
from stepwell.web.accounts.app_setup import AppSetup, app_setup, forget_app_setup
from stepwell.web.accounts.forms.credentials import AppForm, NewPasswordForm, NewPinForm
from stepwell.web.accounts.labels import browser_label
from stepwell.web.accounts.pages import page
from stepwell.web.accounts.passkey_answers import answer_to, ask, site_of
from stepwell.web.shared.policies import actor_of, signed_in_view
from stepwell.web.shared.sign_in_policies import confirmed_recently

HOME = "accounts:home"


@signed_in_view
@confirmed_recently
@require_http_methods(["GET", "HEAD", "POST"])
def passkeys(request: HttpRequest) -> HttpResponse:
    error = ""
    if request.method == "POST":
        name = request.POST.get("name", "").strip()
        try:
            answer, state = answer_to(request, "add")
            credentials.add_passkey(
                answer,
                state,
                name=name or browser_label(request.headers.get("User-Agent", "")) or _("Passkey"),
                site=site_of(request),
                by=actor_of(request),
                at=datetime.now(UTC),
            )
        except (PasskeyRefused, CredentialRefused) as refusal:
            error = str(refusal)
        else:
            return _second_factor_added(request, "passkey", _("The passkey is kept."))
    context = {"ways": ways_to_sign_in(actor_of(request)), "error": error}
    return page(request, "accounts/passkeys.html", context, status=422 if error else 200)


@signed_in_view
@confirmed_recently
@require_POST
def passkey_options(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    owner = PasskeyOwner(UUID(actor.key), ways_to_sign_in(actor).sign_in_name)
    options, state = begin_making(owner, site=site_of(request))
    return ask(request, "add", options, state)


@signed_in_view
@confirmed_recently
@require_POST
def remove_passkey(request: HttpRequest, passkey_id: UUID) -> HttpResponse:
    return _change(
        request,
        lambda: credentials.remove_passkey(passkey_id, by=actor_of(request), at=datetime.now(UTC)),
        _("The passkey is removed here. Remove it on your phone or computer too."),
    )


@signed_in_view
@confirmed_recently
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            credentials.set_password(
                form.cleaned_data["password"], by=actor_of(request), at=datetime.now(UTC)
            )
        except CredentialRefused as refusal:
            form.add_error("password", str(refusal))
        else:
            _keep_signed_in(request)
            messages.success(request, _("The password is set. Other sign-ins have ended."))
            return redirect(HOME)
    context = {"ways": ways_to_sign_in(actor_of(request)), "form": form}
    return page(request, "accounts/password.html", context, status=422 if form.errors else 200)


@signed_in_view
@confirmed_recently
@require_POST
def remove_password(request: HttpRequest) -> HttpResponse:
    return _change(
        request,
        lambda: credentials.remove_password(by=actor_of(request), at=datetime.now(UTC)),
        _("The password is removed. You sign in with your passkey now."),
    )


@signed_in_view
@confirmed_recently
@require_http_methods(["GET", "HEAD", "POST"])
def app(request: HttpRequest) -> HttpResponse:
    ways = ways_to_sign_in(actor_of(request))
    if ways.has_app or not ways.has_password:
        return redirect(HOME)
    setup: AppSetup = app_setup(request, ways.sign_in_name)
    form = AppForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            credentials.add_app(
                setup.secret_id,
                form.cleaned_data["code"],
                by=actor_of(request),
                at=datetime.now(UTC),
            )
        except CredentialRefused as refusal:
            form.add_error("code", str(refusal))
        else:
            forget_app_setup(request)
            return _second_factor_added(request, "totp", _("The authenticator app is set up."))
    context = {"setup": setup, "form": form}
    return page(request, "accounts/app.html", context, status=422 if form.errors else 200)


@signed_in_view
@confirmed_recently
@require_POST
def remove_app(request: HttpRequest) -> HttpResponse:
    return _change(
        request,
        lambda: credentials.remove_app(by=actor_of(request), at=datetime.now(UTC)),
        _("The authenticator app is no longer needed here."),
    )


@signed_in_view
@confirmed_recently
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The codes are on the answer to the form, once; they are not kept where they can be read."""
    codes: list[str] = []
    if request.method == "POST":
        codes = credentials.make_recovery_codes(by=actor_of(request), at=datetime.now(UTC))
    ways = ways_to_sign_in(actor_of(request))
    context = {
        "ways": ways,
        "codes": [" ".join(code[at : at + 4] for at in range(0, 16, 4)) for code in codes],
        "address": request.get_host(),
        "made_on": datetime.now(UTC).date(),
    }
    return page(request, "accounts/recovery_codes.html", context)


@signed_in_view
@confirmed_recently
@sensitive_post_parameters("pin")
@require_http_methods(["GET", "HEAD", "POST"])
def shared_phone(request: HttpRequest) -> HttpResponse:
    form = NewPinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            credentials.set_pin(
                form.cleaned_data["pin"], by=actor_of(request), at=datetime.now(UTC)
            )
        except CredentialRefused as refusal:
            form.add_error("pin", str(refusal))
        else:
            messages.success(request, _("From the next sign-in on, your PIN is asked for."))
            return redirect(HOME)
    context = {"ways": ways_to_sign_in(actor_of(request)), "form": form}
    return page(request, "accounts/shared_phone.html", context, status=422 if form.errors else 200)


@signed_in_view
@confirmed_recently
@require_POST
def remove_pin(request: HttpRequest) -> HttpResponse:
    return _change(
        request,
        lambda: credentials.remove_pin(by=actor_of(request), at=datetime.now(UTC)),
        _("No PIN is asked for any more."),
    )


def _change(request: HttpRequest, change: Callable[[], object], said: str) -> HttpResponse:
    try:
        change()
    except CredentialRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        _keep_signed_in(request)
        messages.success(request, said)
    return redirect(HOME)


def _second_factor_added(request: HttpRequest, method: str, said: str) -> HttpResponse:
    """It was just shown to work, so this session has it, too."""
    actor, at = actor_of(request), datetime.now(UTC)
    confirm_session(request, method=method, is_two_factors=True, by=actor, at=at)
    messages.success(request, said)
    has_codes = ways_to_sign_in(actor).recovery_codes_left
    return redirect(HOME if has_codes else "accounts:recovery_codes")


def _keep_signed_in(request: HttpRequest) -> None:
    """This session goes on after the password it was bound to has changed."""
    request.user.refresh_from_db()  # type: ignore[union-attr]
    update_session_auth_hash(request, request.user)  # type: ignore[arg-type]
