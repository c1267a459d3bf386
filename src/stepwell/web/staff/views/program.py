"""The program's neutral names, its sites and its teams."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.actions.organizations import (
    OrganizationRefused,
    add_site,
    change_organization,
    close_site,
)
from stepwell.actions.team_reading import Teams, list_teams
from stepwell.actions.teams import TeamRefused, create_team, join_team, leave_team
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.organizations import check_can_manage_organization
from stepwell.queries.organizations import organization_of, sites_of
from stepwell.web.shared.page_numbers import page_number
from stepwell.web.staff.forms.program import ProgramForm, SiteForm, TeamForm, TeamPlaceForm
from stepwell.web.staff.policies import program_view


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def program(request: HttpRequest, by: Actor) -> HttpResponse:
    check_can_manage_organization(by, by.organization_id)
    form = _program_form(by, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            change_organization(form.cleaned_data, by=by, at=datetime.now(UTC))
        except OrganizationRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Changed."))
            return redirect("staff:program")
    return _program_page(request, by, form=form)


@program_view
@require_POST
def site_add(request: HttpRequest, by: Actor) -> HttpResponse:
    check_can_manage_organization(by, by.organization_id)
    form = SiteForm(request.POST, auto_id="id_site_%s")
    if form.is_valid():
        try:
            add_site(form.as_new_site(), by=by, at=datetime.now(UTC))
        except OrganizationRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The site is added."))
            return redirect("staff:program")
    return _program_page(request, by, site_form=form)


@program_view
@require_POST
def site_close(request: HttpRequest, by: Actor, site_id: UUID) -> HttpResponse:
    close_site(site_id, by=by, at=datetime.now(UTC))
    messages.success(request, _("The site is closed."))
    return redirect("staff:program")


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def teams(request: HttpRequest, by: Actor) -> HttpResponse:
    """The list, and making a team."""
    found = list_teams(by=by, at=datetime.now(UTC), page=page_number(request))
    form = TeamForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            create_team(form.cleaned_data["name"], by=by, at=datetime.now(UTC))
        except TeamRefused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("The team is made."))
            return redirect("staff:teams")
    return _teams_page(request, found, form=form)


@program_view
@require_POST
def team_join(request: HttpRequest, by: Actor) -> HttpResponse:
    found = list_teams(by=by, at=datetime.now(UTC))
    form = _place_form(found, request.POST)
    if form.is_valid():
        values = form.cleaned_data
        try:
            join_team(
                values["team"],
                values["user"],
                is_lead=values["is_lead"],
                by=by,
                at=datetime.now(UTC),
            )
        except TeamRefused as refusal:
            form.add_error("user", str(refusal))
        else:
            messages.success(request, _("Put into the team."))
            return redirect("staff:teams")
    return _teams_page(request, found, place_form=form)


@program_view
@require_POST
def team_leave(request: HttpRequest, by: Actor, team_id: UUID) -> HttpResponse:
    try:
        leave_team(team_id, request.POST.get("user", ""), by=by, at=datetime.now(UTC))
    except TeamRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Taken out of the team."))
    return redirect("staff:teams")


def _program_page(
    request: HttpRequest,
    by: Actor,
    *,
    form: ProgramForm | None = None,
    site_form: SiteForm | None = None,
) -> HttpResponse:
    context = {
        "form": form or _program_form(by),
        "site_form": site_form or SiteForm(auto_id="id_site_%s"),
        "sites": sites_of(by).filter(closed_at=None).order_by("name"),
    }
    is_wrong = bool((form and form.errors) or (site_form and site_form.errors))
    return render(request, "staff/program.html", context, status=422 if is_wrong else 200)


def _program_form(by: Actor, data: Any = None) -> ProgramForm:
    one = organization_of(by)
    initial = {field: getattr(one, field) for field in ProgramForm.base_fields}
    return ProgramForm(data, initial=initial)


def _place_form(found: Teams, data: Any = None) -> TeamPlaceForm:
    return TeamPlaceForm(
        data,
        teams=[(str(team_id), name) for team_id, name in found.names.items()],
        people=[(str(one.id), one.name) for one in found.carers],
    )


def _teams_page(
    request: HttpRequest,
    found: Teams,
    *,
    form: TeamForm | None = None,
    place_form: TeamPlaceForm | None = None,
) -> HttpResponse:
    context = {
        "found": found.found,
        "form": form or TeamForm(),
        "place_form": place_form or _place_form(found),
    }
    is_wrong = bool((form and form.errors) or (place_form and place_form.errors))
    return render(request, "staff/teams.html", context, status=422 if is_wrong else 200)
