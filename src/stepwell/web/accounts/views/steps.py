"""The steps after the first right answer: a code or a passkey, and the PIN of a shared phone."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.actions.passkeys import PasskeyRefused, begin_proving
from stepwell.actions.signing_in import (
    SignInRefused,
    check_code,
    check_passkey,
    check_pin,
    next_steps,
)
from stepwell.web.accounts.entering import Entering, entering_at, step_done, whence
from stepwell.web.accounts.forms.sign_in import CodeForm, PinForm
from stepwell.web.accounts.pages import entrance
from stepwell.web.accounts.passkey_answers import answer_to, ask, site_of
from stepwell.web.shared.policies import public_view

START_AGAIN = "accounts:sign_in"


@public_view
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    found = entering_at(request, "code", "app")
    if found is None:
        return redirect(START_AGAIN)
    entering, user = found
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            method = check_code(
                user,
                form.cleaned_data["code"],
                whence=whence(request),
                at=datetime.now(UTC),
                app_only=entering.needs[0] == "app",
            )
        except SignInRefused as error:
            form.add_error("code", str(error))
        else:
            return step_done(request, user, entering, method=method)
    return _code_page(request, entering, user, form)


@public_view
@never_cache
@require_POST
def passkey_options(request: HttpRequest) -> HttpResponse:
    found = entering_at(request, "code")
    if found is None:
        return redirect(START_AGAIN)
    options, state = begin_proving(site=site_of(request), owner_id=found[1].pk)
    return ask(request, "step", options, state)


@public_view
@never_cache
@require_POST
def passkey(request: HttpRequest) -> HttpResponse:
    found = entering_at(request, "code")
    if found is None:
        return redirect(START_AGAIN)
    entering, user = found
    try:
        answer, state = answer_to(request, "step")
        check_passkey(
            answer,
            state,
            site=site_of(request),
            whence=whence(request),
            at=datetime.now(UTC),
            owner_id=user.pk,
        )
    except (SignInRefused, PasskeyRefused) as error:
        return _code_page(request, entering, user, CodeForm(), passkey_error=str(error))
    return step_done(request, user, entering, method="passkey")


@public_view
@never_cache
@sensitive_post_parameters("pin")
@require_http_methods(["GET", "HEAD", "POST"])
def pin(request: HttpRequest) -> HttpResponse:
    found = entering_at(request, "pin")
    if found is None:
        return redirect(START_AGAIN)
    entering, user = found
    form = PinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            check_pin(user, form.cleaned_data["pin"], whence=whence(request), at=datetime.now(UTC))
        except SignInRefused as error:
            form.add_error("pin", str(error))
        else:
            return step_done(request, user, entering)
    return entrance(
        request, "accounts/pin.html", {"form": form}, status=422 if form.errors else 200
    )


def _code_page(
    request: HttpRequest,
    entering: Entering,
    user: object,
    form: CodeForm,
    *,
    passkey_error: str = "",
) -> HttpResponse:
    steps = next_steps(user)  # type: ignore[arg-type]
    app_only = entering.needs[0] == "app"
    context = {
        "form": form,
        "has_app": steps.app,
        "has_passkey": steps.passkey and not app_only,
        "has_recovery_codes": steps.recovery_code and not app_only,
        "passkey_error": passkey_error,
    }
    status = 422 if form.errors or passkey_error else 200
    return entrance(request, "accounts/code.html", context, status=status)
