"""A client's safety plan: written together, one version after the other, read, and printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event, told_last
from stepwell.actions.disclosing import DisclosureRefused, Released, give_copy
from stepwell.actions.safety_paths import settle_for_client
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.conditions import check_has_role
from stepwell.domain.access.denied import NotFound
from stepwell.domain.access.policies.safety import (
    can_write_plan,
    check_can_see_plan,
    check_can_write_plan,
)
from stepwell.domain.access.roles import Role
from stepwell.domain.audit.record_kinds import RecordRef, reference_of
from stepwell.domain.consents.kinds import InformationKind
from stepwell.domain.disclosures.basis import DisclosureForm
from stepwell.domain.safety.plan import PlanPart, PlanRefused, checked_parts, missing_parts
from stepwell.queries.clients import client_of, clients_of_organization, facts_of
from stepwell.queries.safety_library import LANGUAGES
from stepwell.queries.safety_paths import is_on_path, names_of
from stepwell.records.care.models import SafetyPlan
from stepwell.records.people.models import Client

IN_PERSON = "They were there when it was printed."


class PlanChanged(PlanRefused):
    """Someone kept another version in the meantime."""


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """number: from 1. made_by: a name. is_current: no later version replaced it."""

    id: UUID
    number: int
    parts: Mapping[PlanPart, tuple[str, ...]]
    language: str
    is_made_together: bool
    made_at: datetime
    made_by: str
    is_current: bool

    @property
    def missing(self) -> tuple[PlanPart, ...]:
        return missing_parts(self.parts)


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A client's plan as one actor may see it. versions: the newest first.

    can_print: hand it to the client on paper, which is for those in whose care they are.
    """

    client_id: UUID
    code: str
    name: str
    versions: tuple[PlanVersion, ...]
    can_write: bool
    can_print: bool = False

    @property
    def current(self) -> PlanVersion | None:
        return self.versions[0] if self.versions else None

    def version(self, number: int) -> PlanVersion:
        """Raises NotFound."""
        for one in self.versions:
            if one.number == number:
                return one
        raise NotFound


@dataclass(frozen=True, slots=True)
class PrintedPlan:
    """The current version, and what the gate says of handing it out."""

    page: PlanPage
    released: Released


@transaction.atomic
@told_last()
def keep_plan(
    client_id: UUID | str,
    parts: Mapping[PlanPart, Sequence[str]],
    *,
    language: str = "en",
    is_made_together: bool,
    replaces: UUID | str | None,
    by: Actor,
    at: datetime,
) -> UUID:
    """Keep a version; open paths that ask for a plan have theirs.

    Args:
        is_made_together: with the client at the table, not about them.
        replaces: the version the writer had before them, None for a first one.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such client.
        PlanRefused: something is not fit.
        PlanChanged: another version was kept since.
    """
    client = client_of(by, client_id)
    check_can_write_plan(by, facts_of(client, by, at), is_on_path=is_on_path(client, by))
    Client.objects.select_for_update().get(pk=client.pk)
    if language not in LANGUAGES:
        raise PlanRefused("Choose the language of the plan.")
    kept = checked_parts(parts)
    current = client.safety_plans.order_by("made_at", "pk").last()
    if str(current.pk if current else "") != str(replaces or ""):
        raise PlanChanged(
            "Someone kept another version while you wrote. Your words are still here: compare "
            "them with the version kept, then keep yours."
        )
    plan = SafetyPlan.objects.create(
        client=client,
        replaces=current,
        parts={part.value: list(entries) for part, entries in kept.items()},
        language=language,
        is_made_together=is_made_together,
        made_at=at,
        made_by=by.key,
    )
    _record(client, "changed" if current else "created", by=by, at=at)
    settle_for_client(client, "plan", by=by, at=at)
    return plan.pk


@transaction.atomic
def open_plan(client_id: UUID | str, *, by: Actor, at: datetime) -> PlanPage:
    """The plan with its versions, for those who care. Raises AccessDenied or NotFound."""
    client = client_of(by, client_id)
    facts, on_path = facts_of(client, by, at), is_on_path(client, by)
    check_can_see_plan(by, facts, is_on_path=on_path)
    _viewed(client, by=by, at=at)
    may_write = can_write_plan(by, facts, is_on_path=on_path)
    return _page(client, can_write=may_write, can_print=can_write_plan(by, facts))


@transaction.atomic
def open_own_plan(*, by: Actor, at: datetime) -> PlanPage | None:
    """A member's own plan; None where the program keeps no record of them.

    Raises AccessDenied for non-members.
    """
    check_has_role(by, {Role.MEMBER}, to="see their own safety plan", rule="plan.own")
    client = clients_of_organization(by).filter(member_id=UUID(by.key)).first()
    if client is None:
        return None
    _viewed(client, by=by, at=at)
    return _page(client, can_write=False)


def current_plan(client: Client) -> PlanVersion | None:
    """The version that holds. Whoever calls this has asked whether it may, and writes it down."""
    return _page(client, can_write=False).current


def print_plan(client_id: UUID | str, *, by: Actor, at: datetime) -> PrintedPlan:
    """The plan on paper for the client themselves, through the gate: it stands in the accounting.

    Raises:
        AccessDenied: `by` may not hand it out.
        NotFound: there is no such client, or no plan yet.
        PlanRefused: the gate lets nothing out for this client now.
    """
    refused = None
    with transaction.atomic():
        client = client_of(by, client_id)
        check_can_see_plan(by, facts_of(client, by, at))
        page = _page(client, can_write=False)
        if page.current is None:
            raise NotFound
        try:
            released = give_copy(
                client.pk,
                document="safety_plan",
                information=frozenset({InformationKind.SAFETY_PLAN}),
                form=DisclosureForm.PRINT,
                how_identified=IN_PERSON,
                by=by,
                at=at,
            )
        except DisclosureRefused as refusal:
            refused = refusal  # That it was refused is written down, so this is no error yet.
        else:
            record_event(
                "record.printed",
                by=by,
                at=at,
                record=RecordRef("client", str(client.pk)),
                details={"document": "safety_plan", "records": 1},
            )
    if refused is not None:
        raise PlanRefused(str(refused)) from refused
    return PrintedPlan(page, released)


def _page(client: Client, *, can_write: bool, can_print: bool = False) -> PlanPage:
    rows = list(client.safety_plans.order_by("made_at", "pk"))
    names = names_of(row.made_by for row in rows)
    versions = [
        PlanVersion(
            row.pk,
            number,
            {part: tuple(row.parts.get(part.value, ())) for part in PlanPart},
            row.language,
            row.is_made_together,
            row.made_at,
            names.get(row.made_by, ""),
            number == len(rows),
        )
        for number, row in enumerate(rows, start=1)
    ]
    return PlanPage(
        client.pk,
        reference_of(str(client.pk)),
        client.shown_name,
        tuple(reversed(versions)),
        can_write,
        can_print,
    )


def _viewed(client: Client, *, by: Actor, at: datetime) -> None:
    record_event(
        "record.viewed",
        by=by,
        at=at,
        record=RecordRef("client", str(client.pk)),
        details={"part": "safety_plan"},
    )


def _record(client: Client, change: str, *, by: Actor, at: datetime) -> None:
    record_event(
        "record.changed",
        by=by,
        at=at,
        record=RecordRef("client", str(client.pk)),
        details={"change": change, "part": "safety_plan"},
    )
