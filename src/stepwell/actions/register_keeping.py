"""Writing the registers of privacy: breaches, service agreements, reviews and closing."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.disclosures import check_can_keep_registers
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.queries.disclosure_texts import review_kinds
from stepwell.queries.found import found
from stepwell.queries.registers import agreements_of, breaches_of, today_of
from stepwell.records.people.models import (
    Breach,
    PrivacyReview,
    ProgramClosing,
    ServiceAgreement,
)

SHORTEST_WORDS = 10


class RegisterRefused(Exception):
    """problems: what is missing or not fit, and what to do."""

    def __init__(self, *problems: str) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


@transaction.atomic
def record_breach(
    *,
    words: str,
    discovered_on: date,
    people: int,
    most_in_a_state: int,
    happened_on: date | None = None,
    state_due_on: date | None = None,
    by: Actor,
    at: datetime,
) -> UUID:
    """
    Raises:
        AccessDenied, NotFound: `by` may not keep the registers.
        RegisterRefused: the words or numbers are not fit.
    """
    check_can_keep_registers(by, by.organization_id)
    if len(words.strip()) < SHORTEST_WORDS:
        raise RegisterRefused("Write in a sentence what happened, without names.")
    if discovered_on > today_of(by, at):
        raise RegisterRefused("It cannot have been found on a day to come.")
    if most_in_a_state > people:
        raise RegisterRefused("No state can have more of the people than there are.")
    row = Breach.objects.create(
        organization_id=by.organization_id,
        words=words.strip(),
        discovered_on=discovered_on,
        happened_on=happened_on,
        people=people,
        most_in_a_state=most_in_a_state,
        state_due_on=state_due_on,
        recorded_at=at,
        recorded_by=by.key,
    )
    record_event(
        "breach.recorded",
        by=by,
        at=at,
        record=RecordRef("breach", str(row.pk)),
        details={"people": people},
    )
    return row.pk


@transaction.atomic
def change_breach(
    breach_id: UUID | str,
    *,
    is_breach: bool | None,
    risk: str,
    people_told_on: date | None,
    hhs_told_on: date | None,
    media_told_on: date | None,
    by: Actor,
    at: datetime,
) -> None:
    """What was found out and who was told.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such breach.
        RegisterRefused: it is said to be none, without a reason.
    """
    check_can_keep_registers(by, by.organization_id)
    row = found(breaches_of(by), breach_id)
    if is_breach is False and len(risk.strip()) < SHORTEST_WORDS:
        raise RegisterRefused("Write why it is no breach to tell of.")
    row.is_breach, row.risk = is_breach, risk.strip()
    row.people_told_on, row.hhs_told_on = people_told_on, hhs_told_on
    row.media_told_on = media_told_on
    row.save()
    record_event(
        "breach.changed",
        by=by,
        at=at,
        record=RecordRef("breach", str(row.pk)),
        details={"fields": ["is_breach", "risk", "told_on"]},
    )


@transaction.atomic
def record_agreement(
    *,
    party: str,
    services: str,
    is_qsoa: bool,
    is_baa: bool,
    signed_on: date,
    ends_on: date | None = None,
    contact: str = "",
    hosts: bool = False,
    by: Actor,
    at: datetime,
) -> UUID:
    """
    Raises:
        AccessDenied, NotFound: `by` may not keep the registers.
        RegisterRefused: it is no kind of agreement, or ends before it begins.
    """
    check_can_keep_registers(by, by.organization_id)
    if not (is_qsoa or is_baa):
        raise RegisterRefused("Mark what it is: a QSOA, a BAA, or both in one paper.")
    if ends_on is not None and ends_on < signed_on:
        raise RegisterRefused("It cannot end before it is signed.")
    row = ServiceAgreement.objects.create(
        organization_id=by.organization_id,
        party=party.strip(),
        contact=contact.strip(),
        services=services.strip(),
        is_qsoa=is_qsoa,
        is_baa=is_baa,
        hosts=hosts,
        signed_on=signed_on,
        ends_on=ends_on,
        recorded_at=at,
        recorded_by=by.key,
    )
    record_event(
        "agreement.recorded", by=by, at=at, record=RecordRef("agreement", str(row.pk)), details={}
    )
    return row.pk


@transaction.atomic
def end_agreement(agreement_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """From tomorrow nothing goes out under it. Raises AccessDenied or NotFound."""
    check_can_keep_registers(by, by.organization_id)
    row = found(agreements_of(by).filter(ended_on=None), agreement_id)
    row.ended_on = today_of(by, at)
    row.save(update_fields=["ended_on"])
    record_event("agreement.ended", by=by, at=at, record=RecordRef("agreement", str(row.pk)))


@transaction.atomic
def record_review(kind: str, *, words: str = "", by: Actor, at: datetime) -> None:
    """
    Raises:
        AccessDenied, NotFound: `by` may not keep the registers.
        RegisterRefused: there is no such review.
    """
    check_can_keep_registers(by, by.organization_id)
    if kind not in {one.slug for one in review_kinds()}:
        raise RegisterRefused("There is no such review.")
    PrivacyReview.objects.create(
        organization_id=by.organization_id,
        kind=kind,
        done_on=today_of(by, at),
        done_by=by.key,
        done_by_name=by.name[:120],
        words=words.strip()[:400],
    )
    record_event("privacy_review.done", by=by, at=at, details={"kind": kind})


@transaction.atomic
def plan_closing(
    *,
    closes_on: date,
    is_taken_over: bool,
    holder: str,
    holder_contact: str,
    told_on: date | None = None,
    sealed_on: date | None = None,
    keep_until: date | None = None,
    destroyed_on: date | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """From that day on no new client is taken in.

    Raises:
        AccessDenied, NotFound: `by` may not keep the registers.
        RegisterRefused: nobody is named who holds the records.
    """
    check_can_keep_registers(by, by.organization_id)
    if not holder.strip() or not holder_contact.strip():
        raise RegisterRefused("Name who will hold the records, and how to reach them.")
    ProgramClosing.objects.update_or_create(
        organization_id=by.organization_id,
        defaults={
            "closes_on": closes_on,
            "is_taken_over": is_taken_over,
            "holder": holder.strip(),
            "holder_contact": holder_contact.strip(),
            "told_on": told_on,
            "sealed_on": sealed_on,
            "keep_until": keep_until,
            "destroyed_on": destroyed_on,
            "planned_at": at,
            "planned_by": by.key,
        },
    )
    record_event(
        "program.closing_planned",
        by=by,
        at=at,
        record=RecordRef("organization", by.organization_id),
        details={"closes_on": closes_on.isoformat()},
    )
