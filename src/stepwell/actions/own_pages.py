"""Pages that a member hands to their counselor, as rows of the record that their program keeps.

A page is a record of kind `copy`, made by an explicit act; nothing is ever made from a record of
another kind. See docs/sharing.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from stepwell.actions.care_access import record_care
from stepwell.actions.own_record_holding import hold_own_record
from stepwell.domain.access.actor import Actor
from stepwell.queries.own_entries import heads_of, versions_by_record
from stepwell.queries.registers import today_of
from stepwell.queries.rights import has_client_hold
from stepwell.records.people.models import Client
from stepwell.records.recovery.models import EntryVersion, HandedPage

KIND = "copy"
PART = "page"


def hand_pages(new: Sequence[EntryVersion], *, by: Actor, at: datetime) -> None:
    """After `new` was taken, in the same transaction, with the member's row held.

    A closed record takes no page more; one can still be taken back from it.
    """
    touched = {one.record for one in new if one.kind == KIND}
    client = hold_own_record(by) if touched else None
    if client is None:
        return
    pages = HandedPage.objects.standing().filter(client=client, entry__in=touched)
    standing = {one.entry: one for one in pages}
    for record, versions in versions_by_record(by.key, touched).items():
        _follow(standing.get(record), record, _handed(versions), client, by=by, at=at)


def _handed(versions: Sequence[EntryVersion]) -> dict[str, Any] | None:
    """None where it was taken back: while two phones disagree whether it was, too."""
    heads = heads_of(versions)
    if any(one.body is None for one in heads):
        return None
    return dict(heads[-1].body)


def _follow(
    row: HandedPage | None,
    record: UUID,
    body: dict[str, Any] | None,
    client: Client,
    *,
    by: Actor,
    at: datetime,
) -> None:
    if body is not None and client.closed_at is not None:
        return
    page = {name: said for name, said in (body or {}).items() if name != "on"}
    if row is not None:
        if body is not None and (row.page, row.on.isoformat()) == (page, body["on"]):
            return
        _strike(row, client, by=by, at=at)
        record_care(client.pk, PART, "struck", by=by, at=at)
    if body is not None:
        HandedPage.objects.create(
            client=client,
            entry=record,
            on=date.fromisoformat(body["on"]),
            handed_on=today_of(by, at),
            page=page,
            recorded_at=at,
            recorded_by=by.key,
        )
        record_care(client.pk, PART, "saved", by=by, at=at)


def _strike(row: HandedPage, client: Client, *, by: Actor, at: datetime) -> None:
    """The words go from the program's record; under a legal hold they stay, and no page shows
    them."""
    row.struck_at, row.struck_by = at, by.key
    if not has_client_hold(client, at):
        row.page = {}
    row.save(update_fields=["struck_at", "struck_by", "page"])
