"""The registers of privacy: breaches, service agreements, reviews, closing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.actions.register_keeping import (
    RegisterRefused,
    change_breach,
    end_agreement,
    plan_closing,
    record_agreement,
    record_breach,
    record_review,
)
from stepwell.actions.registers import open_registers
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import NotFound
from stepwell.queries.disclosure_texts import breach_clocks, statement_texts
from stepwell.web.staff.forms.privacy import (
    BreachForm,
    BreachOutcomeForm,
    ClosingForm,
    ServiceAgreementForm,
)
from stepwell.web.staff.pages import form_page
from stepwell.web.staff.policies import program_view


@program_view
@require_safe
def registers(request: HttpRequest, by: Actor) -> HttpResponse:
    found = open_registers(by=by, at=datetime.now(UTC))
    context = {"found": found, "clocks": breach_clocks(), "texts": statement_texts()}
    return render(request, "staff/privacy.html", context)


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def breach_add(request: HttpRequest, by: Actor) -> HttpResponse:
    open_registers(by=by, at=datetime.now(UTC))
    form = BreachForm(request.POST if request.method == "POST" else None)
    return _form(
        request,
        form,
        lambda: record_breach(**form.cleaned_data, by=by, at=datetime.now(UTC)),
        title=_("Something got out"),
        lede=_("Write it down the day it is found: the time to tell people starts then."),
    )


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def breach(request: HttpRequest, by: Actor, breach_id: UUID) -> HttpResponse:
    found = open_registers(by=by, at=datetime.now(UTC))
    row = next((one for one in found.breaches if one.id == breach_id), None)
    if row is None:
        raise NotFound
    initial = {
        name: getattr(row, name)
        for name in ("is_breach", "people_told_on", "hhs_told_on", "media_told_on")
    }
    form = BreachOutcomeForm(request.POST if request.method == "POST" else None, initial=initial)
    return _form(
        request,
        form,
        lambda: change_breach(breach_id, **form.cleaned_data, by=by, at=datetime.now(UTC)),
        title=_("What was found, and who was told"),
        lede=row.words,
    )


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def agreement_add(request: HttpRequest, by: Actor) -> HttpResponse:
    open_registers(by=by, at=datetime.now(UTC))
    form = ServiceAgreementForm(request.POST if request.method == "POST" else None)
    return _form(
        request,
        form,
        lambda: record_agreement(**form.cleaned_data, by=by, at=datetime.now(UTC)),
        title=_("A service agreement"),
        lede=_("Whoever hosts, backs up or supports this software for you needs one."),
    )


@program_view
@require_POST
def agreement_end(request: HttpRequest, by: Actor, agreement_id: UUID) -> HttpResponse:
    end_agreement(agreement_id, by=by, at=datetime.now(UTC))
    messages.success(request, _("Ended."))
    return redirect("staff:privacy")


@program_view
@require_POST
def review_done(request: HttpRequest, by: Actor, kind: str) -> HttpResponse:
    try:
        words = request.POST.get("words", "")
        record_review(kind, words=words, by=by, at=datetime.now(UTC))
    except RegisterRefused:
        raise NotFound from None
    messages.success(request, _("Written down."))
    return redirect("staff:privacy")


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def closing(request: HttpRequest, by: Actor) -> HttpResponse:
    found = open_registers(by=by, at=datetime.now(UTC)).closing
    names = ("closes_on", "is_taken_over", "holder", "told_on", "sealed_on", "keep_until")
    initial = {name: getattr(found, name) for name in (*names, "destroyed_on")} if found else {}
    form = ClosingForm(request.POST if request.method == "POST" else None, initial=initial)
    return _form(
        request,
        form,
        lambda: plan_closing(**form.cleaned_data, by=by, at=datetime.now(UTC)),
        title=_("Closing the program"),
        lede=_("From that day nobody new is taken in. Ask the program’s lawyer first."),
    )


def _form(
    request: HttpRequest,
    form: forms.Form,
    write: Callable[[], object],
    *,
    title: str,
    lede: str,
) -> HttpResponse:
    if form.is_bound and form.is_valid():
        try:
            write()
        except RegisterRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kept."))
            return redirect("staff:privacy")
    context = {
        "title": title,
        "lede": lede,
        "label": _("Keep it"),
        "back": reverse("staff:privacy"),
        "code": _("Privacy"),
    }
    return form_page(request, "staff/privacy_form.html", form, context)
