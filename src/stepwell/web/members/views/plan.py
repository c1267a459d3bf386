"""A member's own safety plan, and asking their program for help."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from stepwell.actions.rights_reading import has_news
from stepwell.actions.safety_paths import ask_for_help
from stepwell.actions.safety_plans import open_own_plan
from stepwell.domain.safety.plan import PlanPart, part_number, pieces_of
from stepwell.queries.safety_library import plan_words
from stepwell.web.shared.policies import actor_of, signed_in_view

LONGEST_WORDS = 500
KEPT_WORDS = 4 * LONGEST_WORDS
"""Line ends count twice and nobody in a crisis is refused for a word too many."""


@signed_in_view
@never_cache
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """The version that holds, with numbers to touch."""
    by = actor_of(request)
    page = open_own_plan(by=by, at=datetime.now(UTC))
    shown, words = page.current if page else None, plan_words()
    parts = (
        [
            (
                part_number(part),
                words.of(part, shown.language).heading,
                [pieces_of(entry) for entry in shown.parts[part]],
            )
            for part in PlanPart
        ]
        if shown
        else []
    )
    context = {
        "page": page,
        "shown": shown,
        "parts": parts,
        "longest": LONGEST_WORDS,
        "has_news": has_news(by=by),
    }
    return render(request, "members/plan.html", context)


@signed_in_view
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """A tap for help. It tells the program, and rings nobody."""
    words = request.POST.get("words", "")[:KEPT_WORDS]
    ask_for_help(words=words, by=actor_of(request), at=datetime.now(UTC))
    messages.success(
        request,
        _(
            "Written down at your program. Staff read it when they next open this site: nobody is "
            "rung. Call 988 or 911 if it can’t wait."
        ),
    )
    return redirect("members:plan")
