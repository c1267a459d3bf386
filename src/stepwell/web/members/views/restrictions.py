"""What a member asks their program not to share, and taking that back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.actions.restriction_reading import RestrictionRowView
from stepwell.actions.restrictions import (
    RestrictionRefused,
    ask_own_restriction,
    take_back_own_restriction,
)
from stepwell.actions.rights_reading import open_own_rights
from stepwell.queries.consent_forms import form_words
from stepwell.web.members.forms.rights import KeepBackForm
from stepwell.web.shared.policies import actor_of, signed_in_view


@signed_in_view
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def keep_back(request: HttpRequest) -> HttpResponse:
    by, at = actor_of(request), datetime.now(UTC)
    page = open_own_rights(by=by, at=at)
    if not page.program:
        return redirect("members:rights")
    form = KeepBackForm(request.POST if request.method == "POST" else None, language=language())
    if form.is_bound and form.is_valid():
        try:
            ask_own_restriction(**form.as_values(), by=by, at=at)
        except RestrictionRefused as refusal:
            form.add_error("words", str(refusal))
        else:
            messages.success(request, _("Sent. The program has to answer; you see it here."))
            return redirect("members:rights")
    context = {"form": form, "page": page}
    return render(request, "members/keep_back.html", context, status=422 if form.errors else 200)


@signed_in_view
@never_cache
@require_POST
def take_back(request: HttpRequest, restriction_id: UUID) -> HttpResponse:
    try:
        take_back_own_restriction(restriction_id, by=actor_of(request), at=datetime.now(UTC))
    except RestrictionRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Taken back."))
    return redirect("members:rights")


def told(one: RestrictionRowView) -> dict[str, Any]:
    """In the words of consent forms, in the reader's language."""
    words, spoken = form_words(), language()
    whom = ""
    if one.recipient:
        whom = one.recipient.name or words.recipients[one.recipient.kind][spoken]
    kinds = [said[spoken] for kind, said in words.information.items() if kind in one.information]
    return {"row": one, "whom": whom, "kinds": kinds}


def language() -> str:
    return "es" if (get_language() or "").startswith("es") else "en"
