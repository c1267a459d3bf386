"""A client's consents: the list, a new one, one of them, its paper."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.actions.consent_documents import hand_out_document
from stepwell.actions.consent_reading import check_may_draw_up, list_consents, open_consent
from stepwell.actions.consent_recipients import volunteers_to_name
from stepwell.actions.consents import ConsentRefused, draw_up_consent
from stepwell.actions.disclosing import DisclosureRefused
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import NotFound
from stepwell.domain.audit.record_kinds import reference_of
from stepwell.queries.consent_forms import form_words, offered_templates
from stepwell.web.shared.consent_signing import ROLE_WORDS, RevocationForm
from stepwell.web.shared.consent_words import STATE_FLAGS
from stepwell.web.shared.leaving import leave_as_signed_form
from stepwell.web.staff.forms.consent import ConsentForm
from stepwell.web.staff.forms.privacy_facts import SENT_BY
from stepwell.web.staff.pages import form_page
from stepwell.web.staff.policies import program_view


@program_view
@require_safe
def consents(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    found = list_consents(client_id, language="en", by=by, at=datetime.now(UTC))
    context = {
        "found": found,
        "lines": [(line, STATE_FLAGS[line.state]) for line in found.lines],
        "sent_by": dict(SENT_BY).get(found.privacy.facts.sent_by) if found.privacy else "",
    }
    return render(request, "staff/consents.html", context)


@program_view
@require_safe
def new(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    """Which form."""
    check_may_draw_up(client_id, by=by, at=datetime.now(UTC))
    context = {
        "client_id": client_id,
        "code": reference_of(str(client_id)),
        "templates": [(one, one.title["en"], one.summary["en"]) for one in offered_templates()],
    }
    return render(request, "staff/consent_choose.html", context)


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def draw_up(request: HttpRequest, by: Actor, client_id: UUID, template: str) -> HttpResponse:
    at = datetime.now(UTC)
    chosen = next((one for one in offered_templates() if one.slug == template), None)
    volunteers = volunteers_to_name(client_id, by=by, at=at)
    if chosen is None:
        raise NotFound
    form = ConsentForm(
        request.POST if request.method == "POST" else None,
        template=chosen,
        words=form_words(),
        volunteers=volunteers,
        today=timezone.localdate(at),
        initial={"language": "en"},
    )
    if request.method == "POST" and form.is_valid():
        try:
            consent_id = draw_up_consent(client_id, form.as_new_consent(), by=by, at=at)
        except ConsentRefused as refusal:
            for problem in refusal.problems:
                form.add_error(None, problem)
        else:
            messages.success(request, _("Drawn up. It is not signed yet."))
            return redirect("staff:consent", consent_id=consent_id)
    context = {
        "client_id": client_id,
        "code": reference_of(str(client_id)),
        "template": chosen,
        "title": chosen.title["en"],
        "summary": chosen.summary["en"],
    }
    return form_page(request, "staff/consent_new.html", form, context)


@program_view
@require_safe
def consent(request: HttpRequest, by: Actor, consent_id: UUID) -> HttpResponse:
    page = open_consent(consent_id, by=by, at=datetime.now(UTC), is_own=False)
    context = {
        "page": page,
        "flag": STATE_FLAGS[page.state],
        "missing": [ROLE_WORDS[one] for one in page.missing],
        "form": RevocationForm(page=page, is_own=False),
    }
    return render(request, "staff/consent.html", context)


@program_view
@require_safe
def paper(request: HttpRequest, by: Actor, consent_id: UUID) -> HttpResponse:
    try:
        form = hand_out_document(consent_id, by=by, at=datetime.now(UTC), is_own=False)
    except DisclosureRefused as refused:
        messages.error(request, str(refused))
        return redirect("staff:consent", consent_id=consent_id)
    return leave_as_signed_form(form)
