"""Folding a duplicate into the record that is kept, and parting them again."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.actions.client_merges import MergeRefused, merge_clients, undo_merge
from stepwell.actions.client_page import open_client_page
from stepwell.actions.client_reading import search_clients
from stepwell.actions.merge_reading import list_merges
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied
from stepwell.web.shared.page_numbers import page_number
from stepwell.web.staff.forms.client import SearchForm
from stepwell.web.staff.policies import program_view


@program_view
@require_safe
def merges(request: HttpRequest, by: Actor) -> HttpResponse:
    found = list_merges(by=by, at=datetime.now(UTC), page=page_number(request))
    return render(request, "staff/merges.html", {"found": found})


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    """Look for the duplicate, then choose it; both by POST."""
    at = datetime.now(UTC)
    page = open_client_page(client_id, by=by, at=at)
    if not page.rights.can_merge:
        raise AccessDenied(
            "Only a supervisor of this client’s care can merge records.", rule="client.merge"
        )
    refusal, found = "", None
    form = SearchForm(request.POST if request.method == "POST" else None)
    if request.POST.get("duplicate"):
        try:
            merge_clients(client_id, request.POST["duplicate"], by=by, at=at)
        except MergeRefused as error:
            refusal = str(error)
        else:
            messages.success(request, _("Merged. You can part them again under Duplicates."))
            return redirect("staff:client", client_id=client_id)
    if request.method == "POST" and form.is_valid():
        found = search_clients(form.cleaned_data["text"], by=by, at=at)
    context = {
        "page": page,
        "form": form,
        "found": found,
        "rows": [one for one in found.rows if one.id != client_id] if found else None,
        "refusal": refusal,
    }
    return render(request, "staff/merge.html", context, status=422 if refusal else 200)


@program_view
@require_POST
def undo(request: HttpRequest, by: Actor, merge_id: UUID) -> HttpResponse:
    try:
        undo_merge(merge_id, by=by, at=datetime.now(UTC))
    except MergeRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Parted again."))
    return redirect("staff:merges")
