"""One's own consents: see, sign, take back; and the privacy notice."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.actions.consent_documents import hand_out_document
from stepwell.actions.consent_endings import revoke_consent
from stepwell.actions.consent_reading import (
    ConsentPage,
    list_own_consents,
    open_consent,
    recipients_by_number,
)
from stepwell.actions.consents import ConsentRefused, sign_consent
from stepwell.actions.disclosing import DisclosureRefused
from stepwell.domain.consents.kinds import SignatureMethod, SignerRole
from stepwell.queries.sign_in_ways import ways_to_sign_in
from stepwell.web.shared.consent_signing import RevocationForm, SignatureForm
from stepwell.web.shared.consent_words import STATE_FLAGS
from stepwell.web.shared.leaving import leave_as_signed_form
from stepwell.web.shared.policies import actor_of, signed_in_view
from stepwell.web.shared.sign_in_state import is_confirmed_by_passkey


@signed_in_view
@never_cache
@require_safe
def consents(request: HttpRequest) -> HttpResponse:
    language = "es" if (get_language() or "").startswith("es") else "en"
    at = datetime.now(UTC)
    found = list_own_consents(language=language, by=actor_of(request), at=at)
    lines = [(line, STATE_FLAGS[line.state]) for line in found.lines] if found else []
    return render(request, "members/consents.html", {"found": found, "lines": lines})


@signed_in_view
@never_cache
@require_safe
def consent(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    return _page(request, _open(request, consent_id))


@signed_in_view
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    by, page = actor_of(request), _open(request, consent_id)
    if SignerRole.CLIENT not in page.missing:
        return redirect("members:consent", consent_id=consent_id)
    form = SignatureForm(
        request.POST if request.method == "POST" else None,
        has_passkey=bool(ways_to_sign_in(by).passkeys),
    )
    if request.method == "POST" and form.is_valid():
        signature = form.as_signature(SignerRole.CLIENT)
        if signature.method is SignatureMethod.PASSKEY and not is_confirmed_by_passkey(request):
            here = reverse("members:consent_sign", kwargs={"consent_id": consent_id})
            return redirect(f"{reverse('accounts:confirm')}?{urlencode({'next': here})}")
        try:
            sign_consent(consent_id, signature, by=by, at=datetime.now(UTC), is_own=True)
        except ConsentRefused as refusal:
            for problem in refusal.problems:
                form.add_error(None, problem)
        else:
            messages.success(request, _("Signed. You can take it back at any time."))
            return redirect("members:consent", consent_id=consent_id)
    status = 422 if form.errors else 200
    context = {"page": page, "form": form, "is_passkey_shown": is_confirmed_by_passkey(request)}
    return render(request, "members/consent_sign.html", context, status=status)


@signed_in_view
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    by, page = actor_of(request), _open(request, consent_id)
    form = RevocationForm(
        request.POST if request.method == "POST" else None, page=page, is_own=True
    )
    if request.method == "POST" and form.is_valid():
        numbers = form.cleaned_data["recipients"]
        try:
            revoke_consent(
                consent_id,
                recipients=recipients_by_number(consent_id, numbers, by=by, is_own=True),
                information=form.kinds,
                by=by,
                at=datetime.now(UTC),
                is_own=True,
            )
        except ConsentRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Taken back. We stopped just now."))
            return redirect("members:consent", consent_id=consent_id)
    status = 422 if form.errors else 200
    return render(
        request, "members/consent_revoke.html", {"page": page, "form": form}, status=status
    )


@signed_in_view
@never_cache
@require_safe
def paper(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    by, at = actor_of(request), datetime.now(UTC)
    try:
        form = hand_out_document(consent_id, by=by, at=at, is_own=True)
    except DisclosureRefused as refused:
        messages.error(request, str(refused))
        return redirect("members:consent", consent_id=consent_id)
    return leave_as_signed_form(form)


def _open(request: HttpRequest, consent_id: UUID) -> ConsentPage:
    return open_consent(consent_id, by=actor_of(request), at=datetime.now(UTC), is_own=True)


def _page(request: HttpRequest, page: ConsentPage) -> HttpResponse:
    context = {
        "page": page,
        "flag": STATE_FLAGS[page.state],
        "can_sign": SignerRole.CLIENT in page.missing,
    }
    return render(request, "members/consent.html", context)
