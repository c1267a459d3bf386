"""Moving a client to another site of the program."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stepwell.actions.client_sites import MoveRefused, move_client, open_move_page
from stepwell.domain.access.actor import Actor
from stepwell.web.staff.forms.client import MoveForm
from stepwell.web.staff.pages import form_page
from stepwell.web.staff.policies import program_view


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    found = open_move_page(client_id, by=by, at=datetime.now(UTC))
    form = MoveForm(
        request.POST if request.method == "POST" else None,
        sites=[(str(one.id), one.name) for one in found.sites],
        has_site=bool(found.page.card.site),
    )
    if request.method == "POST" and form.is_valid():
        try:
            move_client(client_id, form.as_site_id(), by=by, at=datetime.now(UTC))
        except MoveRefused as refusal:
            form.add_error("site", str(refusal))
        else:
            messages.success(request, _("Moved. Who cares for them stays as it was."))
            return redirect("staff:client", client_id=client_id)
    return form_page(request, "staff/client_move.html", form, {"page": found.page})
