"""Sharing something about a client: what left, letting out more, and the paper that goes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from stepwell.actions.disclosing import DisclosureRefused, Sending, disclose, fetch, judge
from stepwell.actions.disclosing.again import Format
from stepwell.actions.disclosing.grounds import ground_choices, order_claim, service_claim
from stepwell.actions.sharing_page import (
    ConsentOption,
    SharingPage,
    open_share_form,
    open_sharing_page,
)
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import NotFound
from stepwell.domain.audit.record_kinds import reference_of
from stepwell.domain.consents.kinds import InformationKind
from stepwell.domain.disclosures.accounting import Entry
from stepwell.domain.disclosures.basis import BasisKind
from stepwell.domain.disclosures.decision import Decision
from stepwell.domain.disclosures.refusal import Refusal
from stepwell.domain.disclosures.words import BASES, FORMS, INFORMATION, PURPOSES, RECIPIENTS
from stepwell.queries.pages import Page, page_of
from stepwell.web.shared.leaving import leave_as_pdf
from stepwell.web.shared.page_numbers import page_number
from stepwell.web.staff.forms.sharing import (
    FORMS_BY_BASIS,
    AgreementForm,
    GroundForm,
    OrderForm,
    SharingForm,
)
from stepwell.web.staff.policies import program_view


@program_view
@never_cache
@require_safe
def shared(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    """What left in the last three years, and what may. On paper all of it: `?all=1`."""
    page = open_sharing_page(client_id, by=by, at=datetime.now(UTC))
    entries = page.accounting.entries
    found = page_of(entries, page_number(request))
    if request.GET.get("all") == "1":
        found = page_of(entries, per_page=len(entries))
    return render(request, "staff/client_shared.html", shared_context(page, found))


def shared_context(page: SharingPage, found: Page[Entry]) -> dict[str, Any]:
    return {
        "page": page,
        "found": found,
        "entries": [
            (one, PURPOSES[one.purpose], BASES[one.basis], FORMS[one.form], names(one.information))
            for one in found.rows
        ],
        "consents": [
            (one, one.recipient.name or RECIPIENTS[one.recipient.kind], names(one.information))
            for one in page.consents
        ],
        "restrictions": [
            (
                one,
                (one.recipient.name or RECIPIENTS[one.recipient.kind]) if one.recipient else "",
                names(one.information),
            )
            for one in page.restrictions
        ],
        "bases": [
            (one.value, BASES[one])
            for one in page.bases
            if one in FORMS_BY_BASIS and one is not BasisKind.CONSENT
        ],
    }


def names(information: frozenset[InformationKind]) -> list[str]:
    return [words for kind, words in INFORMATION.items() if kind in information]


@program_view
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def share(
    request: HttpRequest, by: Actor, client_id: UUID, basis: str = BasisKind.CONSENT.value
) -> HttpResponse:
    """Look first: it says what would leave. Then it leaves."""
    kind = _form_class(basis)
    at = datetime.now(UTC)
    options = open_share_form(client_id, kind.basis, by=by, at=at)
    entered = request.POST if request.method == "POST" else None
    form: SharingForm
    if issubclass(kind, GroundForm):
        form = kind(entered, grounds=ground_choices(client_id, kind.basis, by=by, at=at))
    else:
        form = kind(entered, initial=_initial(options, request.GET.get("consent", "")))
    decision: Decision | None = None
    refusals: tuple[Refusal, ...] = ()
    if form.is_bound and form.is_valid():
        sending = _sending(form, by)
        if request.POST.get("step") != "share":
            decision = judge(client_id, sending, by=by, at=at)
            refusals = decision.refusals
        else:
            try:
                released = disclose(client_id, sending, by=by, at=at)
            except DisclosureRefused as refused:
                refusals = refused.refusals
            else:
                return redirect("staff:disclosure", disclosure_id=released.disclosure_id)
    context = {
        "form": form,
        "code": reference_of(str(client_id)),
        "client_id": client_id,
        "basis": BASES[kind.basis],
        "is_consent": kind.basis is BasisKind.CONSENT,
        "refusals": refusals,
        "decision": decision if decision and decision.is_allowed else None,
        "view": names(decision.view) if decision else [],
        "withheld": [
            (one.words, names(one.information)) for one in (decision.withheld if decision else ())
        ],
    }
    # A look that says no has answered what was asked.
    is_refused = bool(form.errors) or (refusals and decision is None)
    status = 422 if is_refused else 200
    return render(request, "staff/client_share.html", context, status=status)


@program_view
@never_cache
@require_safe
def disclosure(request: HttpRequest, by: Actor, disclosure_id: UUID) -> HttpResponse:
    """The paper, to print or to read from."""
    return _fetched(request, by, disclosure_id, "html")


@program_view
@never_cache
@require_safe
def disclosure_pdf(request: HttpRequest, by: Actor, disclosure_id: UUID) -> HttpResponse:
    return _fetched(request, by, disclosure_id, "pdf")


def _fetched(
    request: HttpRequest, by: Actor, disclosure_id: UUID, file_format: Format
) -> HttpResponse:
    try:
        released = fetch(disclosure_id, file_format, by=by, at=datetime.now(UTC))
    except DisclosureRefused as refused:
        context: dict[str, Any] = {"refusals": refused.refusals}
        return render(request, "staff/disclosure_refused.html", context, status=409)
    if file_format == "pdf":
        return leave_as_pdf(released)
    context = {
        "released": released,
        "paper": released.paper,
        "code": reference_of(str(released.client_id)),
    }
    return render(request, "staff/disclosure.html", context)


def _sending(form: SharingForm, by: Actor) -> Sending:
    if isinstance(form, OrderForm):
        return form.as_sending_on(order_claim(form.cleaned_data["ground"], by=by))
    if isinstance(form, AgreementForm):
        what_for = form.cleaned_data["what_for"]
        ground = form.cleaned_data["ground"]
        return form.as_sending_to(service_claim(ground, what_for=what_for, by=by))
    return form.as_sending()


def _form_class(basis: str) -> type[SharingForm]:
    try:
        return FORMS_BY_BASIS[BasisKind(basis)]
    except (KeyError, ValueError):
        raise NotFound from None


def _initial(options: tuple[ConsentOption, ...], consent: str) -> dict[str, Any]:
    """Who and what the consent chosen on the page before names."""
    for one in options:
        if one.consent_id == consent:
            return {
                "recipient_kind": one.recipient.kind,
                "recipient_name": one.recipient.name,
                "recipient_key": one.recipient.key,
                "purpose": min(one.purposes),
                "information": sorted(one.information),
            }
    return {}
