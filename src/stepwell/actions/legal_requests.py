"""Subpoenas, orders and warrants: written down when they come, settled by the program's lawyer.

While one about a client is open, nothing about them goes to a court, a lawyer or a proceeding.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Case, Value, When

from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.clients import check_can_see_client
from stepwell.domain.access.policies.disclosures import (
    check_can_record_legal_request,
    check_can_settle_legal_request,
)
from stepwell.domain.audit.record_kinds import RecordRef, reference_of
from stepwell.domain.consents.kinds import InformationKind
from stepwell.domain.disclosures.exceptions import CourtOrder, OrderSection
from stepwell.queries.clients import client_of, facts_of
from stepwell.queries.disclosures import legal_request_rows
from stepwell.queries.found import found
from stepwell.queries.pages import Page, page_of
from stepwell.queries.registers import today_of
from stepwell.records.people.models import LegalRequest


class LegalRequestRefused(Exception):
    """What is missing or not fit, and what to do."""


@dataclass(frozen=True, slots=True)
class LegalRow:
    """client_code: stands for the client's name; "" where none is known. settled_as: "" if open."""

    id: UUID
    kind: str
    sender: str
    client_code: str
    received_on: date
    answer_by: date | None
    settled_as: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What the lawyer found. The fields of an order are needed where the outcome is one."""

    outcome: str
    counsel: str
    counsel_on: date
    words: str = ""
    section: str = ""
    court: str = ""
    order_on: date | None = None
    subpoena_on: date | None = None
    ordered: frozenset[InformationKind] = frozenset()
    is_opening_confidential: bool = False


@transaction.atomic
def receive_legal_request(
    *,
    kind: str,
    sender: str,
    received_on: date,
    answer_by: date | None = None,
    reference: str = "",
    about: str = "",
    client_id: UUID | str | None = None,
    by: Actor,
    at: datetime,
) -> UUID:
    """
    Args:
        about: whom the paper names, as written there; kept sealed.
        client_id: where it is about a client whom `by` may see.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such client.
        LegalRequestRefused: the kind or sender is missing.
    """
    check_can_record_legal_request(by, by.organization_id)
    if kind not in LegalRequest.Kind.values or not sender.strip():
        raise LegalRequestRefused("Say what kind of paper it is and who sent it.")
    client = None
    if client_id is not None:
        client = client_of(by, client_id)
        check_can_see_client(by, facts_of(client, by, at))
    row = LegalRequest.objects.create(
        organization_id=by.organization_id,
        client=client,
        kind=kind,
        sender=sender.strip(),
        about=about.strip(),
        reference=reference.strip(),
        received_on=received_on,
        answer_by=answer_by,
        received_at=at,
        received_by=by.key,
    )
    record_event(
        "legal_request.received",
        by=by,
        at=at,
        record=RecordRef("legal_request", str(row.pk)),
        details={"kind": kind},
    )
    return row.pk


@transaction.atomic
def list_legal_requests(*, by: Actor, at: datetime, page: int = 1) -> Page[LegalRow]:
    """Those open first, then the latest. Raises AccessDenied or NotFound."""
    check_can_settle_legal_request(by, by.organization_id)
    open_first = Case(When(settled_as="", then=Value(0)), default=Value(1))
    rows = legal_request_rows(by).order_by(open_first, "-received_at", "-pk")
    listed = page_of(rows, page).told(_row)
    record_event(
        "record.listed", by=by, at=at, details={"part": "legal_requests", "results": listed.total}
    )
    return listed


@transaction.atomic
def open_legal_request(request_id: UUID | str, *, by: Actor, at: datetime) -> LegalRow:
    """Raises AccessDenied, or NotFound."""
    check_can_settle_legal_request(by, by.organization_id)
    row = found(legal_request_rows(by), request_id)
    record_event(
        "record.viewed",
        by=by,
        at=at,
        record=RecordRef("legal_request", str(row.pk)),
        details={"part": "legal_request"},
    )
    return _row(row)


@transaction.atomic
def settle_legal_request(
    request_id: UUID | str, settlement: Settlement, *, by: Actor, at: datetime
) -> None:
    """
    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such request.
        LegalRequestRefused: no lawyer is named, or an order lacks what makes it one.
    """
    check_can_settle_legal_request(by, by.organization_id)
    row = found(legal_request_rows(by), request_id)
    if row.settled_as:
        raise LegalRequestRefused("This was settled already.")
    if settlement.outcome not in LegalRequest.Outcome.values:
        raise LegalRequestRefused("Say how it was settled.")
    if not settlement.counsel.strip():
        raise LegalRequestRefused("Name the lawyer who looked at it.")
    if settlement.outcome == LegalRequest.Outcome.ORDER:
        _check_order(settlement, today_of(by, at))
    for name in ("section", "court", "order_on", "subpoena_on", "is_opening_confidential"):
        setattr(row, name, getattr(settlement, name))
    row.ordered = sorted(settlement.ordered)
    row.counsel, row.counsel_on = settlement.counsel.strip()[:120], settlement.counsel_on
    row.settled_as, row.settled_at, row.settled_by = settlement.outcome, at, by.key
    row.words = settlement.words.strip()
    row.save()
    record_event(
        "legal_request.settled",
        by=by,
        at=at,
        record=RecordRef("legal_request", str(row.pk)),
        details={"outcome": settlement.outcome},
    )


def court_order_of(row: LegalRequest) -> CourtOrder:
    """The claim that a settled request makes."""
    return CourtOrder(
        request_key=str(row.pk),
        section=OrderSection(row.section) if row.section else None,
        court=row.court,
        order_on=row.order_on,
        subpoena_on=row.subpoena_on,
        counsel=row.counsel,
        counsel_on=row.counsel_on,
        ordered=frozenset(InformationKind(one) for one in row.ordered),
        is_opening_confidential=row.is_opening_confidential,
    )


def _check_order(settlement: Settlement, today: date) -> None:
    if not settlement.section or not settlement.court.strip() or settlement.order_on is None:
        raise LegalRequestRefused("Write which court ordered it, when and under which section.")
    if settlement.subpoena_on is None:
        raise LegalRequestRefused("An order needs the subpoena that goes with it: write its date.")
    if max(settlement.order_on, settlement.subpoena_on) > today:
        raise LegalRequestRefused("A paper cannot be of a day to come.")
    if not settlement.ordered:
        raise LegalRequestRefused("Mark what the order names. Nothing else can leave.")


def _row(one: LegalRequest) -> LegalRow:
    return LegalRow(
        one.pk,
        one.kind,
        one.sender,
        reference_of(str(one.client_id)) if one.client_id else "",
        one.received_on,
        one.answer_by,
        one.settled_as,
    )


def check_may_receive(client_id: UUID | None, *, by: Actor, at: datetime) -> None:
    """Raises AccessDenied or NotFound, before anyone writes down what came."""
    check_can_record_legal_request(by, by.organization_id)
    if client_id is not None:
        check_can_see_client(by, facts_of(client_of(by, client_id), by, at))
