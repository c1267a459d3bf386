"""Which facts have to be looked up again: help lines, texts, the program's own numbers."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from stepwell.actions.fact_checks import FactRefused, confirm_fact
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.help_numbers import can_confirm_facts, can_keep_help_numbers
from stepwell.domain.checks.facts import FactKind, Standing
from stepwell.queries.checks import facts_to_check, intervals
from stepwell.web.staff.policies import program_view, staff_view

KINDS = {
    FactKind.HELP_LINE: _("Help lines"),
    FactKind.OWN_NUMBER: _("The program’s own numbers"),
    FactKind.SAFETY_PROTOCOL: _("Safety texts"),
    FactKind.HELP_PAGE: _("Pages of Help now"),
    FactKind.PUBLIC_PAGE: _("Public pages"),
    FactKind.MEETING_TEXT: _("What to expect at a meeting"),
}


@staff_view
@require_safe
def checks(request: HttpRequest, by: Actor) -> HttpResponse:
    """One kind at a time: the one asked for, or the first of which something is due."""
    rows = facts_to_check(by, on=timezone.localdate())
    kinds = [kind for kind in KINDS if any(row.fact.kind is kind for row in rows)]
    waiting = Counter(row.fact.kind for row in rows if row.standing is not Standing.FRESH)
    asked = request.GET.get("kind", "")
    shown = next((one for one in kinds if one == asked), None) or next(
        (one for one in kinds if waiting[one]), kinds[0]
    )
    context = {
        "kinds": [(one, KINDS[one], waiting[one]) for one in kinds],
        "shown": shown,
        "label": KINDS[shown],
        "interval": intervals()[shown],
        "rows": [row for row in rows if row.fact.kind is shown],
        "due": sum(row.standing is not Standing.FRESH for row in rows),
        "never": sum(row.standing is Standing.NEVER for row in rows),
        "keeps_numbers": can_keep_help_numbers(by, by.organization_id),
        "confirms": by.has_second_factor and can_confirm_facts(by, by.organization_id),
        "own": FactKind.OWN_NUMBER,
    }
    return render(request, "staff/checks.html", context)


@program_view
@require_POST
def confirm(request: HttpRequest, by: Actor) -> HttpResponse:
    try:
        confirm_fact(request.POST.get("fact", ""), by=by, at=datetime.now(UTC))
    except FactRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, gettext("Kept: your program read it today, and it still holds."))
    kind = request.POST.get("kind", "")
    asked = f"?kind={kind}" if kind in list(FactKind) else ""
    return redirect(reverse("staff:checks") + asked)
