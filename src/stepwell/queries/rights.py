"""Requests, erasures and times of an actor's program. Scope goes from the actor outward."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case, F, Q, QuerySet, When

from stepwell.domain.access.actor import Actor
from stepwell.domain.rights.law import ENDANGERS, Right
from stepwell.domain.rights.program_rules import ProgramRules
from stepwell.domain.rights.requests import OVER, State
from stepwell.queries.clients import clients_in_care_of, clients_of_organization
from stepwell.queries.found import found
from stepwell.records.accounts.models import Organization
from stepwell.records.people.models import (
    Client,
    ClientHold,
    Erasure,
    Restriction,
    RightsRequest,
    RightsRule,
)


def program_rules(organization_id: UUID | str) -> ProgramRules:
    rows = RightsRule.objects.filter(organization_id=organization_id)
    return ProgramRules(dict(rows.values_list("name", "number")))


def set_rules_of(organization_id: UUID | str) -> dict[str, RightsRule]:
    """By name."""
    return {one.name: one for one in RightsRule.objects.filter(organization_id=organization_id)}


def requests_of_organization(actor: Actor) -> QuerySet[RightsRequest]:
    """The frame, not what the actor may see."""
    return RightsRequest.objects.filter(client__in=clients_of_organization(actor)).select_related(
        "client", "second_look"
    )


def request_of(actor: Actor, request_id: UUID | str) -> RightsRequest:
    """Raises NotFound."""
    return found(requests_of_organization(actor), request_id)


def open_requests(actor: Actor, at: datetime) -> QuerySet[RightsRequest]:
    """Of the clients in the actor's care, second looks among them, the most urgent first."""
    looks = Q(second_look__isnull=False, second_look__outcome="")
    return (
        RightsRequest.objects.filter(client__in=clients_in_care_of(actor, at))
        .filter(looks | ~Q(state__in=OVER))
        .select_related("client", "second_look")
        .alias(answer_by=Case(When(looks, then=F("second_look__due_on")), default=F("due_on")))
        .order_by("answer_by", "asked_at", "pk")
    )


def requests_of_client(client: Client) -> QuerySet[RightsRequest]:
    return RightsRequest.objects.filter(client=client).select_related("client", "second_look")


def unseen_answers(client: Client) -> tuple[QuerySet[RightsRequest], QuerySet[Restriction]]:
    """Answers that the client has not said yet they read."""
    told = Q(decided_at__isnull=False) | Q(extended_at__isnull=False)
    return (
        RightsRequest.objects.filter(told, client=client, answer_seen_at=None),
        Restriction.objects.filter(
            client=client, answered_at__isnull=False, answer_seen_at=None, ended_at=None
        ),
    )


def is_copy_denied(client: Client) -> bool:
    """Whether the newest answer to a wish for a copy is that it would endanger someone.

    Other denials are of a part that no copy holds.
    """
    answered = requests_of_client(client).filter(right=Right.COPY, decided_at__isnull=False)
    newest = answered.order_by("-decided_at", "-pk").first()
    return newest is not None and (newest.state, newest.ground) == (State.DENIED, ENDANGERS)


def erasures_of(actor: Actor) -> QuerySet[Erasure]:
    if not actor.organization_id:
        return Erasure.objects.none()
    return Erasure.objects.filter(organization_id=actor.organization_id)


def own_client(actor: Actor) -> Client | None:
    """The record the program keeps of a member; None where it keeps none."""
    return clients_of_organization(actor).filter(member_id=UUID(actor.key)).first()


def has_client_hold(client: Client, at: datetime) -> bool:
    """Whether a legal hold on the client's own record is in force."""
    return ClientHold.objects.in_force_at(at).filter(client__in=same_person(client)).exists()


def day_there(organization: Organization, at: datetime) -> date:
    """The day it is where the program works."""
    return at.astimezone(ZoneInfo(organization.time_zone)).date()


def same_person(client: Client) -> list[UUID]:
    """The ids of the record and of all the duplicates that were folded into it."""
    ids, newest = [client.pk], [client.pk]
    while newest:
        newest = list(Client.objects.filter(merged_into__in=newest).values_list("pk", flat=True))
        ids += newest
    return ids
