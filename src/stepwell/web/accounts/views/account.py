"""A person's own page: ways to sign in, where they are signed in, proving again who they are."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stepwell.actions.sessions import SessionRefused, act_in, confirm_session, revoke_session
from stepwell.domain.access.denied import NotFound
from stepwell.domain.access.policies.sign_in import can_make_access_links
from stepwell.domain.access.roles import Role
from stepwell.queries.sign_in_ways import open_sessions, ways_to_sign_in, work_places
from stepwell.web.accounts.entering import where_to
from stepwell.web.accounts.forms.credentials import ConfirmForm
from stepwell.web.accounts.pages import page
from stepwell.web.accounts.proving import (
    is_proved_by_password,
    passkey_problem,
    passkey_question,
)
from stepwell.web.shared.policies import actor_of, signed_in_view
from stepwell.web.shared.sign_in_state import has_second_factor


@signed_in_view
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "ways": ways_to_sign_in(actor),
        "sessions": open_sessions(actor, at=datetime.now(UTC)),
        "places": work_places(actor, at=datetime.now(UTC)),
        "can_make_links": can_make_access_links(actor),
        "is_member": Role.MEMBER in actor.roles,
        "is_demo": settings.SKIP_SECOND_FACTOR,
    }
    return page(request, "accounts/home.html", context)


@signed_in_view
@require_POST
def act_in_organization(request: HttpRequest) -> HttpResponse:
    """For those who hold roles in several."""
    try:
        act_in(
            request,
            request.POST.get("organization", ""),
            by=actor_of(request),
            at=datetime.now(UTC),
        )
    except NotFound:
        raise Http404 from None
    return redirect("accounts:home")


@signed_in_view
@require_GET
def second_factor(request: HttpRequest) -> HttpResponse:
    """Where staff land who ask for a page with clients without a second factor."""
    if has_second_factor(request):
        return HttpResponseRedirect(where_to(request, request.GET.get("next", "")))
    return page(
        request, "accounts/second_factor.html", {"ways": ways_to_sign_in(actor_of(request))}
    )


@signed_in_view
@require_POST
def end(request: HttpRequest, session_id: UUID) -> HttpResponse:
    try:
        revoke_session(session_id, by=actor_of(request), at=datetime.now(UTC))
    except SessionRefused as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Signed out there, at once."))
    return redirect("accounts:home")


@signed_in_view
@require_POST
def stay(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Asked by a page that is being used without sending anything."""
    return HttpResponse(status=204)


@signed_in_view
@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    ways = ways_to_sign_in(actor_of(request))
    form = ConfirmForm(request.POST if request.method == "POST" else None, with_code=ways.has_app)
    if request.method == "POST" and is_proved_by_password(
        request, form, ways, at=datetime.now(UTC)
    ):
        return _confirmed(request, "password", is_two_factors=ways.has_app)
    return _confirm_page(request, form)


@signed_in_view
@require_POST
def confirm_passkey_options(request: HttpRequest) -> HttpResponse:
    return passkey_question(request, "confirm")


@signed_in_view
@require_POST
def confirm_passkey(request: HttpRequest) -> HttpResponse:
    if problem := passkey_problem(request, "confirm", at=datetime.now(UTC)):
        return _confirm_page(request, passkey_error=problem)
    return _confirmed(request, "passkey", is_two_factors=True)


def _confirmed(request: HttpRequest, method: str, *, is_two_factors: bool) -> HttpResponse:
    confirm_session(
        request,
        method=method,
        is_two_factors=is_two_factors,
        by=actor_of(request),
        at=datetime.now(UTC),
    )
    return HttpResponseRedirect(where_to(request, request.POST.get("next", "")))


def _confirm_page(
    request: HttpRequest, form: ConfirmForm | None = None, *, passkey_error: str = ""
) -> HttpResponse:
    ways = ways_to_sign_in(actor_of(request))
    context = {
        "ways": ways,
        "form": form or ConfirmForm(with_code=ways.has_app),
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "passkey_error": passkey_error,
    }
    is_wrong = bool(passkey_error) or bool(form and form.errors)
    return page(request, "accounts/confirm.html", context, status=422 if is_wrong else 200)
