"""Releases for audits and research, and whose records would fall under one. Not audited here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.disclosures import RELEASE_APPROVERS, RELEASERS
from stepwell.domain.consents.kinds import InformationKind, Purpose, RecipientKind
from stepwell.domain.consents.terms import Recipient
from stepwell.domain.disclosures.basis import BasisKind, DisclosureForm
from stepwell.domain.disclosures.exceptions import AuditRelease, ResearchRelease
from stepwell.domain.disclosures.exceptions.reviews import ReviewClaim
from stepwell.domain.disclosures.request import DisclosureRequest
from stepwell.queries.clients import clients_of_organization
from stepwell.queries.rights import day_there
from stepwell.queries.staff_members import holds_one_of
from stepwell.records.people.models import Client, Disclosure, ReviewRelease

PURPOSES = {BasisKind.AUDIT: Purpose.OPERATIONS, BasisKind.RESEARCH: Purpose.OTHER}


def releases_of(actor: Actor) -> QuerySet[ReviewRelease]:
    if not actor.organization_id:
        return ReviewRelease.objects.none()
    return ReviewRelease.objects.filter(organization_id=actor.organization_id)


def clients_of_release(actor: Actor, row: ReviewRelease) -> QuerySet[Client]:
    """Those in care at any time of the days that it names, on the program's calendar."""
    zone = ZoneInfo(row.organization.time_zone)
    began = datetime.combine(row.care_from, time(), zone)
    ended = datetime.combine(row.care_until + timedelta(days=1), time(), zone)
    return clients_of_organization(actor).filter(
        Q(closed_at=None) | Q(closed_at__gte=began), created_at__lt=ended
    )


def disclosures_of_release(row: ReviewRelease) -> QuerySet[Disclosure]:
    return Disclosure.objects.filter(
        client__organization_id=row.organization_id, basis=row.kind, basis_key=str(row.pk)
    ).order_by("pk")


def request_of_release(row: ReviewRelease, client_key: str = "") -> DisclosureRequest:
    """As the rules see it, for one client or for nobody yet."""
    return DisclosureRequest(
        client_key=client_key,
        recipient=Recipient(RecipientKind(row.recipient_kind), row.recipient),
        purpose=PURPOSES[BasisKind(row.kind)],
        information=frozenset(InformationKind(one) for one in row.information),
        form=DisclosureForm.PDF,
    )


def claim_of_release(row: ReviewRelease, at: datetime) -> ReviewClaim:
    """What it claims at this moment: roles that ended since do not count any more."""
    organization_id = str(row.organization_id)
    kind: Callable[..., ReviewClaim] = partial(AuditRelease, authority=row.authority)
    if row.kind == ReviewRelease.Kind.RESEARCH:
        kind = partial(ResearchRelease, approval=row.authority)
    return kind(
        release_key=str(row.pk),
        agreed_on=row.agreed_on,
        valid_until=row.valid_until,
        destroy_by=row.destroy_by,
        why_named=row.why_named,
        proposed_by=row.proposed_by,
        approved_by=row.decided_by if row.is_approved else "",
        approved_on=day_there(row.organization, row.decided_at) if row.decided_at else None,
        stands_proposed=holds_one_of(row.proposed_by, organization_id, RELEASERS, at),
        stands_approved=holds_one_of(row.decided_by, organization_id, RELEASE_APPROVERS, at),
    )
