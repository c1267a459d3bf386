"""One client: the record, changing it, contact rules, who cares, closing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.actions.audit_reading import who_opened
from stepwell.actions.client_page import ClientPage, open_client_page
from stepwell.actions.clients import (
    ClientRefused,
    assign_client,
    change_client,
    close_client,
    end_assignment,
    reopen_client,
    set_contact_rules,
    set_emergency_contact,
)
from stepwell.actions.notices import NoticeRefused, queue_notice
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.people.contact_rules import ContactRefused, Way
from stepwell.domain.people.notices import NoticeKind
from stepwell.queries.vocabularies import fellowship_choices
from stepwell.web.shared.page_numbers import page_number
from stepwell.web.staff.forms.client import (
    DAYS,
    LANGUAGES,
    SUBSTANCES,
    WAYS,
    ClientForm,
    ContactRulesForm,
    EmergencyContactForm,
    client_values,
    contact_values,
)
from stepwell.web.staff.pages import form_page
from stepwell.web.staff.policies import program_view
from stepwell.web.staff.weeks_chart import finding, weeks_chart


@program_view
@require_safe
def client(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    page = open_client_page(client_id, with_weeks=True, by=by, at=datetime.now(UTC))
    drawn = {}
    if page.weeks:
        drawn = {"weeks_drawing": weeks_chart(page.weeks), "weeks_told": finding(page.weeks)}
    context = _words(page) | drawn | {"page": page, "by": by}
    return render(request, "staff/client.html", context)


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    page = _page_to_change(client_id, by)
    form = ClientForm(
        request.POST if request.method == "POST" else None,
        is_clinical=page.rights.can_change_clinical,
        initial=client_values(page.card),
    )

    def write() -> None:
        change_client(client_id, form.as_changes(), by=by, at=datetime.now(UTC))

    return _written(request, page, form, "staff/client_change.html", write)


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    page = _page_to_change(client_id, by)
    form = ContactRulesForm(
        request.POST if request.method == "POST" else None,
        initial=contact_values(page.card.contact_rules, page.card.contact_note),
    )

    def write() -> None:
        set_contact_rules(client_id, form.as_rules(), by=by, at=datetime.now(UTC))

    return _written(request, page, form, "staff/client_contact.html", write)


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def emergency_contact(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    page = _page_to_change(client_id, by)
    person = page.card.emergency
    initial = (
        {"name": person.name, "relationship": person.relationship, "phone": person.phone}
        if person
        else {}
    )
    form = EmergencyContactForm(request.POST if request.method == "POST" else None, initial=initial)

    def write() -> None:
        set_emergency_contact(client_id, **form.cleaned_data, by=by, at=datetime.now(UTC))

    return _written(request, page, form, "staff/client_emergency.html", write)


@program_view
@require_POST
def assign(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    return _done(
        request,
        client_id,
        lambda: assign_client(client_id, request.POST.get("user", ""), by=by, at=datetime.now(UTC)),
        _("Assigned."),
    )


@program_view
@require_POST
def unassign(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    return _done(
        request,
        client_id,
        lambda: end_assignment(
            client_id, request.POST.get("user", ""), by=by, at=datetime.now(UTC)
        ),
        _("Ended."),
    )


@program_view
@require_POST
def close(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    return _done(
        request,
        client_id,
        lambda: close_client(client_id, by=by, at=datetime.now(UTC)),
        _("Closed. The record stays and can be opened again."),
    )


@program_view
@require_POST
def reopen(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    reopen_client(client_id, by=by, at=datetime.now(UTC))
    messages.success(request, _("Open again."))
    return redirect("staff:client", client_id=client_id)


@program_view
@require_POST
def send_note(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    """Tell the client, in neutral words, that there is something new."""
    return _done(
        request,
        client_id,
        lambda: queue_notice(client_id, NoticeKind.NEWS, by=by, at=datetime.now(UTC)),
        _("The note is on its way. It says only that there is something new."),
    )


@program_view
@require_safe
def openings(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    """Who opened this record."""
    found = who_opened(client_id, by=by, at=datetime.now(UTC), page=page_number(request))
    context = {"found": found, "client_id": client_id}
    return render(request, "staff/client_openings.html", context)


def _page_to_change(client_id: UUID, by: Actor) -> ClientPage:
    page = open_client_page(client_id, by=by, at=datetime.now(UTC))
    if not page.rights.can_change:
        raise AccessDenied("You may read this record, not change it.", rule="client.change")
    return page


def _written(
    request: HttpRequest, page: ClientPage, form: Any, template: str, write: Callable[[], object]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            write()
        except ClientRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Changed."))
            return redirect("staff:client", client_id=page.card.id)
    return form_page(request, template, form, {"page": page})


def _done(
    request: HttpRequest, client_id: UUID, write: Callable[[], object], told: str
) -> HttpResponse:
    try:
        write()
    except (ClientRefused, ContactRefused, NoticeRefused) as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, told)
    return redirect("staff:client", client_id=client_id)


def _words(page: ClientPage) -> dict[str, Any]:
    """Slugs as people say them."""
    card, rules = page.card, page.card.contact_rules
    languages, days = dict(LANGUAGES), dict(DAYS)
    labels = {way: ContactRulesForm.base_fields[name].label for name, way in WAYS.items()}
    words: dict[str, Any] = {
        "languages": [languages.get(one, one) for one in card.languages],
        "allowed": [labels[way] for way in Way if way in rules.ways],
        "forbidden": [labels[way] for way in Way if way not in rules.ways],
        "times": [
            ([days[str(day)] for day in sorted(one.weekdays)], one.starts, one.ends)
            for one in rules.times
        ],
    }
    if card.clinical:
        substances, fellowships = dict(SUBSTANCES), dict(fellowship_choices())
        words["substances"] = [substances.get(one, one) for one in card.clinical.substances]
        words["fellowships"] = [
            fellowships.get(one, one) for one in card.clinical.preferred_fellowships
        ]
    return words
