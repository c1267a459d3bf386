"""Who asks for care, and what comes of it."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.actions.client_page import open_client_page
from stepwell.actions.clients import ClientRefused
from stepwell.actions.referral_reading import list_referrals, open_referral
from stepwell.actions.referrals import (
    close_referral,
    receive_new,
    receive_referral,
    start_intake,
    take_up_again,
)
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.access.policies.care import check_can_receive_referral
from stepwell.domain.care.refusal import CareRefused
from stepwell.web.staff.care_words import CLOSINGS, KINDS, REFERRAL_STATES, WAYS
from stepwell.web.staff.forms.care import CloseForm, ReferralForm
from stepwell.web.staff.pages import form_page
from stepwell.web.staff.policies import program_view

WORDS = {"states": REFERRAL_STATES, "kinds": KINDS, "ways": WAYS, "closings": CLOSINGS}


@program_view
@require_safe
def referrals(request: HttpRequest, by: Actor) -> HttpResponse:
    is_over = request.GET.get("show") == "over"
    rows = list_referrals(by=by, at=datetime.now(UTC), is_over=is_over)
    return render(request, "staff/referrals.html", {"rows": rows, "is_over": is_over} | WORDS)


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, by: Actor) -> HttpResponse:
    """Of someone who has no record yet."""
    check_can_receive_referral(by)
    form = ReferralForm(request.POST if request.method == "POST" else None, is_new=True)
    if request.method == "POST" and form.is_valid():
        try:
            key = receive_new(form.person(), form.as_new(), by=by, at=datetime.now(UTC))
        except (CareRefused, ClientRefused) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Written down."))
            return redirect("staff:referral", referral_id=key)
    return form_page(request, "staff/referral_add.html", form, {})


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    """Of someone who has a record."""
    at = datetime.now(UTC)
    check_can_receive_referral(by)
    page = open_client_page(client_id, by=by, at=at)
    form = ReferralForm(request.POST if request.method == "POST" else None, is_new=False)
    if request.method == "POST" and form.is_valid():
        try:
            key = receive_referral(client_id, form.as_new(), by=by, at=at)
        except CareRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("staff:referral", referral_id=key)
    return form_page(request, "staff/referral_add.html", form, {"page": page})


@program_view
@require_safe
def referral(request: HttpRequest, by: Actor, referral_id: UUID) -> HttpResponse:
    page = open_referral(referral_id, by=by, at=datetime.now(UTC))
    return render(request, "staff/referral.html", {"page": page} | WORDS)


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, by: Actor, referral_id: UUID) -> HttpResponse:
    at = datetime.now(UTC)
    page = open_referral(referral_id, by=by, at=at)
    if not page.may_work:
        raise AccessDenied("Those who care for them close an inquiry.", rule="care.change")
    form = CloseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason, words = form.values()
        try:
            close_referral(referral_id, reason, words=words, by=by, at=at)
        except CareRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("staff:referral", referral_id=referral_id)
    context = {"page": page, "is_intake": False}
    return form_page(request, "staff/referral_close.html", form, context)


@program_view
@require_POST
def take_up(request: HttpRequest, by: Actor, referral_id: UUID) -> HttpResponse:
    try:
        take_up_again(referral_id, by=by, at=datetime.now(UTC))
    except CareRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("staff:referral", referral_id=referral_id)


@program_view
@require_POST
def start(request: HttpRequest, by: Actor, referral_id: UUID) -> HttpResponse:
    try:
        intake = start_intake(referral_id, by=by, at=datetime.now(UTC))
    except CareRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect("staff:referral", referral_id=referral_id)
    return redirect("staff:referral_intake", intake_id=intake)
