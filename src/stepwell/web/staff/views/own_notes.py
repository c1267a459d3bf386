"""Counseling notes kept apart, for their author alone."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.actions.own_notes import (
    change_own_note,
    destroy_own_note,
    list_own_notes,
    own_note_client,
    write_own_note,
)
from stepwell.domain.access.actor import Actor
from stepwell.domain.care.refusal import CareRefused
from stepwell.web.staff.policies import program_view


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def own_notes(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    at, refused, status = datetime.now(UTC), "", 200
    text = request.POST.get("text", "")
    if request.method == "POST":
        try:
            write_own_note(client_id, text, by=by, at=at)
        except CareRefused as refusal:
            refused, status = str(refusal), 422
        else:
            return redirect("staff:client_own_notes", client_id=client_id)
    page = list_own_notes(client_id, by=by, at=at)
    context = {"page": page, "typed": text, "refused": refused}
    return render(request, "staff/own_notes.html", context, status=status)


@program_view
@require_POST
def change(request: HttpRequest, by: Actor, note_id: UUID) -> HttpResponse:
    at, text = datetime.now(UTC), request.POST.get("text", "")
    given = request.POST.get("number", "")
    number = int(given) if given.isdecimal() and len(given) < 10 else -1
    try:
        client_id = change_own_note(note_id, text, number=number, by=by, at=at)
    except CareRefused as refusal:
        page = list_own_notes(own_note_client(note_id, by=by), by=by, at=at)
        context = {"page": page, "typed": text, "refused": str(refusal)}
        return render(request, "staff/own_notes.html", context, status=422)
    return redirect("staff:client_own_notes", client_id=client_id)


@program_view
@require_POST
def destroy(request: HttpRequest, by: Actor, note_id: UUID) -> HttpResponse:  # noqa: ARG001
    client_id = destroy_own_note(note_id, by=by, at=datetime.now(UTC))
    return redirect("staff:client_own_notes", client_id=client_id)
