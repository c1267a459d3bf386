"""The patient notice, and what is to be known of a client before they sign."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.actions.consents import ConsentRefused
from stepwell.actions.handing_over import end_paper, hand_over_notice
from stepwell.actions.privacy_facts import read_privacy_facts, set_privacy_facts
from stepwell.actions.privacy_notices import NoticeText, give_notice, notice_pdf, read_notice
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.handing_over import HandedOver, Paper, PaperEnd
from stepwell.domain.audit.record_kinds import reference_of
from stepwell.queries.consent_forms import minor_rules
from stepwell.web.shared.handed_over import handed_over_for
from stepwell.web.shared.leaving import show_blank_notice
from stepwell.web.staff.forms.privacy_facts import NoticeForm, PrivacyFactsForm, ReceiptForm
from stepwell.web.staff.handed_paper import DECLINED, handed_over_to, paper_over
from stepwell.web.staff.pages import form_page
from stepwell.web.staff.policies import program_view


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    at, language = datetime.now(UTC), _language(request)
    text = read_notice(client_id, language=language, by=by, at=at)
    if held := handed_over_for(request, Paper.NOTICE, client_id):
        return _in_their_hands(request, by, text, held)
    form = NoticeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            give_notice(client_id, language=language, **form.cleaned_data, by=by, at=at)
        except ConsentRefused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("The receipt is kept."))
            return redirect("staff:client", client_id=client_id)
    context = {"text": text, "client_id": client_id, "code": reference_of(str(client_id))}
    return form_page(request, "staff/privacy_notice.html", form, context)


@program_view
@require_POST
def hand_over(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    address = reverse("staff:privacy_notice", kwargs={"client_id": client_id})
    at, where = datetime.now(UTC), f"{address}?language={_language(request)}"
    return handed_over_to(request, lambda: hand_over_notice(client_id, by=by, at=at), where)


@program_view
@require_safe
def notice_paper(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    at = datetime.now(UTC)
    return show_blank_notice(notice_pdf(client_id, language=_language(request), by=by, at=at))


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    at = datetime.now(UTC)
    card = read_privacy_facts(client_id, by=by, at=at)
    form = PrivacyFactsForm(
        request.POST if request.method == "POST" else None, initial=asdict(card.facts)
    )
    if request.method == "POST" and form.is_valid():
        try:
            set_privacy_facts(client_id, form.as_facts(), by=by, at=at)
        except ConsentRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kept."))
            return redirect("staff:consents", client_id=client_id)
    context = {
        "client_id": client_id,
        "code": reference_of(str(client_id)),
        "rules": minor_rules().rules,
    }
    return form_page(request, "staff/privacy_facts.html", form, context)


def _in_their_hands(
    request: HttpRequest, by: Actor, text: NoticeText, held: HandedOver
) -> HttpResponse:
    """The notice and one field. Whoever does not sign has got it all the same."""
    code = reference_of(held.client_id)
    if held.is_over:
        is_declined = held.end is PaperEnd.DECLINED
        return paper_over(request, title=code, is_declined=is_declined, is_consent=False)
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    is_declined = DECLINED in request.POST
    if request.method == "POST" and (is_declined or form.is_valid()):
        give_notice(
            held.client_id,
            language=text.language,
            outcome="taken" if is_declined else "signed",
            way="screen",
            name="" if is_declined else form.cleaned_data["name"],
            by=by,
            at=datetime.now(UTC),
        )
        end_paper(PaperEnd.DECLINED if is_declined else PaperEnd.SAVED, by=by)
        return redirect("staff:privacy_notice", client_id=held.client_id)
    return form_page(request, "staff/privacy_notice_held.html", form, {"text": text, "code": code})


def _language(request: HttpRequest) -> str:
    return "es" if request.GET.get("language") == "es" else "en"
