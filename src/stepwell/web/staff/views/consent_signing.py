"""Signing on a screen that staff hand over, and what ends a consent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.actions.consent_endings import declare_false, end_consent, revoke_consent
from stepwell.actions.consent_reading import ConsentPage, open_consent, recipients_by_number
from stepwell.actions.consents import ConsentRefused, discard_consent, sign_consent
from stepwell.actions.handing_over import end_paper, hand_over_consent
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.access.handing_over import HandedOver, Paper, PaperEnd
from stepwell.web.shared.consent_signing import ROLE_WORDS, RevocationForm, SignatureForm
from stepwell.web.shared.consent_words import STATE_FLAGS
from stepwell.web.shared.handed_over import handed_over_for
from stepwell.web.staff.handed_paper import DECLINED, handed_over_to, paper_over
from stepwell.web.staff.pages import form_page
from stepwell.web.staff.policies import program_view


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, by: Actor, consent_id: UUID) -> HttpResponse:
    """Staff hand the screen over here; then it shows the form alone, without ways to other pages.

    One signer after the other.
    """
    at = datetime.now(UTC)
    page = open_consent(consent_id, by=by, at=at, is_own=False)
    if not page.can_keep:
        raise AccessDenied("You may read this consent, not have it signed.", rule="consent.keep")
    held = handed_over_for(request, Paper.CONSENT, consent_id)
    if not page.missing or (held and held.is_over):
        return _over(request, page, held)
    if held and DECLINED in request.POST:
        end_paper(PaperEnd.DECLINED, by=by)
        return redirect("staff:consent_sign", consent_id=consent_id)
    role = page.missing[0]
    form = SignatureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            signature = form.as_signature(role)
            if sign_consent(consent_id, signature, by=by, at=at, is_own=False) and held:
                end_paper(PaperEnd.SAVED, by=by)
        except ConsentRefused as refusal:
            for problem in refusal.problems:
                form.add_error(None, problem)
        else:
            return redirect("staff:consent_sign", consent_id=consent_id)
    context = {"page": page, "role": ROLE_WORDS[role], "held": held}
    return form_page(request, "staff/consent_sign.html", form, context)


@program_view
@require_POST
def hand_over(request: HttpRequest, by: Actor, consent_id: UUID) -> HttpResponse:
    at, where = datetime.now(UTC), reverse("staff:consent_sign", kwargs={"consent_id": consent_id})
    return handed_over_to(request, lambda: hand_over_consent(consent_id, by=by, at=at), where)


@program_view
@require_POST
def revoke(request: HttpRequest, by: Actor, consent_id: UUID) -> HttpResponse:
    at = datetime.now(UTC)
    page = open_consent(consent_id, by=by, at=at, is_own=False)
    form = RevocationForm(request.POST, page=page, is_own=False)
    if form.is_valid():
        values = form.cleaned_data
        try:
            revoke_consent(
                consent_id,
                recipients=recipients_by_number(
                    consent_id, values["recipients"], by=by, is_own=False
                ),
                information=form.kinds,
                way=values["way"],
                by=by,
                at=at,
                is_own=False,
            )
        except ConsentRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Taken back. Nothing more is shared by it from now on."))
            return redirect("staff:consent", consent_id=consent_id)
    context = {"page": page, "flag": STATE_FLAGS[page.state], "missing": []}
    return form_page(request, "staff/consent.html", form, context)


@program_view
@require_POST
def end(request: HttpRequest, by: Actor, consent_id: UUID) -> HttpResponse:
    """The event that the form names has happened."""
    at = datetime.now(UTC)
    return _done(request, consent_id, lambda: end_consent(consent_id, by=by, at=at), _("Ended."))


@program_view
@require_POST
def is_false(request: HttpRequest, by: Actor, consent_id: UUID) -> HttpResponse:
    at = datetime.now(UTC)
    told = _("Kept as not valid. Nothing is shared by it.")
    return _done(request, consent_id, lambda: declare_false(consent_id, by=by, at=at), told)


@program_view
@require_POST
def discard(request: HttpRequest, by: Actor, consent_id: UUID) -> HttpResponse:
    try:
        client_id = discard_consent(consent_id, by=by, at=datetime.now(UTC))
    except ConsentRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect("staff:consent", consent_id=consent_id)
    messages.success(request, _("Put aside."))
    return redirect("staff:consents", client_id=client_id)


def _over(request: HttpRequest, page: ConsentPage, held: HandedOver | None) -> HttpResponse:
    return paper_over(
        request,
        title=page.code,
        is_declined=bool(page.missing),
        is_consent=True,
        back_url="" if held else reverse("staff:consent", kwargs={"consent_id": page.id}),
    )


def _done(
    request: HttpRequest, consent_id: UUID, write: Callable[[], None], told: str
) -> HttpResponse:
    try:
        write()
    except ConsentRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, told)
    return redirect("staff:consent", consent_id=consent_id)
