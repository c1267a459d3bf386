"""What a screen that is handed over still opens, and where its paper is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import ResolverMatch, reverse
from django.utils.translation import gettext as _

from stepwell.domain.access.handing_over import HandedOver, Paper, parse_handed_over
from stepwell.web.shared.json_answers import json_refusal, wants_json

FRAME = "shared/handed_over_base.html"
LOCKED = 423
TO_TAKE_BACK = frozenset(
    {
        "accounts:take_back",
        "accounts:take_back_passkey",
        "accounts:take_back_passkey_options",
    }
)
ALWAYS_OPEN = TO_TAKE_BACK | {"accounts:stay", "accounts:sign_out"}
"""They show nobody's record, and end the sign-in or keep it as ever."""
SIGNED_IN = frozenset({"staff", "members", "accounts", "app"})
_PAPERS = {
    Paper.CONSENT: ("staff:consent_sign", "consent_id"),
    Paper.NOTICE: ("staff:privacy_notice", "client_id"),
}


def handed_over(request: HttpRequest) -> HandedOver | None:
    """None where the screen is with whoever signed in. Reads the session."""
    session: Any = getattr(request, "session", None)
    return parse_handed_over(session.handed_over) if session is not None else None


def handed_over_for(request: HttpRequest, paper: Paper, paper_id: UUID) -> HandedOver | None:
    """Where it is handed over for this paper."""
    held = handed_over(request)
    return held if held and (held.paper, held.id) == (paper, str(paper_id)) else None


def address_of_paper(held: HandedOver) -> str:
    name, key = _PAPERS[held.paper]
    return reverse(name, kwargs={key: held.id})


def is_public_site(view: Callable[..., Any], match: ResolverMatch) -> bool:
    """Open to anyone, and not an entrance: signing in as someone else is not for this screen."""
    return getattr(view, "policy", "") == "public" and match.namespace not in SIGNED_IN


def is_locked(match: ResolverMatch, held: HandedOver) -> bool:
    """Everything that is not the public site is, but the paper and the ways back."""
    name, key = _PAPERS[held.paper]
    is_paper = match.view_name == name and str(match.kwargs.get(key)) == held.id
    return not is_paper and match.view_name not in ALWAYS_OPEN


def locked_page(request: HttpRequest, held: HandedOver) -> HttpResponse:
    """The same whatever was asked for; a fragment is not filled with it: its page loads again."""
    if wants_json(request):
        return json_refusal(LOCKED, "handed_over", _("This screen is with someone who is signing."))
    if request.headers.get("HX-Request"):
        return HttpResponse(status=LOCKED, headers={"HX-Refresh": "true"})
    context = {"paper_url": address_of_paper(held)}
    return render(request, "shared/handed_over.html", context, status=LOCKED)
