"""Writing down what happened at the program, and what a supervisor learns of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.clients import check_can_see_client
from stepwell.domain.access.policies.safety import (
    can_review_incident,
    check_can_report_incident,
    check_can_review_incident,
    check_can_see_incident,
)
from stepwell.domain.access.roles import Role
from stepwell.domain.audit.record_kinds import RecordRef, reference_of
from stepwell.domain.safety.path_rules import IncidentKind
from stepwell.queries.clients import facts_of
from stepwell.queries.found import found
from stepwell.queries.incidents import count_to_review, incidents_of, to_review_first
from stepwell.queries.pages import Page, page_of
from stepwell.queries.safety_library import path_rules, rules_in_use
from stepwell.queries.safety_paths import client_in_scope, names_of
from stepwell.records.care.models import Incident, IncidentReview


class IncidentRefused(ValueError):
    """What is missing, and what to do."""


@dataclass(frozen=True, slots=True)
class NewIncident:
    """kind: a slug of the rules. words: what happened. done: what was done at once."""

    kind: str
    happened_at: datetime
    words: str
    done: str = ""
    place: str = ""
    client_id: str = ""


@dataclass(frozen=True, slots=True)
class NewReview:
    changes: str
    helped: str = ""
    hindered: str = ""


@dataclass(frozen=True, slots=True)
class IncidentRow:
    id: UUID
    kind: IncidentKind
    happened_at: datetime
    reported_by: str
    is_critical: bool
    is_reviewed: bool
    review_due: datetime | None
    is_overdue: bool

    @property
    def code(self) -> str:
        return reference_of(str(self.id))


@dataclass(frozen=True, slots=True)
class Review:
    helped: str
    hindered: str
    changes: str
    reviewed_at: datetime
    reviewed_by: str


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """client_name: "" where it is about nobody in care."""

    row: IncidentRow
    client_name: str
    place: str
    words: str
    done: str
    reported_at: datetime
    review: Review | None
    can_review: bool


@dataclass(frozen=True, slots=True)
class IncidentList:
    """waiting: critical ones on all pages that nobody has reviewed."""

    found: Page[IncidentRow]
    waiting: int


@transaction.atomic
def report_incident(new: NewIncident, *, by: Actor, at: datetime) -> UUID:
    """
    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such client.
        IncidentRefused: the kind is none, nothing is written, or it is yet to happen.
    """
    check_can_report_incident(by, by.organization_id)
    rules = rules_in_use()
    try:
        kind = rules.incident_named(new.kind)
    except KeyError:
        raise IncidentRefused("Choose what it was from the list.") from None
    if not new.words.strip():
        raise IncidentRefused("Write what happened, in a sentence or two.")
    if new.happened_at > at:
        raise IncidentRefused("It says that it happens later than now. Check day and time.")
    client = client_in_scope(by, new.client_id)
    if client is not None:
        check_can_see_client(by, facts_of(client, by, at))
    row = Incident.objects.create(
        organization_id=by.organization_id,
        client=client,
        rules=rules.name,
        kind=kind.slug,
        is_critical=kind.is_critical,
        place=new.place.strip(),
        words=new.words.strip(),
        done=new.done.strip(),
        happened_at=new.happened_at,
        reported_at=at,
        reported_by=by.key,
    )
    _record(row, "reported", by=by, at=at)
    return row.pk


@transaction.atomic
def review_incident(incident_id: UUID | str, new: NewReview, *, by: Actor, at: datetime) -> None:
    """
    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such incident.
        IncidentRefused: it was reviewed already, or says nothing about what changes.
    """
    row = found(incidents_of(by), incident_id)
    check_can_review_incident(by, str(row.organization_id))
    if IncidentReview.objects.filter(incident=row).exists():
        raise IncidentRefused("This was reviewed already.")
    if not new.changes.strip():
        raise IncidentRefused(
            "Write what changes and who sees to it, or that nothing changes and why."
        )
    IncidentReview.objects.create(
        incident=row,
        helped=new.helped.strip(),
        hindered=new.hindered.strip(),
        changes=new.changes.strip(),
        reviewed_at=at,
        reviewed_by=by.key,
    )
    _record(row, "reviewed", by=by, at=at)


def check_may_review(incident_id: UUID | str, *, by: Actor) -> None:
    """Raises AccessDenied or NotFound, before anyone is asked for words."""
    check_can_review_incident(by, str(found(incidents_of(by), incident_id).organization_id))


@transaction.atomic
def list_incidents(*, by: Actor, at: datetime, page: int = 1) -> IncidentList:
    """All of the program for a supervisor, one's own for anyone else; those to review first.

    Raises AccessDenied or NotFound.
    """
    check_can_report_incident(by, by.organization_id)
    frame = incidents_of(by).select_related("review")
    if Role.SUPERVISOR not in by.roles:
        frame = frame.filter(reported_by=by.key)
    listed = page_of(to_review_first(frame), page)
    names = names_of(one.reported_by for one in listed.rows)
    record_event(
        "record.listed", by=by, at=at, details={"part": "incidents", "results": listed.total}
    )
    return IncidentList(listed.told(lambda one: _row(one, at, names)), count_to_review(frame))


@transaction.atomic
def open_incident(incident_id: UUID | str, *, by: Actor, at: datetime) -> IncidentPage:
    """Raises AccessDenied or NotFound."""
    one = found(incidents_of(by).select_related("client", "review"), incident_id)
    check_can_see_incident(by, str(one.organization_id), reported_by=one.reported_by)
    about = (
        RecordRef("client", str(one.client_id))
        if one.client_id
        else RecordRef("incident", str(one.pk))
    )
    record_event("record.viewed", by=by, at=at, record=about, details={"part": "incident"})
    review: IncidentReview | None = getattr(one, "review", None)
    names = names_of([one.reported_by, review.reviewed_by if review else ""])
    return IncidentPage(
        row=_row(one, at, names),
        client_name=one.client.shown_name if one.client else "",
        place=one.place,
        words=one.words,
        done=one.done,
        reported_at=one.reported_at,
        review=Review(
            review.helped,
            review.hindered,
            review.changes,
            review.reviewed_at,
            names.get(review.reviewed_by, ""),
        )
        if review
        else None,
        can_review=review is None and can_review_incident(by, by.organization_id),
    )


def _row(one: Incident, at: datetime, names: dict[str, str]) -> IncidentRow:
    rules = path_rules(one.rules)
    is_reviewed = getattr(one, "review", None) is not None
    due = one.reported_at + timedelta(days=rules.incident_review_days)
    waits = one.is_critical and not is_reviewed
    return IncidentRow(
        one.pk,
        rules.incident_named(one.kind),
        one.happened_at,
        names.get(one.reported_by, ""),
        one.is_critical,
        is_reviewed,
        due if waits else None,
        waits and at > due,
    )


def _record(row: Incident, change: str, *, by: Actor, at: datetime) -> None:
    record_event(
        "incident.changed",
        by=by,
        at=at,
        record=RecordRef("incident", str(row.pk)),
        details={"change": change},
    )
