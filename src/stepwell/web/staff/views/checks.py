"""Which facts have to be looked up again: help lines, texts, the program's own numbers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.help_numbers import can_keep_help_numbers
from stepwell.domain.checks.facts import FactKind, Standing
from stepwell.queries.checks import facts_to_check, intervals
from stepwell.web.staff.policies import staff_view

KINDS = {
    FactKind.HELP_LINE: _("Help lines"),
    FactKind.OWN_NUMBER: _("The program’s own numbers"),
    FactKind.SAFETY_PROTOCOL: _("Safety texts"),
    FactKind.HELP_PAGE: _("Pages of Help now"),
    FactKind.PUBLIC_PAGE: _("Public pages"),
}


@staff_view
@require_safe
def checks(request: HttpRequest, by: Actor) -> HttpResponse:
    rows = facts_to_check(by, on=timezone.localdate())
    groups = [
        (label, intervals()[kind], [row for row in rows if row.fact.kind is kind])
        for kind, label in KINDS.items()
    ]
    context = {
        "groups": [group for group in groups if group[2]],
        "due": sum(row.standing is not Standing.FRESH for row in rows),
        "never": sum(row.standing is Standing.NEVER for row in rows),
        "keeps_numbers": can_keep_help_numbers(by, by.organization_id),
    }
    return render(request, "staff/checks.html", context)
