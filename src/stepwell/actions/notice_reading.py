"""The outbox: which messages left or wait, with the very words. Who looked is written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.actions.notices import words_of
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.clients import check_can_list_clients
from stepwell.domain.audit.record_kinds import reference_of
from stepwell.queries.clients import clients_visible_to
from stepwell.queries.pages import Page, page_of
from stepwell.records.people.models import Notice


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """client_code: stands for the name. state, cause: as in records.people Notice."""

    client_code: str
    queued_at: datetime
    state: str
    cause: str
    sender: str
    subject: str
    text: str


@transaction.atomic
def list_outbox(*, by: Actor, at: datetime, page: int = 1) -> Page[OutboxRow]:
    """Those to clients `by` may see, the newest first. Raises AccessDenied."""
    check_can_list_clients(by)
    notices = Notice.objects.filter(client__in=clients_visible_to(by, at))
    notices = notices.select_related("client__organization").order_by("-queued_at", "-pk")
    found = page_of(notices, page).told(_row)
    record_event("record.listed", by=by, at=at, details={"part": "outbox", "results": found.total})
    return found


def _row(one: Notice) -> OutboxRow:
    words = words_of(one)
    return OutboxRow(
        client_code=reference_of(str(one.client_id)),
        queued_at=one.queued_at,
        state=one.state,
        cause=one.cause,
        sender=one.client.organization.sender_name,
        subject=words.subject,
        text=words.text,
    )
