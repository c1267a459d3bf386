"""Lists of clients, looking for one and adding one. What is typed to find someone is posted, so
that no name or phone gets into an address."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.actions.client_reading import (
    check_may_find_in_emergency,
    count_clients,
    find_in_emergency,
    list_clients,
    search_clients,
)
from stepwell.actions.clients import ClientRefused, create_client
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.clients import can_open_caseload, check_can_create_client
from stepwell.domain.access.roles import Role
from stepwell.queries.organizations import sites_of
from stepwell.web.shared.page_numbers import page_number
from stepwell.web.staff.forms.client import ClientForm, SearchForm
from stepwell.web.staff.pages import is_fragment
from stepwell.web.staff.policies import program_view
from stepwell.web.staff.views.caseload import caseload_page


@program_view
@require_safe
def clients(request: HttpRequest, by: Actor) -> HttpResponse:
    """The caseload, for those who care for clients; names for those at the desk, and those of
    closed records."""
    is_closed = request.GET.get("show") == "closed"
    if not is_closed and can_open_caseload(by) and Role.FRONT_DESK not in by.roles:
        return caseload_page(request, by)
    found = list_clients(
        by=by, at=datetime.now(UTC), is_closed=is_closed, page=page_number(request)
    )
    show = "closed" if is_closed else ""
    query = urlencode({"show": show}) if show else ""
    context = {"found": found, "show": show, "query": query, "form": SearchForm()} | _frame(by)
    return render(request, "staff/clients.html", context)


@program_view
@require_POST
def search(request: HttpRequest, by: Actor) -> HttpResponse:
    form = SearchForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    found = search_clients(text, by=by, at=datetime.now(UTC))
    context = {"found": found, "form": form, "is_search": True} | _frame(by)
    template = "staff/parts/client_rows.html" if is_fragment(request) else "staff/clients.html"
    return render(request, template, context)


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def emergency(request: HttpRequest, by: Actor) -> HttpResponse:
    """Find a client outside one's care by whole name, alias, phone or e-mail, to open the record
    with a reason."""
    check_may_find_in_emergency(by)
    form = SearchForm(request.POST if request.method == "POST" else None)
    rows = None
    if request.method == "POST" and form.is_valid():
        rows = find_in_emergency(form.cleaned_data["text"], by=by, at=datetime.now(UTC))
    return render(request, "staff/emergency.html", {"form": form, "rows": rows})


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, by: Actor) -> HttpResponse:
    check_can_create_client(by)
    form = ClientForm(
        request.POST if request.method == "POST" else None,
        is_clinical=bool(by.roles & {Role.COUNSELOR, Role.SUPERVISOR}),
        sites=[(str(one.pk), one.name) for one in sites_of(by).filter(closed_at=None)],
    )
    if request.method == "POST" and form.is_valid():
        try:
            client_id = create_client(form.as_new_client(), by=by, at=datetime.now(UTC))
        except ClientRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Added."))
            return redirect("staff:client", client_id=client_id)
    context = {"form": form}
    return render(request, "staff/client_add.html", context, status=422 if form.errors else 200)


@program_view
@require_safe
def counts(request: HttpRequest, by: Actor) -> HttpResponse:
    found = count_clients(by=by, at=datetime.now(UTC))
    return render(request, "staff/counts.html", {"counts": found})


def _frame(by: Actor) -> dict[str, bool]:
    return {
        "cares": bool(by.roles & {Role.COUNSELOR, Role.SUPERVISOR}),
        "is_supervisor": Role.SUPERVISOR in by.roles,
    }
