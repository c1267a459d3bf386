"""Pages of their notebook or journal that a client handed to their counselor."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from stepwell.actions.page_reading import open_handed_pages, say_page_read
from stepwell.domain.access.actor import Actor
from stepwell.domain.care.refusal import CareRefused
from stepwell.web.shared.page_numbers import page_number
from stepwell.web.staff.handed_page_words import ORIGINS, sheet_of
from stepwell.web.staff.policies import program_view


@program_view
@never_cache
@require_safe
def pages(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    page = open_handed_pages(client_id, page=page_number(request), by=by, at=datetime.now(UTC))
    language = str(get_language())[:2]
    found = page.lines.told(lambda one: (one, sheet_of(one, language)))
    context = {"page": page, "found": found, "origins": ORIGINS}
    return render(request, "staff/handed_pages.html", context)


@program_view
@require_POST
def read(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    try:
        say_page_read(client_id, request.POST.get("page", ""), by=by, at=datetime.now(UTC))
    except CareRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Marked as read. They see it in their app."))
    return redirect("staff:client_pages", client_id=client_id)
