"""What a member may see of how their own record is used."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stepwell.actions.own_record import who_opened_mine
from stepwell.web.shared.page_numbers import page_number
from stepwell.web.shared.policies import actor_of, signed_in_view


@signed_in_view
@never_cache
@require_safe
def openings(request: HttpRequest) -> HttpResponse:
    """Who opened the record that the program keeps of me."""
    found = who_opened_mine(by=actor_of(request), at=datetime.now(UTC), page=page_number(request))
    return render(request, "members/openings.html", {"found": found})
