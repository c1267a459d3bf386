"""One event of a group: who is expected as what, and who came."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stepwell.actions.group_events import (
    Presence,
    cancel_event,
    hold_event,
    reopen_event,
    set_topic,
)
from stepwell.actions.roster_reading import EventPage, open_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.care.groups import CancelCause
from stepwell.domain.care.refusal import CareRefused
from stepwell.web.staff.policies import program_view
from stepwell.web.staff.schedule_words import PARTS, PRESENCES
from stepwell.web.staff.views.groups import WORDS


@program_view
@require_http_methods(["GET", "HEAD", "POST"])
def event(request: HttpRequest, by: Actor, event_id: UUID) -> HttpResponse:
    at = datetime.now(UTC)
    page = open_event(event_id, by=by, at=at)
    if request.method != "POST":
        words = {"parts": PARTS, "presences": PRESENCES}
        return render(request, "staff/group_event.html", {"page": page} | words | WORDS)
    said = _said(request, page)

    def keep(at: datetime) -> None:
        hold_event(event_id, said, by=by, at=at)
        messages.success(request, _("Written down."))

    return _done(request, event_id, keep)


@program_view
@require_POST
def cancel(request: HttpRequest, by: Actor, event_id: UUID) -> HttpResponse:
    given = request.POST.get("cause", "")
    cause = CancelCause(given) if given in list(CancelCause) else CancelCause.OTHER
    moves = request.POST.get("moves_topics") == "yes"
    return _done(
        request,
        event_id,
        lambda at: cancel_event(event_id, cause, moves_topics=moves, by=by, at=at),
    )


@program_view
@require_POST
def reopen(request: HttpRequest, by: Actor, event_id: UUID) -> HttpResponse:
    return _done(request, event_id, lambda at: reopen_event(event_id, by=by, at=at))


@program_view
@require_POST
def topic(request: HttpRequest, by: Actor, event_id: UUID) -> HttpResponse:
    session = request.POST.get("session", "")
    return _done(request, event_id, lambda at: set_topic(event_id, session, by=by, at=at))


def _said(request: HttpRequest, page: EventPage) -> dict[UUID, Presence]:
    """By client; who was left open stays as they are."""
    given = {one.client_id: request.POST.get(f"p-{one.client_id}", "") for one in page.lines}
    return {who: Presence(said) for who, said in given.items() if said in list(Presence)}


def _done(request: HttpRequest, event_id: UUID, deed: Callable[[datetime], None]) -> HttpResponse:
    try:
        deed(datetime.now(UTC))
    except CareRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("staff:group_event", event_id=event_id)
