"""`POST /api/app/sync`: a phone gives what the server has not, and gets what it has not itself."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from msgspec import Meta

from stepwell.actions.own_entries import (
    MOST_VERSIONS,
    Exchange,
    ExchangeRefused,
    exchange_entries,
)
from stepwell.domain.recovery.entries import INSTANT, UNREADABLE, Uuid7
from stepwell.web.shared.json_answers import json_answer, json_refusal
from stepwell.web.shared.policies import actor_of, member_view

MOST_BYTES = 2 * 1024 * 1024
"""Of what a phone sends at once. The app sends less; the longest version alone is 343 KB."""


class Ask(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """after, last: number and id of the newest version that the phone got from here."""

    after: Annotated[int, Meta(ge=0, le=2**53)]
    versions: Annotated[tuple[msgspec.Raw, ...], Meta(max_length=MOST_VERSIONS)]
    last: Uuid7 | None = None


@member_view
@require_POST
def sync(request: HttpRequest) -> HttpResponse:
    if request.content_type != "application/json":
        return json_refusal(415, "not_json", _("The app and the server do not fit together."))
    if _announced(request) > MOST_BYTES:
        return json_refusal(413, "too_large", _("This is too much to send at once."))
    try:
        ask = msgspec.json.decode(request.body, type=Ask)
        exchange = exchange_entries(
            [bytes(one) for one in ask.versions],
            after=ask.after,
            last=ask.last or "",
            by=actor_of(request),
            at=datetime.now(UTC),
        )
    except (*UNREADABLE, ExchangeRefused) as error:
        return json_refusal(422, "not_valid", str(error))
    return json_answer(_told(exchange))


def _announced(request: HttpRequest) -> int:
    """Bytes; nothing more than that is read."""
    said = request.META.get("CONTENT_LENGTH") or ""
    return int(said) if said.isdecimal() else 0


def _told(exchange: Exchange) -> dict[str, Any]:
    entries = exchange.entries
    return {
        "saved": exchange.saved,
        "refused": [
            {"id": one.id, "code": one.code, "words": one.words} for one in exchange.refused
        ],
        "versions": [
            {
                "id": str(row.version),
                "record": str(row.record),
                "kind": row.kind,
                "parents": row.parents,
                "made_at": f"{row.made_at:{INSTANT}}",
                "body": row.body,
                "number": row.number,
            }
            for row in entries.rows
        ],
        "cursor": entries.cursor,
        "more": entries.has_more,
        "again": entries.begins_anew,
    }
