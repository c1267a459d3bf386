"""What holds sharing back: what a client asked to keep, legal holds, legal papers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.actions.legal_requests import (
    LegalRequestRefused,
    Settlement,
    check_may_receive,
    list_legal_requests,
    open_legal_request,
    receive_legal_request,
    settle_legal_request,
)
from stepwell.actions.restrictions import (
    RestrictionRefused,
    answer_restriction,
    ask_restriction,
    check_may_ask,
    end_restriction,
    lift_client_hold,
    set_client_hold,
)
from stepwell.domain.access.actor import Actor
from stepwell.domain.audit.record_kinds import reference_of
from stepwell.queries.disclosure_texts import legal_guide
from stepwell.web.shared.page_numbers import page_number
from stepwell.web.shared.rights_words import TOLD_WORDS
from stepwell.web.staff.forms.privacy import (
    KINDS,
    OUTCOMES,
    LegalRequestForm,
    RestrictionForm,
    SettlementForm,
)
from stepwell.web.staff.pages import form_page
from stepwell.web.staff.policies import program_view

REFUSALS = (RestrictionRefused, LegalRequestRefused)


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def restrict(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    at = datetime.now(UTC)
    check_may_ask(client_id, by=by, at=at)
    form = RestrictionForm(request.POST if request.method == "POST" else None)

    def write() -> None:
        ask_restriction(client_id, **form.as_values(), by=by, at=at)

    context = {
        "title": _("What they ask to keep back"),
        "lede": _("We may say no, but not where they paid in full and it is their plan that asks."),
        "label": _("Write it down"),
        "back": reverse("staff:client_shared", kwargs={"client_id": client_id}),
        "code": reference_of(str(client_id)),
    }
    return _form(request, form, write, context)


@program_view
@require_POST
def answer(request: HttpRequest, by: Actor, restriction_id: UUID) -> HttpResponse:
    at = datetime.now(UTC)
    is_accepted = request.POST.get("answer") == "yes"
    words = request.POST.get("words", "")
    try:
        client_id, how = answer_restriction(
            restriction_id, is_accepted=is_accepted, words=words, by=by, at=at
        )
    except RestrictionRefused as refusal:
        return _refused(request, str(refusal))
    messages.success(request, TOLD_WORDS[how])
    return redirect("staff:client_shared", client_id=client_id)


@program_view
@require_POST
def end(request: HttpRequest, by: Actor, restriction_id: UUID) -> HttpResponse:
    client_id = end_restriction(restriction_id, by=by, at=datetime.now(UTC))
    messages.success(request, _("Ended."))
    return redirect("staff:client_shared", client_id=client_id)


@program_view
@require_POST
def hold(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    try:
        reason = request.POST.get("reason", "")
        set_client_hold(client_id, reason=reason, by=by, at=datetime.now(UTC))
    except RestrictionRefused as refusal:
        return _refused(request, str(refusal))
    return redirect("staff:client_shared", client_id=client_id)


@program_view
@require_POST
def lift_hold(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    try:
        lift_client_hold(client_id, by=by, at=datetime.now(UTC))
    except RestrictionRefused as refusal:
        return _refused(request, str(refusal))
    return redirect("staff:client_shared", client_id=client_id)


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def legal_about(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    """A paper about a client whom the reader sees."""
    back = reverse("staff:client", kwargs={"client_id": client_id})
    return _receive(request, by, client_id, back)


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def legal_add(request: HttpRequest, by: Actor) -> HttpResponse:
    """A paper about someone whom nobody has looked up."""
    return _receive(request, by, None, reverse("staff:home"))


@program_view
@require_safe
def legal_requests(request: HttpRequest, by: Actor) -> HttpResponse:
    found = list_legal_requests(by=by, at=datetime.now(UTC), page=page_number(request))
    kinds, outcomes = dict(KINDS), dict(OUTCOMES)
    rows = [(one, kinds[one.kind], outcomes.get(one.settled_as, "")) for one in found.rows]
    context = {"found": found, "rows": rows}
    return render(request, "staff/privacy_legal.html", context)


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def legal_request(request: HttpRequest, by: Actor, request_id: UUID) -> HttpResponse:
    at = datetime.now(UTC)
    row = open_legal_request(request_id, by=by, at=at)
    form = SettlementForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            settle_legal_request(request_id, Settlement(**form.as_values()), by=by, at=at)
        except LegalRequestRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("staff:legal")
    guide = legal_guide()
    context = {
        "row": row,
        "kind": dict(KINDS)[row.kind],
        "guide": guide.steps_for(row.kind),
        "checked_on": guide.checked_on,
        "reviewed_by": guide.reviewed_by,
    }
    return form_page(request, "staff/privacy_legal_request.html", form, context)


@program_view
@require_safe
def legal_letter(request: HttpRequest, by: Actor, request_id: UUID) -> HttpResponse:
    """The answer to a subpoena alone. It neither confirms nor denies anything about anyone."""
    row = open_legal_request(request_id, by=by, at=datetime.now(UTC))
    context = {"row": row, "kind": dict(KINDS)[row.kind]}
    return render(request, "staff/privacy_legal_letter.html", context)


def _receive(request: HttpRequest, by: Actor, client_id: UUID | None, back: str) -> HttpResponse:
    at = datetime.now(UTC)
    check_may_receive(client_id, by=by, at=at)
    form = LegalRequestForm(request.POST if request.method == "POST" else None)

    def write() -> None:
        receive_legal_request(**form.cleaned_data, client_id=client_id, by=by, at=at)

    context = {
        "title": _("A legal paper came"),
        "lede": _(
            "Say neither that someone is a client here nor that they are not. Write down what "
            "came; a supervisor calls the program’s lawyer. Nothing leaves until that is settled."
        ),
        "label": _("Write it down"),
        "back": back,
        "code": reference_of(str(client_id)) if client_id else _("Legal paper"),
    }
    return _form(request, form, write, context)


def _form(
    request: HttpRequest, form: forms.Form, write: Callable[[], None], context: dict[str, Any]
) -> HttpResponse:
    if form.is_bound and form.is_valid():
        try:
            write()
        except REFUSALS as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Written down."))
            return redirect(context["back"])
    return form_page(request, "staff/privacy_form.html", form, context)


def _refused(request: HttpRequest, words: str) -> HttpResponse:
    return render(request, "staff/privacy_refused.html", {"words": words}, status=422)
