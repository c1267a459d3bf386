"""Breaches, service agreements, reviews and closing: what a director keeps, without any name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.disclosures import check_can_keep_registers
from stepwell.domain.disclosures.breaches import DueDays, due_days
from stepwell.domain.disclosures.closing import Closing, left_to_do
from stepwell.domain.disclosures.reviews import ReviewKind, due_on
from stepwell.queries.disclosure_texts import breach_clocks, review_kinds
from stepwell.queries.registers import (
    agreements_of,
    breaches_of,
    closing_of,
    privacy_reviews_of,
    today_of,
)
from stepwell.records.people.models import (
    Breach,
    PrivacyReview,
    ServiceAgreement,
)


@dataclass(frozen=True, slots=True)
class BreachRow:
    """late: of people, hhs, media, what is past its day and not done."""

    id: UUID
    words: str
    discovered_on: date
    happened_on: date | None
    people: int
    is_breach: bool | None
    due: DueDays
    people_told_on: date | None
    hhs_told_on: date | None
    media_told_on: date | None
    late: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgreementRow:
    id: UUID
    party: str
    services: str
    kinds: str
    hosts: bool
    signed_on: date
    ends_on: date | None
    is_over: bool


@dataclass(frozen=True, slots=True)
class ReviewRow:
    kind: ReviewKind
    last_on: date | None
    last_by: str
    due_on: date | None
    is_due: bool


@dataclass(frozen=True, slots=True)
class Registers:
    """closing: None where the program stays open; steps: what is left to do then."""

    breaches: tuple[BreachRow, ...]
    agreements: tuple[AgreementRow, ...]
    reviews: tuple[ReviewRow, ...]
    closing: Closing | None
    steps: tuple[str, ...]


@transaction.atomic
def open_registers(*, by: Actor, at: datetime) -> Registers:
    """Raises AccessDenied or NotFound."""
    check_can_keep_registers(by, by.organization_id)
    today = today_of(by, at)
    closing = closing_of(by.organization_id)
    agreements = tuple(_agreement(row, today) for row in agreements_of(by))
    breaches = tuple(breach_row(row, today) for row in breaches_of(by))
    record_event(
        "record.listed",
        by=by,
        at=at,
        details={"part": "privacy_registers", "results": len(breaches) + len(agreements)},
    )
    return Registers(
        breaches,
        agreements,
        _reviews(by, today),
        closing,
        tuple(left_to_do(closing)) if closing else (),
    )


def breach_row(row: Breach, today: date) -> BreachRow:
    """With its days, as they stand today."""
    due = due_days(
        breach_clocks(),
        discovered_on=row.discovered_on,
        people=row.people,
        most_in_a_state=row.most_in_a_state,
        state_due_on=row.state_due_on,
    )
    waits = {
        "people": (due.people, row.people_told_on),
        "hhs": (due.hhs, row.hhs_told_on),
        "media": (due.media, row.media_told_on),
    }
    late = tuple(
        whom
        for whom, (last, told_on) in waits.items()
        if row.is_breach is not False and last is not None and told_on is None and last < today
    )
    return BreachRow(
        row.pk,
        row.words,
        row.discovered_on,
        row.happened_on,
        row.people,
        row.is_breach,
        due,
        row.people_told_on,
        row.hhs_told_on,
        row.media_told_on,
        late,
    )


def _agreement(row: ServiceAgreement, today: date) -> AgreementRow:
    kinds = [name for name, has in (("QSOA", row.is_qsoa), ("BAA", row.is_baa)) if has]
    last = min(filter(None, (row.ends_on, row.ended_on)), default=None)
    return AgreementRow(
        row.pk,
        row.party,
        row.services,
        ", ".join(kinds),
        row.hosts,
        row.signed_on,
        last,
        last is not None and last < today,
    )


def _reviews(by: Actor, today: date) -> tuple[ReviewRow, ...]:
    last: dict[str, PrivacyReview] = {}
    for row in privacy_reviews_of(by):
        last.setdefault(row.kind, row)
    rows = []
    for kind in review_kinds():
        done = last.get(kind.slug)
        due = due_on(kind, done.done_on if done else None)
        rows.append(
            ReviewRow(
                kind,
                done.done_on if done else None,
                done.done_by_name if done else "",
                due,
                due is None or due <= today,
            )
        )
    return tuple(rows)
