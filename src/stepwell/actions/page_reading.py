"""Pages that a client handed to their counselor, as staff read them. Who looked is written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from stepwell.actions.care_access import check_care_is_open, record_care, record_look
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import NotFound
from stepwell.domain.audit.record_kinds import reference_of
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.recovery.bodies_copy import Origin
from stepwell.queries.clients import client_of
from stepwell.queries.found import found
from stepwell.queries.pages import Page, page_of
from stepwell.queries.safety_paths import names_of
from stepwell.records.people.models import Client
from stepwell.records.recovery.models import HandedPage

PER_PAGE = 10
"""One alone may be as long as a notebook page can be."""


@dataclass(frozen=True, slots=True)
class HandedLine:
    """One page. form: the slug of its worksheet, rows: what is on that. read_by: a name.

    taken_back_at: since when it is not theirs to read; then nothing else is told but the days.
    """

    id: UUID
    on: date
    handed_on: date
    taken_back_at: datetime | None
    origin: Origin | None = None
    title: str = ""
    step: int | None = None
    text: str = ""
    form: str = ""
    rows: tuple[Mapping[str, str], ...] = ()
    read_at: datetime | None = None
    read_by: str = ""


@dataclass(frozen=True, slots=True)
class HandedPages:
    """lines: what came last first."""

    client_id: UUID
    code: str
    name: str
    lines: Page[HandedLine]


@transaction.atomic
def open_handed_pages(
    client_id: UUID | str, *, page: int = 1, by: Actor, at: datetime
) -> HandedPages:
    """Raises AccessDenied or NotFound."""
    client = client_of(by, client_id)
    check_care_is_open(client, by=by, at=at, is_change=False)
    record_look(client.pk, "pages", by=by, at=at)
    lines = page_of(_shown(client), page, per_page=PER_PAGE)
    names = names_of(one.read_by for one in lines.rows)
    return HandedPages(
        client.pk,
        reference_of(str(client.pk)),
        client.shown_name,
        lines.told(lambda one: _line(one, names)),
    )


@transaction.atomic
def say_page_read(client_id: UUID | str, page_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """Whoever says it first stands with the page; the trail has all who say it.

    Raises AccessDenied, NotFound, or CareRefused where there is no such page any more.
    """
    client = client_of(by, client_id)
    check_care_is_open(client, by=by, at=at, is_change=False)
    pages = HandedPage.objects.standing().filter(client=client)
    try:
        row = found(pages.select_for_update(no_key=True), page_id)
    except NotFound:
        raise CareRefused("This page is not here any more: it was changed or taken back.") from None
    if row.read_at is None:
        row.read_at, row.read_by = at, by.key
        row.save(update_fields=["read_at", "read_by"])
    record_care(client.pk, "page", "read", by=by, at=at)


def count_pages_since(client: Client, first: date, last: date) -> int:
    """Handed over in these days and not taken back. Not audited by itself."""
    return (
        HandedPage.objects.standing()
        .filter(client=client, handed_on__gte=first, handed_on__lte=last)
        .count()
    )


def _shown(client: Client) -> QuerySet[HandedPage]:
    """Those that stand, and of each that was taken back the last that stood: a page that was put
    right is there once."""
    rows = HandedPage.objects.filter(client=client)
    others = rows.filter(entry=OuterRef("entry")).exclude(pk=OuterRef("pk"))
    later = others.filter(Q(struck_at=None) | Q(recorded_at__gt=OuterRef("recorded_at")))
    return rows.exclude(Exists(later)).order_by("-recorded_at", "-pk")


def _line(row: HandedPage, names: Mapping[str, str]) -> HandedLine:
    line = HandedLine(row.pk, row.on, row.handed_on, row.struck_at)
    if row.struck_at is not None:
        return line
    said: dict[str, Any] = row.page
    sheet = said.get("worksheet") or {}
    return HandedLine(
        row.pk,
        row.on,
        row.handed_on,
        None,
        origin=Origin(said["from"]),
        title=said.get("title", ""),
        step=said.get("step"),
        text=said["text"],
        form=sheet.get("form", ""),
        rows=tuple(sheet.get("rows", ())),
        read_at=row.read_at,
        read_by=names.get(row.read_by, ""),
    )
