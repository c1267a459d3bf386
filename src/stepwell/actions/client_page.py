"""What the page of one client needs besides the record: who cares, and what the reader may do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.client_reading import ClientCard, open_client
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies import clients as rules
from stepwell.domain.access.policies.care import can_change_care, can_see_referral
from stepwell.domain.access.policies.clients import DESK_CLASSES, ClientFacts
from stepwell.domain.access.policies.consents import can_give_notice, can_see_consents
from stepwell.domain.access.policies.organizations import can_grant_role
from stepwell.domain.access.policies.safety import can_see_plan
from stepwell.domain.access.roles import Role
from stepwell.domain.audit.record_kinds import reference_of
from stepwell.domain.care.referrals import ReferralState
from stepwell.domain.people.field_classes import FieldClass
from stepwell.queries.client_weeks import ClientWeeks, weeks_of_client
from stepwell.queries.clients import care_at, client_of, facts_of
from stepwell.queries.episodes import waiting_referral_of
from stepwell.queries.registers import today_of
from stepwell.queries.staff_members import carers_of
from stepwell.records.people.models import Client


@dataclass(frozen=True, slots=True)
class Carer:
    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """An inquiry that waits. intake_id: where it is under way and the reader may go on with it."""

    referral_id: UUID
    intake_id: UUID | None


@dataclass(frozen=True, slots=True)
class ClientRights:
    """What the reader may do with this client."""

    can_change: bool
    can_change_clinical: bool
    can_assign: bool
    can_move: bool
    can_merge: bool
    can_see_openings: bool
    can_invite: bool
    can_see_plan: bool
    can_see_consents: bool
    can_give_notice: bool


@dataclass(frozen=True, slots=True)
class ClientPage:
    """code: stands for the name in titles. others: who could care as well; () for whoever may
    not say so. weeks: None for whoever may not see what is clinical, where nothing is known, and
    where nobody asked for them."""

    code: str
    card: ClientCard
    carers: tuple[Carer, ...]
    others: tuple[Carer, ...]
    rights: ClientRights
    waiting: Waiting | None
    weeks: ClientWeeks | None = None


@transaction.atomic
def open_client_page(
    client_id: UUID | str, *, with_weeks: bool = False, by: Actor, at: datetime
) -> ClientPage:
    """
    Raises:
        AccessDenied, NotFound: `by` may not see the client, or there is none in the organization.
    """
    card = open_client(client_id, by=by, at=at)
    client = client_of(by, client_id)
    facts = facts_of(client, by, at)
    rights = _rights(by, facts)
    held = care_at(by.organization_id, at).filter(client=client).select_related("user")
    carers = _sorted(Carer(one.user_id, one.user.name) for one in held)
    others: tuple[Carer, ...] = ()
    if rights.can_assign:
        free = carers_of(by.organization_id, at).exclude(pk__in=[one.id for one in carers])
        others = _sorted(Carer(one.pk, one.name) for one in free)
    waiting = _waiting(client, by, facts)
    weeks = weeks_of_client(client.pk, today_of(by, at)) if with_weeks and card.clinical else None
    if weeks and weeks.is_empty:
        weeks = None
    return ClientPage(reference_of(str(card.id)), card, carers, others, rights, waiting, weeks)


def _waiting(client: Client, by: Actor, facts: ClientFacts) -> Waiting | None:
    row = waiting_referral_of(client.pk) if can_see_referral(by, facts) else None
    if row is None:
        return None
    is_under_way = row.status == ReferralState.IN_INTAKE and can_change_care(by, facts)
    intake = row.intakes.order_by("-started_at").first() if is_under_way else None
    return Waiting(row.pk, intake.pk if intake else None)


def _rights(by: Actor, facts: ClientFacts) -> ClientRights:
    return ClientRights(
        can_change=rules.can_change_client(by, facts, DESK_CLASSES),
        can_change_clinical=rules.can_change_client(by, facts, frozenset({FieldClass.CLINICAL})),
        can_assign=rules.can_assign_client(by, facts),
        can_move=rules.can_move_client(by, facts),
        can_merge=rules.can_merge_clients(by, facts, facts),
        can_see_openings=rules.can_see_openings(by, facts),
        can_invite=can_grant_role(by, Role.MEMBER, organization_id=facts.organization_id),
        can_see_plan=can_see_plan(by, facts),
        can_see_consents=can_see_consents(by, facts),
        can_give_notice=can_give_notice(by, facts),
    )


def _sorted(carers: Iterable[Carer]) -> tuple[Carer, ...]:
    return tuple(sorted(carers, key=lambda one: (one.name.casefold(), str(one.id))))
