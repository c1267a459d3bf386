from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.actions.passkeys import PasskeyRefused, begin_proving
from stepwell.actions.sessions import end_session
from stepwell.actions.signing_in import (
    SignInRefused,
    check_name_and_password,
    check_name_and_recovery_code,
    check_passkey,
)
from stepwell.domain.access.session_limits import MEMBER, SHARED
from stepwell.domain.demo.cast import PEOPLE
from stepwell.web.accounts.entering import enter, whence, where_to
from stepwell.web.accounts.forms.sign_in import RecoveryForm, SharedForm, SignInForm
from stepwell.web.accounts.pages import entrance
from stepwell.web.accounts.passkey_answers import answer_to, ask, site_of
from stepwell.web.shared.middleware.sign_in_required import LEAVE_NOTHING
from stepwell.web.shared.policies import actor_of, public_view
from stepwell.web.shared.sign_in_state import kind_of

ENDED = frozenset({"idle", "expired", "revoked", "role_ended", "role_begun", "left"})


@public_view
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        if request.user.is_authenticated:
            return HttpResponseRedirect(where_to(request, request.GET.get("next", "")))
        return _sign_in_page(request, SignInForm())
    form = SignInForm(request.POST)
    if form.is_valid():
        values = form.cleaned_data
        try:
            user = check_name_and_password(
                values["username"],
                values["password"],
                whence=whence(request),
                at=datetime.now(UTC),
            )
        except SignInRefused as error:
            form.add_error(None, str(error))
        else:
            return enter(
                request,
                user,
                method="password",
                is_shared=values["is_shared"],
                wanted=request.POST.get("next", ""),
            )
    return _sign_in_page(request, form, status=422)


@public_view
@never_cache
@require_POST
def passkey_options(request: HttpRequest) -> JsonResponse:
    options, state = begin_proving(site=site_of(request))
    return ask(request, "enter", options, state)


@public_view
@never_cache
@require_POST
def passkey(request: HttpRequest) -> HttpResponse:
    shared = SharedForm(request.POST)
    try:
        answer, state = answer_to(request, "enter")
        user = check_passkey(
            answer, state, site=site_of(request), whence=whence(request), at=datetime.now(UTC)
        )
    except (SignInRefused, PasskeyRefused) as error:
        return _sign_in_page(request, SignInForm(), status=422, passkey_error=str(error))
    return enter(
        request,
        user,
        method="passkey",
        is_shared=shared.is_valid() and shared.cleaned_data["is_shared"],
        wanted=request.POST.get("next", ""),
    )


@public_view
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def recovery(request: HttpRequest) -> HttpResponse:
    """A member's way in with a printed code; it leads to setting up another way to sign in."""
    form = RecoveryForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            user = check_name_and_recovery_code(
                values["username"], values["code"], whence=whence(request), at=datetime.now(UTC)
            )
        except SignInRefused as error:
            form.add_error(None, str(error))
        else:
            return enter(request, user, method="recovery_code", is_shared=values["is_shared"])
    return entrance(
        request, "accounts/recovery.html", {"form": form}, status=422 if form.errors else 200
    )


@public_view
@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Whoever asks to go leaves nothing of the app on the phone; an hour without use asks nothing,
    and what the app keeps may not have been sent yet."""
    kind = kind_of(request)
    cause = "idle" if request.POST.get("because") == "idle" else "asked"
    if request.user.is_authenticated:
        end_session(request, cause=cause, by=actor_of(request), at=datetime.now(UTC))
    response = redirect("public:home")
    leaves_nothing = kind == SHARED or (kind == MEMBER and cause == "asked")
    response["Clear-Site-Data"] = LEAVE_NOTHING if leaves_nothing else '"cache"'
    return response


def _sign_in_page(
    request: HttpRequest, form: SignInForm, *, status: int = 200, passkey_error: str = ""
) -> HttpResponse:
    ended = request.GET.get("ended", "")
    context = {
        "form": form,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "ended": ended if ended in ENDED else "",
        "passkey_error": passkey_error,
        "sign_up_is_open": settings.SIGN_UP_IS_OPEN,
        "demo_cast": PEOPLE if settings.DEMO else (),
    }
    return entrance(request, "accounts/sign_in.html", context, status=status)
