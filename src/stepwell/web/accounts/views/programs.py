"""The programs one is a member of: joining one from inside one's account, and leaving it."""

from __future__ import annotations

from datetime import UTC, datetime

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from stepwell.actions.invitations import InvitationRefused, digest_of_token, welcome_of
from stepwell.actions.members import leave_program
from stepwell.domain.access.invitation_codes import code_in
from stepwell.queries.memberships import memberships
from stepwell.web.accounts.forms.welcome import JoinForm
from stepwell.web.accounts.pages import page
from stepwell.web.accounts.views.welcome import keep_invitation
from stepwell.web.shared.middleware.sign_in_required import LEAVE_NOTHING
from stepwell.web.shared.policies import actor_of, signed_in_view
from stepwell.web.shared.sign_in_policies import confirmed_recently
from stepwell.web.shared.sign_in_state import kind_of


@signed_in_view
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def programs(request: HttpRequest) -> HttpResponse:
    """A code is looked up first: the page behind it says whose it is, and joins on a word."""
    form = JoinForm(request.POST if request.method == "POST" else None)
    at = datetime.now(UTC)
    if request.method == "POST" and form.is_valid():
        digest = digest_of_token(code_in(form.cleaned_data["code"]))
        try:
            welcome_of(digest, at=at)
        except InvitationRefused as refusal:
            form.add_error("code", str(refusal))
        else:
            keep_invitation(request, digest)
            return redirect("accounts:welcome")
    context = {"form": form, "programs": memberships(actor_of(request), at=at)}
    return page(request, "accounts/programs.html", context, status=422 if form.errors else 200)


@signed_in_view
@never_cache
@confirmed_recently
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """The program one acts in. All sign-ins end with it, as whenever a role ends."""
    actor, at = actor_of(request), datetime.now(UTC)
    here = next((one for one in memberships(actor, at=at) if one.is_here), None)
    if here is None:
        raise PermissionDenied("You are not a member of a program here, so there is none to leave.")
    if request.method != "POST":
        return page(request, "accounts/leave_program.html", {"program": here})
    is_shared = kind_of(request) == "shared"
    leave_program(by=actor, at=at)
    response = redirect(f"{reverse('accounts:sign_in')}?ended=left")
    response["Clear-Site-Data"] = LEAVE_NOTHING if is_shared else '"cache"'
    return response
