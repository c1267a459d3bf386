"""Which records were merged. Who looked is written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.conditions import check_has_role, check_second_factor
from stepwell.domain.access.roles import Role
from stepwell.queries.client_merges import merges_of
from stepwell.queries.clients import clients_visible_to
from stepwell.queries.pages import Page, page_of
from stepwell.records.people.models import ClientMerge


@dataclass(frozen=True, slots=True)
class MergeRow:
    """duplicate_name: as the record that is out of sight now says it."""

    id: UUID
    kept_id: UUID
    kept_name: str
    duplicate_name: str
    merged_at: datetime


@transaction.atomic
def list_merges(*, by: Actor, at: datetime, page: int = 1) -> Page[MergeRow]:
    """Merges that can be undone, of clients `by` may see, the newest first. Raises AccessDenied."""
    check_has_role(by, {Role.SUPERVISOR}, to="see merged records", rule="client.merge")
    check_second_factor(by)
    open_ones = merges_of(by).filter(undone_at=None, kept__in=clients_visible_to(by, at))
    found = page_of(open_ones.order_by("-merged_at", "-pk"), page).told(_row)
    record_event("record.listed", by=by, at=at, details={"part": "merges", "results": found.total})
    return found


def _row(one: ClientMerge) -> MergeRow:
    return MergeRow(
        one.pk, one.kept_id, one.kept.shown_name, one.duplicate.shown_name, one.merged_at
    )
