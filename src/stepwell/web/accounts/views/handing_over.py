"""Taking back a screen that was handed to a client. Only whoever is signed in here can."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.actions.handing_over import HandOverRefused, take_back
from stepwell.domain.access.handing_over import HandedOver
from stepwell.queries.sign_in_ways import ways_to_sign_in
from stepwell.web.accounts.forms.credentials import UnlockForm
from stepwell.web.accounts.proving import (
    is_proved_by_password,
    passkey_problem,
    passkey_question,
)
from stepwell.web.shared.handed_over import address_of_paper, handed_over
from stepwell.web.shared.policies import actor_of, signed_in_view

PURPOSE = "take_back"
HeldView = Callable[[HttpRequest, HandedOver], HttpResponse]


def _while_handed_over(view: HeldView) -> Callable[[HttpRequest], HttpResponse]:
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        held = handed_over(request)
        return redirect("accounts:home") if held is None else view(request, held)

    return guarded


@signed_in_view
@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
@_while_handed_over
def unlock(request: HttpRequest, held: HandedOver) -> HttpResponse:
    ways = ways_to_sign_in(actor_of(request))
    form = UnlockForm(request.POST if request.method == "POST" else None, with_code=ways.has_app)
    if request.method == "POST" and is_proved_by_password(
        request, form, ways, at=datetime.now(UTC)
    ):
        return _taken_back(request, method="password", is_two_factors=ways.has_app)
    return _page(request, held, form=form, ways=ways)


@signed_in_view
@require_POST
@_while_handed_over
def passkey_options(request: HttpRequest, held: HandedOver) -> HttpResponse:  # noqa: ARG001
    return passkey_question(request, PURPOSE)


@signed_in_view
@require_POST
@_while_handed_over
def passkey(request: HttpRequest, held: HandedOver) -> HttpResponse:
    if problem := passkey_problem(request, PURPOSE, at=datetime.now(UTC)):
        ways = ways_to_sign_in(actor_of(request))
        form = UnlockForm(with_code=ways.has_app)
        return _page(request, held, form=form, ways=ways, passkey_error=problem)
    return _taken_back(request, method="passkey", is_two_factors=True)


def _taken_back(request: HttpRequest, *, method: str, is_two_factors: bool) -> HttpResponse:
    """On to the record of whoever signed."""
    try:
        held = take_back(
            request,
            method=method,
            is_two_factors=is_two_factors,
            by=actor_of(request),
            at=datetime.now(UTC),
        )
    except HandOverRefused:
        return redirect("accounts:home")
    return redirect("staff:client", client_id=held.client_id)


def _page(
    request: HttpRequest,
    held: HandedOver,
    *,
    form: UnlockForm,
    passkey_error: str = "",
    **more: Any,
) -> HttpResponse:
    context = {"form": form, "passkey_error": passkey_error, "paper_url": address_of_paper(held)}
    status = 422 if passkey_error or form.errors else 200
    return render(request, "accounts/take_back.html", context | more, status=status)
