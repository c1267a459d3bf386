"""An intake: what is owed, and how it ends."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.actions import intakes as deeds
from stepwell.actions.referral_reading import IntakePage, NeedRow, open_intake
from stepwell.domain.access.actor import Actor
from stepwell.domain.care.intakes import IntakeNeed, IntakeState
from stepwell.domain.care.refusal import CareRefused
from stepwell.web.staff.care_words import INTAKE_STATES, NEEDS
from stepwell.web.staff.forms.care import AdmitForm, CloseForm
from stepwell.web.staff.forms.privacy_facts import SENT_BY
from stepwell.web.staff.pages import form_page
from stepwell.web.staff.policies import program_view


@program_view
@require_safe
def intake(request: HttpRequest, by: Actor, intake_id: UUID) -> HttpResponse:
    page = open_intake(intake_id, by=by, at=datetime.now(UTC))
    return render(request, "staff/intake.html", _context(page))


@program_view
@require_POST
def no_consents(request: HttpRequest, by: Actor, intake_id: UUID) -> HttpResponse:
    try:
        deeds.note_no_consents(intake_id, by=by, at=datetime.now(UTC))
    except CareRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("staff:referral_intake", intake_id=intake_id)


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def admit(request: HttpRequest, by: Actor, intake_id: UUID) -> HttpResponse:
    at = datetime.now(UTC)
    page = open_intake(intake_id, by=by, at=at)
    form = AdmitForm(
        request.POST if request.method == "POST" else None,
        sites=page.sites,
        owes=bool(page.open_needs),
        initial={"substances": list(page.substances), "site": page.site_id or ""},
    )
    if request.method == "POST" and form.is_valid():
        try:
            deeds.admit(intake_id, form.as_admission(), by=by, at=at)
        except CareRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Admitted."))
            return redirect("staff:client_care", client_id=page.referral.client_id)
    return form_page(request, "staff/intake_admit.html", form, _context(page))


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, by: Actor, intake_id: UUID) -> HttpResponse:
    at = datetime.now(UTC)
    page = open_intake(intake_id, by=by, at=at)
    form = CloseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason, words = form.values()
        try:
            deeds.end_intake(intake_id, reason, words=words, by=by, at=at)
        except CareRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("staff:referral", referral_id=page.referral.id)
    context = {"page": page, "is_intake": True}
    return form_page(request, "staff/referral_close.html", form, context)


def _context(page: IntakePage) -> dict[str, object]:
    rows = [(*NEEDS[row.need], row.is_settled, _said(row, page)) for row in page.needs]
    open_ones = {row.need for row in page.needs if not row.is_settled}
    waits = IntakeNeed.CONSENTS in open_ones and page.status is not IntakeState.ENDED
    return {"page": page, "rows": rows, "states": INTAKE_STATES, "consents_wait": waits}


def _said(row: NeedRow, page: IntakePage) -> str | Promise:
    """What was written down, where that is more than that it is settled."""
    if row.need is IntakeNeed.ASK_WHO_SENT and row.is_settled:
        return dict(SENT_BY)[page.sent_by.value]
    if row.need is IntakeNeed.CONSENTS and page.wants_no_consents:
        return _("They want none for now.")
    return ""
