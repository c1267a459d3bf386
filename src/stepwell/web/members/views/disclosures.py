"""What a member sees of what was shared about them."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stepwell.actions.accountings import account_for_mine
from stepwell.domain.disclosures.words import BASES, FORMS, INFORMATION, PURPOSES
from stepwell.web.shared.policies import actor_of, signed_in_view


@signed_in_view
@never_cache
@require_safe
def disclosures(request: HttpRequest) -> HttpResponse:
    """What the program shared about me in three years."""
    found = account_for_mine(by=actor_of(request), at=datetime.now(UTC))
    entries = [
        (
            one,
            PURPOSES[one.purpose],
            BASES[one.basis],
            FORMS[one.form],
            [words for kind, words in INFORMATION.items() if kind in one.information],
        )
        for one in (found.entries if found else ())
    ]
    return render(request, "members/disclosures.html", {"found": found, "entries": entries})
