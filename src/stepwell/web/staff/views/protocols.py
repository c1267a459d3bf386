"""Reading the interventions: every item with what it rests on, every claim with its source."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.protocols import check_can_read_protocols
from stepwell.domain.protocols.definition import (
    PROTOCOL_ITEMS,
    SESSION_ITEMS,
    Protocol,
    ProtocolDefinition,
    SessionDefinition,
    Stated,
)
from stepwell.domain.protocols.items import Reading
from stepwell.queries.protocols import NoSuchProtocol, evidence_for, latest_protocols
from stepwell.queries.protocols import protocol as find_protocol
from stepwell.web.staff.item_rows import ItemList, ItemRow, item_row
from stepwell.web.staff.policies import staff_view
from stepwell.web.staff.protocol_words import basis_words, heading, kind_words


@staff_view
@require_safe
def protocols(request: HttpRequest, by: Actor) -> HttpResponse:
    check_can_read_protocols(by)
    rows = [(one, one.words()) for one in latest_protocols()]
    return render(request, "staff/protocols.html", {"rows": rows})


@staff_view
@require_safe
def protocol(request: HttpRequest, by: Actor, slug: str, version: int) -> HttpResponse:
    check_can_read_protocols(by)
    found = _find(slug, version)
    words = found.words()
    sessions = [
        (found.sessions[one], found.words(one), kind_words(found.sessions[one].kind))
        for one in found.definition.sessions
    ]
    context = {
        "protocol": found,
        "words": words,
        "sessions": sessions,
        "lists": _lists(found, "protocol", found.definition),
        "cards": [
            (card, [(one, _direction(one.direction)) for one in card.findings])
            for card in evidence_for(slug)
        ],
        "sources": found.definition.sources.items(),
    }
    return render(request, "staff/protocol.html", context)


@staff_view
@require_safe
def session(request: HttpRequest, by: Actor, slug: str, version: int, session: str) -> HttpResponse:
    check_can_read_protocols(by)
    found = _find(slug, version)
    one = found.sessions.get(session)
    if one is None:
        raise Http404
    context = {
        "protocol": found,
        "protocol_words": found.words(),
        "session": one,
        "words": found.words(session),
        "kind": kind_words(one.kind),
        "basis": basis_words(one.basis),
        "minutes_basis": basis_words(one.minutes_basis),
        "lists": _lists(found, session, one),
    }
    return render(request, "staff/protocol_session.html", context)


def _find(slug: str, version: int) -> Protocol:
    try:
        return find_protocol(slug, version)
    except NoSuchProtocol as error:
        raise Http404 from error


def _lists(
    protocol: Protocol, file: str, of: ProtocolDefinition | SessionDefinition
) -> list[ItemList]:
    names = SESSION_ITEMS if isinstance(of, SessionDefinition) else PROTOCOL_ITEMS
    return [
        ItemList(
            name,
            heading(name),
            tuple(_row(protocol, file, name, item) for item in getattr(of, name)),
        )
        for name in names
        if getattr(of, name)
    ]


def _row(protocol: Protocol, file: str, name: str, item: Stated) -> ItemRow:
    words = protocol.words(file).of(name, item.id)
    title = words.title
    if isinstance(item, Reading):
        title = f"{item.work}: {item.chapter}" if item.chapter else item.work
    return item_row(
        title,
        mark_safe(words.html),  # noqa: S308 (Markdown of the library; raw HTML and links are off)
        item,
        protocol.definition.sources,
        minutes=getattr(item, "minutes", 0),
    )


def _direction(direction: str) -> str:
    return {
        "favorable": _("For it"),
        "no-difference": _("No difference"),
        "unfavorable": _("Against it"),
    }.get(direction, _("Unclear"))
