"""The program's own help numbers: which members see when they need someone."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.actions.help_numbers import (
    HelpNumberRefused,
    add_help_number,
    change_help_number,
    confirm_help_number,
    remove_help_number,
)
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.help_numbers import check_can_keep_help_numbers
from stepwell.queries.help_numbers import help_number_of, help_numbers_of
from stepwell.web.staff.forms.help_numbers import HelpNumberForm
from stepwell.web.staff.pages import form_page
from stepwell.web.staff.policies import program_view


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def numbers(request: HttpRequest, by: Actor) -> HttpResponse:
    check_can_keep_help_numbers(by, by.organization_id)
    form = HelpNumberForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            add_help_number(form.as_values(), by=by, at=datetime.now(UTC))
        except HelpNumberRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("The number is on the help page."))
            return redirect("staff:help_numbers")
    return form_page(
        request, "staff/help_numbers.html", form, {"numbers": list(help_numbers_of(by))}
    )


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, by: Actor, number_id: UUID) -> HttpResponse:
    check_can_keep_help_numbers(by, by.organization_id)
    one = help_number_of(by, number_id)
    initial = {field: getattr(one, field) for field in HelpNumberForm.base_fields}
    form = HelpNumberForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_help_number(number_id, form.as_values(), by=by, at=datetime.now(UTC))
        except HelpNumberRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("Changed."))
            return redirect("staff:help_numbers")
    return form_page(request, "staff/help_number_change.html", form, {"number": one})


@program_view
@require_POST
def confirm(request: HttpRequest, by: Actor, number_id: UUID) -> HttpResponse:
    confirm_help_number(number_id, by=by, at=datetime.now(UTC))
    messages.success(request, _("Kept: tried today, and it is right."))
    return redirect("staff:help_numbers")


@program_view
@require_POST
def remove(request: HttpRequest, by: Actor, number_id: UUID) -> HttpResponse:
    remove_help_number(number_id, by=by, at=datetime.now(UTC))
    messages.success(request, _("The number is off the help page."))
    return redirect("staff:help_numbers")
