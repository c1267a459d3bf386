"""Records for an audit or research: proposed by one, approved by another, then let out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.actions.disclosing import DisclosureRefused
from stepwell.actions.review_release_reading import (
    ReleasePage,
    ReleaseRow,
    fetch_release,
    list_releases,
    open_release,
)
from stepwell.actions.review_releases import (
    ReleaseRefused,
    check_may_propose,
    decide_release,
    make_release,
    propose_release,
    withdraw_release,
)
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.disclosures import can_release_for_review
from stepwell.domain.disclosures.exceptions.reviews import APPROVAL_DAYS
from stepwell.domain.disclosures.releases import ReleaseState
from stepwell.domain.disclosures.words import BASES, RECIPIENTS
from stepwell.web.shared.leaving import leave_as_release
from stepwell.web.shared.sign_in_policies import confirmed_recently
from stepwell.web.staff.forms.releases import STATE_WORDS, DecisionForm, ReleaseForm
from stepwell.web.staff.pages import form_page
from stepwell.web.staff.policies import program_view
from stepwell.web.staff.views.sharing import names


@program_view
@require_safe
def releases(request: HttpRequest, by: Actor) -> HttpResponse:
    rows = [_told(row) for row in list_releases(by=by, at=datetime.now(UTC))]
    may_propose = can_release_for_review(by, by.organization_id)
    return render(request, "staff/releases.html", {"rows": rows, "may_propose": may_propose})


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, by: Actor) -> HttpResponse:
    check_may_propose(by=by)
    form = ReleaseForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            release_id = propose_release(form.as_new(), by=by, at=datetime.now(UTC))
        except ReleaseRefused as refusal:
            for reason in refusal.reasons:
                form.add_error(None, reason)
        else:
            messages.success(request, _("Proposed. Someone else has to approve it now."))
            return redirect("staff:release", release_id=release_id)
    return form_page(request, "staff/release_add.html", form, {})


@program_view
@require_safe
def release(request: HttpRequest, by: Actor, release_id: UUID) -> HttpResponse:
    page = open_release(release_id, by=by, at=datetime.now(UTC))
    return form_page(request, "staff/release.html", DecisionForm(), _context(page))


@program_view
@require_POST
def decide(request: HttpRequest, by: Actor, release_id: UUID) -> HttpResponse:
    form = DecisionForm(request.POST)
    is_approved = request.POST.get("answer") == "yes"

    def write() -> None:
        words = request.POST.get("words", "")[:2000]
        decide_release(
            release_id, is_approved=is_approved, words=words, by=by, at=datetime.now(UTC)
        )

    told = _("Approved. It can be released now.") if is_approved else _("Refused.")
    return _done(request, by, release_id, write, told, form)


@program_view
@require_POST
def withdraw(request: HttpRequest, by: Actor, release_id: UUID) -> HttpResponse:
    return _done(
        request,
        by,
        release_id,
        lambda: withdraw_release(release_id, by=by, at=datetime.now(UTC)),
        _("Taken back."),
    )


@program_view
@confirmed_recently
@require_POST
def make(request: HttpRequest, by: Actor, release_id: UUID) -> HttpResponse:
    return _done(
        request,
        by,
        release_id,
        lambda: make_release(release_id, by=by, at=datetime.now(UTC)),
        _("Released, and written down for everyone whose record it is. Get the paper now."),
    )


@program_view
@confirmed_recently
@require_safe
def paper(request: HttpRequest, by: Actor, release_id: UUID) -> HttpResponse:
    try:
        return leave_as_release(fetch_release(release_id, by=by, at=datetime.now(UTC)))
    except DisclosureRefused as refused:
        context: dict[str, Any] = {"refusals": refused.refusals}
        return render(request, "staff/disclosure_refused.html", context, status=409)


def _done(
    request: HttpRequest,
    by: Actor,
    release_id: UUID,
    write: Callable[[], object],
    told: str,
    form: DecisionForm | None = None,
) -> HttpResponse:
    """To the page with what came of it; with the reasons where it was refused."""
    try:
        write()
    except ReleaseRefused as refusal:
        page = open_release(release_id, by=by, at=datetime.now(UTC))
        context = _context(page) | {"refused": refusal.reasons, "form": form or DecisionForm()}
        return render(request, "staff/release.html", context, status=422)
    messages.success(request, told)
    return redirect("staff:release", release_id=release_id)


def _told(row: ReleaseRow) -> dict[str, Any]:
    return {
        "row": row,
        "kind": BASES[row.kind],
        "state": STATE_WORDS[row.state],
        "receiver": RECIPIENTS[row.recipient_kind],
        "kinds": names(row.information),
    }


def _context(page: ReleasePage) -> dict[str, Any]:
    row = page.row
    left = ngettext("%(n)d record left.", "%(n)d records left.", row.records) % {"n": row.records}
    return _told(row) | {
        "page": page,
        "left": left,
        "days": APPROVAL_DAYS,
        "is_open": row.state in {ReleaseState.PROPOSED, ReleaseState.APPROVED},
    }
