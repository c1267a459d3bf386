"""Who works and helps here, and in which role."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.actions.roles import RoleRefused, end_role, grant_role
from stepwell.actions.staff_reading import list_staff, list_volunteers
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.access.policies.organizations import (
    can_end_role,
    can_grant_role,
    can_see_volunteers,
)
from stepwell.domain.access.roles import Role
from stepwell.queries.organizations import sites_of
from stepwell.web.shared.page_numbers import page_number
from stepwell.web.shared.role_words import ROLE_WORDS
from stepwell.web.shared.sign_in_policies import confirmed_recently
from stepwell.web.staff.forms.program import RoleForm
from stepwell.web.staff.pages import form_page
from stepwell.web.staff.policies import program_view


@program_view
@require_safe
def people(request: HttpRequest, by: Actor) -> HttpResponse:
    """Staff for those who lead, volunteers for their coordinator."""
    at, is_coordinator = datetime.now(UTC), can_see_volunteers(by, by.organization_id)
    listed = list_volunteers if is_coordinator else list_staff
    found = listed(by=by, at=at, page=page_number(request))
    rows = [
        (
            person,
            [(ROLE_WORDS[role], key, _may_end(by, role, person.id)) for role, key in person.roles],
        )
        for person in found.rows
    ]
    context = {
        "found": found,
        "rows": rows,
        "is_coordinator": is_coordinator,
        "may_grant": bool(_grantable(by)),
        "role_refusal": "",
    }
    return render(request, "staff/people.html", context)


@program_view
@confirmed_recently
@require_http_methods(["GET", "HEAD", "POST"])
def grant(request: HttpRequest, by: Actor) -> HttpResponse:
    roles = _grantable(by)
    if not roles:
        raise AccessDenied("Only an administrator of the program gives roles.", rule="role.grant")
    form = RoleForm(
        request.POST if request.method == "POST" else None,
        roles=roles,
        sites=[(str(one.pk), one.name) for one in sites_of(by).filter(closed_at=None)],
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            grant_role(
                values["username"],
                Role(values["role"]),
                organization_id=by.organization_id,
                by=by,
                at=datetime.now(UTC),
                site_id=values["site_id"] or None,
                ends_at=form.ends_at(),
            )
        except RoleRefused as refusal:
            form.add_error("username", str(refusal))
        else:
            messages.success(request, _("The role is given."))
            return redirect("staff:people")
    return form_page(request, "staff/role_grant.html", form, {})


@program_view
@confirmed_recently
@require_POST
def end(request: HttpRequest, by: Actor, assignment_id: UUID) -> HttpResponse:
    try:
        end_role(assignment_id, by=by, at=datetime.now(UTC))
    except RoleRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The role has ended, and with it every sign-in of theirs."))
    return redirect("staff:people")


def _grantable(by: Actor) -> list[tuple[str, str]]:
    """The roles that work here and that the actor may give; the others are by invitation."""
    about_clients = {Role.MEMBER, Role.SIGNIFICANT_OTHER}
    return [
        (role.value, str(ROLE_WORDS[role]))
        for role in Role
        if role not in about_clients
        and can_grant_role(by, role, organization_id=by.organization_id)
    ]


def _may_end(by: Actor, role: Role, user_id: UUID) -> bool:
    return can_end_role(by, role, organization_id=by.organization_id, user_key=str(user_id))
