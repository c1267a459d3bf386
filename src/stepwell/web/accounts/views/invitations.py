"""Inviting someone from one's screen: a link and a picture of it, shown once and never sent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.actions.invitations import (
    VALID_FOR,
    InvitationRefused,
    make_invitation,
    withdraw_invitation,
)
from stepwell.actions.one_time_codes import picture_of
from stepwell.actions.roles import RoleRefused
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.access.invitation_codes import code_to_read
from stepwell.domain.access.policies.organizations import can_grant_role
from stepwell.domain.access.roles import Role
from stepwell.queries.sign_in_ways import open_invitations
from stepwell.web.accounts.forms.welcome import InvitationForm
from stepwell.web.accounts.pages import page
from stepwell.web.shared.policies import actor_of, signed_in_view
from stepwell.web.shared.role_words import ROLE_WORDS
from stepwell.web.shared.sign_in_policies import confirmed_recently, second_factor_needed

DEFAULT_HOURS = int(VALID_FOR.total_seconds() // 3600)


@signed_in_view
@second_factor_needed
@confirmed_recently
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    actor, at = actor_of(request), datetime.now(UTC)
    roles = [
        (role.value, str(ROLE_WORDS[role]))
        for role in Role
        if can_grant_role(actor, role, organization_id=actor.organization_id)
    ]
    if not actor.organization_id or not roles:
        raise PermissionDenied("Only those who work in a program and give roles can invite.")
    form = InvitationForm(
        request.POST if request.method == "POST" else None,
        roles=roles,
        client=request.GET.get("client", ""),
    )
    address, token, hours = "", "", 0
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            hours = values["hours"] or DEFAULT_HOURS
            token = make_invitation(
                Role(values["role"]),
                by=actor,
                at=at,
                client_id=values["client"],
                valid_for=timedelta(hours=hours),
            )
        except RoleRefused as refusal:
            form.add_error("role", str(refusal))
        except AccessDenied as denied:
            raise PermissionDenied(str(denied)) from denied
        except NotFound:
            raise Http404 from None
        else:
            address = request.build_absolute_uri(reverse("accounts:open_invitation", args=[token]))
    context = {
        "form": form,
        "address": address,
        "code": code_to_read(token),
        "picture": mark_safe(picture_of(address)) if address else "",  # noqa: S308 (drawn here)
        "hours": hours,
        "invitations": [(one, ROLE_WORDS[one.role]) for one in open_invitations(actor, at=at)],
    }
    return page(request, "accounts/invite.html", context, status=422 if form.errors else 200)


@signed_in_view
@second_factor_needed
@confirmed_recently
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    try:
        withdraw_invitation(
            request.POST.get("invitation", ""), by=actor_of(request), at=datetime.now(UTC)
        )
    except NotFound:
        raise Http404 from None
    except AccessDenied as denied:
        raise PermissionDenied(str(denied)) from denied
    except InvitationRefused:
        messages.warning(request, _("It was used or taken back already."))
    else:
        messages.success(request, _("Taken back. The link opens nothing any more."))
    return redirect("accounts:invite")
