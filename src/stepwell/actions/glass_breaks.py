"""Opening a client's record in an emergency, and a supervisor's look at it afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.clients import check_can_break_glass, check_can_review_glass
from stepwell.domain.access.roles import Role
from stepwell.domain.audit.event_types.shared import WHY_OPENED
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.queries.clients import client_of, facts_of
from stepwell.queries.found import found
from stepwell.queries.glass_breaks import (
    alerts_for,
    glass_breaks_of,
    glass_breaks_to_review,
)
from stepwell.queries.pages import Page, page_of
from stepwell.records.accounts.models import RoleAssignment
from stepwell.records.people.models import GlassAlert, GlassBreak

LONGEST_MINUTES = 8 * 60
SHORTEST_WORDS = 10
GLASS_PER_PAGE = 20
"""Each with a form of its own."""
VERDICTS = ("justified", "questioned")


class GlassRefused(Exception):
    """What is missing, and what to do."""


@dataclass(frozen=True, slots=True)
class GlassRow:
    """One record that someone opened in an emergency, for whoever reviews it."""

    id: UUID
    client_name: str
    opened_by: str
    reason: str
    words: str
    opened_at: datetime
    expires_at: datetime


def check_may_break_glass(client_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """Raises AccessDenied or NotFound, before anyone is asked for a reason."""
    check_can_break_glass(by, facts_of(client_of(by, client_id), by, at))


@transaction.atomic
def break_glass(
    client_id: UUID | str, *, reason: str, words: str, minutes: int, by: Actor, at: datetime
) -> UUID:
    """Open a record of the own program outside one's care, for a while; supervisors are told.

    Args:
        reason: a code of WHY_OPENED.
        words: what happened, at least ten characters; kept with the record, not in the trail.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such client.
        GlassRefused: the reason, the words or the time is missing or not fit.
    """
    client = client_of(by, client_id)
    check_can_break_glass(by, facts_of(client, by, at))
    words = words.strip()
    if reason not in WHY_OPENED:
        raise GlassRefused(f"Choose a reason: {', '.join(WHY_OPENED)}.")
    if len(words) < SHORTEST_WORDS:
        raise GlassRefused("Write in a sentence why you need to open this record now.")
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise GlassRefused(f"Choose a time from 1 to {LONGEST_MINUTES} minutes.")
    one = GlassBreak.objects.create(
        client=client,
        user_id=UUID(by.key),
        reason=reason,
        words=words,
        minutes=minutes,
        opened_at=at,
        expires_at=at + timedelta(minutes=minutes),
    )
    record_event(
        "glass_broken",
        by=by,
        at=at,
        record=RecordRef("client", str(client.pk)),
        details={"minutes": minutes},
        reason=reason,
    )
    _alert_supervisors(one, by=by, at=at)
    return one.pk


@transaction.atomic
def list_glass_to_review(*, by: Actor, at: datetime, page: int = 1) -> Page[GlassRow]:
    """What others opened and nobody has looked at, the newest first.

    Raises AccessDenied or NotFound.
    """
    listed = page_of(glass_breaks_to_review(by), page, per_page=GLASS_PER_PAGE).told(_row)
    record_event(
        "record.listed", by=by, at=at, details={"part": "glass_breaks", "results": listed.total}
    )
    return listed


@transaction.atomic
def review_glass(
    glass_id: UUID | str, *, verdict: str, words: str = "", by: Actor, at: datetime
) -> None:
    """Say whether opening the record was justified; that also ends it.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is nothing to review under this id.
        GlassRefused: the verdict is none, needs words, or was given already.
    """
    one = found(glass_breaks_of(by), glass_id)
    check_can_review_glass(by, by.organization_id, broken_by=str(one.user_id))
    if verdict not in VERDICTS:
        raise GlassRefused(f"Choose one: {', '.join(VERDICTS)}.")
    if one.verdict:
        raise GlassRefused("This was reviewed already.")
    if verdict == "questioned" and len(words.strip()) < SHORTEST_WORDS:
        raise GlassRefused("Write in a sentence what you question.")
    one.verdict, one.review_words = verdict, words.strip()
    one.reviewed_at, one.reviewed_by = at, by.key
    one.expires_at = min(one.expires_at, at)
    one.save()
    GlassAlert.objects.filter(glass_break=one, seen_at=None).update(seen_at=at)
    record_event(
        "glass_reviewed",
        by=by,
        at=at,
        record=RecordRef("client", str(one.client_id)),
        details={"verdict": verdict},
    )


def see_alerts(*, by: Actor, at: datetime) -> int:
    """Mark the actor's own alerts as seen; how many were new."""
    return alerts_for(by).filter(seen_at=None).update(seen_at=at)


def _row(one: GlassBreak) -> GlassRow:
    return GlassRow(
        one.pk,
        one.client.shown_name,
        one.user.name,
        one.reason,
        one.words,
        one.opened_at,
        one.expires_at,
    )


def _alert_supervisors(one: GlassBreak, *, by: Actor, at: datetime) -> None:
    """All supervisors of the organization but whoever opened it."""
    supervisors = (
        RoleAssignment.objects.held_at(at)
        .filter(organization_id=by.organization_id, role=Role.SUPERVISOR)
        .exclude(user_id=one.user_id)
        .values_list("user_id", flat=True)
        .distinct()
    )
    GlassAlert.objects.bulk_create(
        GlassAlert(glass_break=one, user_id=user_id, made_at=at) for user_id in supervisors
    )
