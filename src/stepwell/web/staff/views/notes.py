"""Progress notes: those that wait, those of a client, and one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stepwell.actions.note_reading import list_notes, list_waiting, open_note
from stepwell.actions.progress_notes import (
    NoteConflict,
    add_to_note,
    cosign_note,
    save_note,
    set_cosigning,
    sign_note,
    start_note,
)
from stepwell.domain.access.actor import Actor
from stepwell.domain.care.refusal import CareRefused
from stepwell.web.staff.policies import program_view


@program_view
@require_safe
def waiting(request: HttpRequest, by: Actor) -> HttpResponse:
    page = list_waiting(by=by, at=datetime.now(UTC))
    return render(request, "staff/notes_waiting.html", {"page": page})


@program_view
@require_POST
def cosigning(request: HttpRequest, by: Actor) -> HttpResponse:
    who, is_on = request.POST.get("user", ""), request.POST.get("is_on") == "yes"
    set_cosigning(who or by.key, is_on=is_on, by=by, at=datetime.now(UTC))
    return redirect("staff:notes")


@program_view
@require_safe
def of_client(request: HttpRequest, by: Actor, client_id: UUID) -> HttpResponse:
    page = list_notes(client_id, by=by, at=datetime.now(UTC))
    return render(request, "staff/notes.html", {"page": page})


@program_view
@require_POST
def start(request: HttpRequest, by: Actor, encounter_id: UUID) -> HttpResponse:
    try:
        key = start_note(encounter_id, by=by, at=datetime.now(UTC))
    except CareRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect("staff:notes")
    return redirect("staff:note", note_id=key)


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, by: Actor, note_id: UUID) -> HttpResponse:
    """Read it, or change a draft; a second text saved meanwhile is shown beside one's own."""
    at = datetime.now(UTC)
    if request.method != "POST":
        page = open_note(note_id, by=by, at=at)
        return render(request, "staff/note.html", {"page": page, "typed": page.text})
    return _changed(
        request,
        by,
        note_id,
        lambda text, number: save_note(note_id, text, number=number, by=by, at=at),
    )


@program_view
@require_POST
def sign(request: HttpRequest, by: Actor, note_id: UUID) -> HttpResponse:
    """What is in the form is saved first, and then signed."""
    at = datetime.now(UTC)

    def deed(text: str, number: int) -> object:
        saved = save_note(note_id, text, number=number, by=by, at=at)
        sign_note(note_id, number=saved, by=by, at=at)
        messages.success(request, _("Signed. From now on it can only be added to."))
        return saved

    return _changed(request, by, note_id, deed)


@program_view
@require_POST
def add(request: HttpRequest, by: Actor, note_id: UUID) -> HttpResponse:
    at = datetime.now(UTC)
    text = request.POST.get("text", "")
    try:
        add_to_note(note_id, text, by=by, at=at)
    except CareRefused as refusal:
        page = open_note(note_id, by=by, at=at)
        context = {"page": page, "typed": page.text, "added": text, "refused": str(refusal)}
        return render(request, "staff/note.html", context, status=422)
    return redirect("staff:note", note_id=note_id)


@program_view
@require_POST
def cosign(request: HttpRequest, by: Actor, note_id: UUID) -> HttpResponse:
    try:
        cosign_note(note_id, by=by, at=datetime.now(UTC))
    except CareRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("staff:note", note_id=note_id)


def _changed(
    request: HttpRequest, by: Actor, note_id: UUID, deed: Callable[[str, int], object]
) -> HttpResponse:
    text, given = request.POST.get("text", ""), request.POST.get("number", "")
    number = int(given) if given.isdecimal() and len(given) < 10 else -1
    text = text.replace("\r\n", "\n")
    try:
        deed(text, number)
    except CareRefused as refusal:
        page = open_note(note_id, by=by, at=datetime.now(UTC))
        theirs = refusal.theirs if isinstance(refusal, NoteConflict) else ""
        context = {"page": page, "typed": text, "theirs": theirs, "refused": str(refusal)}
        return render(request, "staff/note.html", context, status=409 if theirs else 422)
    return redirect("staff:note", note_id=note_id)
