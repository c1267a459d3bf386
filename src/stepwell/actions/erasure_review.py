"""Looking at what an erasure would take and what would stay, before anybody carries it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.audit_holds import is_on_hold
from stepwell.actions.auditing import record_event
from stepwell.actions.erasing_rows import Person, count_left, last_entries, why_kept
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.rights import can_erase, check_can_answer, check_can_erase
from stepwell.domain.access.roles import Role
from stepwell.domain.audit.record_kinds import RecordRef, reference_of
from stepwell.domain.rights.erasure import (
    ErasurePlan,
    ErasureRefused,
    Held,
    check_may_erase,
    plan_erasure,
)
from stepwell.domain.rights.law import Right
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.requests import State
from stepwell.queries.clients import client_of, facts_of
from stepwell.queries.organizations import own_organization
from stepwell.queries.rights import (
    day_there,
    has_client_hold,
    program_rules,
    requests_of_client,
    same_person,
)
from stepwell.records.accounts.models import RoleAssignment
from stepwell.records.people.models import Client, Erasure, RightsRequest


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that carrying an erasure out needs to know. request: None where nobody asked."""

    client: Client
    person: Person
    held: Held
    plan: ErasurePlan
    counts: Mapping[Part, int]
    kept: Mapping[str, str]
    request: RightsRequest | None


@dataclass(frozen=True, slots=True)
class Review:
    """refusal: why it cannot be carried out now, "" where it can. is_asked: by the person.

    may_carry_out: whether whoever looks may. kept: why tables stay whatever happens, by name.
    """

    client_id: UUID
    code: str
    name: str
    plan: ErasurePlan
    counts: Mapping[Part, int]
    kept: Mapping[str, str]
    is_asked: bool
    asked_at: datetime | None
    includes_account: bool
    may_carry_out: bool
    refusal: str
    today: date


@transaction.atomic
def review_erasure(client_id: UUID | str, *, by: Actor, at: datetime) -> Review:
    """Raises AccessDenied, NotFound."""
    client = client_of(by, client_id)
    facts = facts_of(client, by, at)
    check_can_answer(by, facts)
    ready = prepare(client, at)
    asked = ready.request
    record_event(
        "record.viewed",
        by=by,
        at=at,
        record=RecordRef("client", str(client.pk)),
        details={"part": "erasure", "is_break_glass": facts.is_glass_broken},
    )
    return Review(
        client_id=client.pk,
        code=reference_of(str(client.pk)),
        name=client.shown_name,
        plan=ready.plan,
        counts=ready.counts,
        kept=ready.kept,
        is_asked=asked is not None,
        asked_at=asked.asked_at if asked else None,
        includes_account=bool(asked and asked.includes_account),
        may_carry_out=can_erase(by, facts, asked_by=asked.asked_by if asked else ""),
        refusal=_refusal(ready),
        today=day_there(client.organization, at),
    )


def prepare_for(client_id: UUID | str, *, by: Actor, at: datetime) -> Prepared:
    """For whoever is to carry it out. Raises AccessDenied, NotFound, ErasureRefused."""
    client = Client.objects.select_for_update().get(pk=client_of(by, client_id).pk)
    ready = prepare(client, at)
    asked_by = ready.request.asked_by if ready.request else ""
    check_can_erase(by, facts_of(client, by, at), asked_by=asked_by)
    check_may_erase(ready.held, ready.plan, is_asked=ready.request is not None)
    return ready


def prepare(client: Client, at: datetime) -> Prepared:
    """Whoever calls this has asked whether it is allowed."""
    request = (
        requests_of_client(client)
        .filter(right=Right.ERASURE, state__in=(State.OPEN, State.GRANTED))
        .first()
    )
    account = ""
    if request and request.includes_account and client.member_id:
        is_free = not _is_used_elsewhere(client, client.member_id, at)
        account = str(client.member_id) if is_free else ""
    person = Person(tuple(str(one) for one in same_person(client)), account)
    gone = _gone(client)
    on_hold = has_client_hold(client, at) or is_on_hold(str(client.organization_id))
    held = Held(client.closed_at, last_entries(person, at, gone=gone), on_hold)
    return Prepared(
        client=client,
        person=person,
        held=held,
        plan=plan_erasure(
            held,
            program_rules(client.organization_id),
            is_asked=request is not None,
            on=day_there(client.organization, at),
        ),
        counts=count_left(person, gone=gone),
        kept=why_kept(person),
        request=request,
    )


def _gone(client: Client) -> frozenset[Part]:
    """Parts of which only shells are left."""
    if client.erased_at is None:
        return frozenset()
    parts = Erasure.objects.filter(client=client).values_list("parts", flat=True)
    return frozenset(Part(one) for some in parts for one in some)


def _is_used_elsewhere(client: Client, account: UUID, at: datetime) -> bool:
    """Whether the account is more than a member's here: then it is the person's own to end."""
    here_or_own = [client.organization_id, own_organization().pk]
    roles = RoleAssignment.objects.held_at(at).filter(user_id=account)
    return (
        roles.exclude(organization_id__in=here_or_own, role=Role.MEMBER).exists()
        or Client.objects.filter(member_id=account).exclude(pk=client.pk).exists()
    )


def _refusal(ready: Prepared) -> str:
    try:
        check_may_erase(ready.held, ready.plan, is_asked=ready.request is not None)
    except ErasureRefused as refusal:
        return str(refusal)
    return ""
