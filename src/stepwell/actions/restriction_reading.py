"""What clients asked to keep back, as it is read: of one client, one's own, and those that wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.rights import check_can_list_requests
from stepwell.domain.consents.kinds import InformationKind
from stepwell.domain.consents.storing import recipients_of
from stepwell.domain.consents.terms import Recipient
from stepwell.queries.clients import clients_in_care_of
from stepwell.queries.disclosures import restriction_rows
from stepwell.records.people.models import Client
from stepwell.records.people.models import Restriction as RestrictionRow


@dataclass(frozen=True, slots=True)
class RestrictionRowView:
    """recipient: None for everyone. information: empty for all of it."""

    id: UUID
    recipient: Recipient | None
    information: frozenset[InformationKind]
    is_self_paid: bool
    words: str
    state: str
    answer_words: str
    asked_at: datetime
    answered_at: datetime | None
    has_ended: bool
    is_news: bool

    @property
    def is_waiting(self) -> bool:
        return self.state == RestrictionRow.State.ASKED and not self.has_ended


@dataclass(frozen=True, slots=True)
class WaitingRestriction:
    client_id: UUID
    client_name: str
    asked_at: datetime


def restrictions_about(client: Client, by: Actor) -> tuple[RestrictionRowView, ...]:
    """The latest first. Whoever calls this has asked whether it is allowed, and audits it."""
    return tuple(_restriction(row) for row in restriction_rows(by).filter(client=client))


@transaction.atomic
def list_waiting_restrictions(*, by: Actor, at: datetime) -> list[WaitingRestriction]:
    """Those nobody answered, of clients in one's care, the oldest first. Raises AccessDenied."""
    check_can_list_requests(by)
    waiting = restriction_rows(by).filter(state=RestrictionRow.State.ASKED, ended_at=None)
    rows = waiting.filter(client__in=clients_in_care_of(by, at)).select_related("client")
    found = [
        WaitingRestriction(row.client_id, row.client.shown_name, row.asked_at)
        for row in rows.order_by("asked_at", "pk")
    ]
    record_event(
        "record.listed", by=by, at=at, details={"part": "restrictions", "results": len(found)}
    )
    return found


def _restriction(row: RestrictionRow) -> RestrictionRowView:
    plain = row.recipient
    return RestrictionRowView(
        id=row.pk,
        recipient=recipients_of([plain])[0] if plain else None,
        information=frozenset(InformationKind(one) for one in row.information),
        is_self_paid=row.is_self_paid,
        words=row.words,
        state=row.state,
        answer_words=row.answer_words,
        asked_at=row.asked_at,
        answered_at=row.answered_at,
        has_ended=row.ended_at is not None,
        is_news=row.answered_at is not None and row.answer_seen_at is None,
    )
