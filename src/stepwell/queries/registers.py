"""The registers of privacy of the actor's organization. No client is named in them."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from stepwell.domain.access.actor import Actor
from stepwell.domain.disclosures.closing import Closing, ProgramClosed, check_takes_new_clients
from stepwell.records.accounts.models import Organization
from stepwell.records.people.models import (
    Breach,
    BreachLetter,
    BreachWords,
    PrivacyReview,
    ProgramClosing,
    ServiceAgreement,
)


def breaches_of(actor: Actor) -> QuerySet[Breach]:
    if not actor.organization_id:
        return Breach.objects.none()
    return Breach.objects.filter(organization_id=actor.organization_id)


def breach_words_of(breach: Breach) -> dict[str, BreachWords]:
    """By language."""
    return {one.language: one for one in BreachWords.objects.filter(breach=breach)}


def breach_letters_of(breach: Breach) -> QuerySet[BreachLetter]:
    """The latest first."""
    return BreachLetter.objects.filter(breach=breach)


def agreements_of(actor: Actor) -> QuerySet[ServiceAgreement]:
    if not actor.organization_id:
        return ServiceAgreement.objects.none()
    return ServiceAgreement.objects.filter(organization_id=actor.organization_id)


def privacy_reviews_of(actor: Actor) -> QuerySet[PrivacyReview]:
    if not actor.organization_id:
        return PrivacyReview.objects.none()
    return PrivacyReview.objects.filter(organization_id=actor.organization_id)


def closing_of(organization_id: str) -> Closing | None:
    """None where the program has no plan to close."""
    row = ProgramClosing.objects.filter(organization_id=organization_id).first()
    if row is None:
        return None
    return Closing(
        closes_on=row.closes_on,
        is_taken_over=row.is_taken_over,
        holder=row.holder,
        told_on=row.told_on,
        sealed_on=row.sealed_on,
        keep_until=row.keep_until,
        destroyed_on=row.destroyed_on,
    )


def today_of(by: Actor, at: datetime) -> date:
    """On the calendar of the actor’s program."""
    zone = Organization.objects.values_list("time_zone", flat=True).get(pk=by.organization_id)
    return at.astimezone(ZoneInfo(zone)).date()


def closed_words(by: Actor, at: datetime) -> str:
    """Why the actor's program takes in nobody any more; "" while it does."""
    try:
        check_takes_new_clients(closing_of(by.organization_id), today=today_of(by, at))
    except ProgramClosed as closed:
        return str(closed)
    return ""
