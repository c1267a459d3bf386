"""Reading clients. Who looked at whom is written down, so a read is an action here.

Faces read clients through these and get plain values, with no more in them than the role needs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.conditions import check_has_role
from stepwell.domain.access.policies.clients import (
    can_see_clinical,
    check_can_list_clients,
    check_can_see_client,
)
from stepwell.domain.access.roles import Role
from stepwell.domain.audit.record_kinds import RecordRef, reference_of
from stepwell.domain.consents.notice_served import is_notice_served
from stepwell.domain.people.contact_rules import ContactRules
from stepwell.queries import clients as scopes
from stepwell.queries.clients import (
    ClientCounts,
    care_at,
    carer_names_of,
    client_of,
    clients_visible_to,
    facts_of,
)
from stepwell.queries.consents import notice_facts_of
from stepwell.queries.pages import Page, page_of
from stepwell.records.encryption.blind_index import normalized_text
from stepwell.records.people.models import Client, EmergencyContact
from stepwell.records.people.models import ContactRules as ContactRulesRow

SHORTEST_SEARCH = 2


@dataclass(frozen=True, slots=True)
class ClientRow:
    """One line of a list. name: the alias where there is one. carers: names, by name.

    may_open: whoever asked may open the record without saying why.
    """

    id: UUID
    name: str
    pronouns: str
    is_closed: bool
    carers: tuple[str, ...] = ()
    may_open: bool = True

    @property
    def code(self) -> str:
        """What may stand in a title or an address bar instead of the name."""
        return reference_of(str(self.id))


@dataclass(frozen=True, slots=True)
class Clinical:
    """What the client came about; beliefs in their own words, the others as slugs."""

    substances: tuple[str, ...]
    preferred_fellowships: tuple[str, ...]
    beliefs: str


@dataclass(frozen=True, slots=True)
class EmergencyPerson:
    name: str
    relationship: str
    phone: str


@dataclass(frozen=True, slots=True)
class ClientCard:
    """A client's record as one actor may see it. clinical: None for whoever may not. site: a name,
    or "".

    lacks_notice: what is clinical stays closed until the patient notice is given.
    """

    id: UUID
    name: str
    alias: str
    pronouns: str
    phone: str
    email: str
    postal_address: str
    languages: tuple[str, ...]
    time_zone: str
    site: str
    is_closed: bool
    is_glass_broken: bool
    contact_rules: ContactRules
    contact_note: str
    emergency: EmergencyPerson | None
    clinical: Clinical | None
    lacks_notice: bool = False


@transaction.atomic
def list_clients(
    *, by: Actor, at: datetime, is_closed: bool = False, whose: str = "", page: int = 1
) -> Page[ClientRow]:
    """The clients `by` may see, by name.

    Args:
        whose: "own" for those in one's own care, "nobody" for those in no one's, "" for all.

    Raises:
        AccessDenied.
    """
    check_can_list_clients(by)
    scope = clients_visible_to(by, at).filter(closed_at__isnull=not is_closed)
    care = care_at(by.organization_id, at).filter(client=OuterRef("pk"))
    if whose == "own":
        scope = scope.filter(Exists(care.filter(user_id=by.key)))
    elif whose == "nobody":
        scope = scope.filter(~Exists(care))
    found = _with_carers(page_of(_sorted(scope), page), by, at)
    _record_listed(found.total, by=by, at=at)
    return found


@transaction.atomic
def clients_to_choose(*, by: Actor, at: datetime) -> list[ClientRow]:
    """All open clients `by` may see, by name, for a form that asks whom something is about.

    Raises AccessDenied.
    """
    check_can_list_clients(by)
    rows = [_row(one) for one in _sorted(clients_visible_to(by, at).filter(closed_at=None))]
    _record_listed(len(rows), by=by, at=at)
    return rows


@transaction.atomic
def search_clients(text: str, *, by: Actor, at: datetime) -> Page[ClientRow]:
    """Among the clients `by` may see: whole phone or e-mail, or beginnings of words of a name.

    The first page only: whoever finds too many types more. Text under two characters finds
    nothing. Raises AccessDenied.
    """
    check_can_list_clients(by)
    wanted = normalized_text(text).split()
    fit: list[Client] = []
    if len("".join(wanted)) >= SHORTEST_SEARCH:
        scope = clients_visible_to(by, at)
        exact = set(scope.filter(_by_contact(text)).values_list("pk", flat=True))
        fit = _sorted(one for one in scope if one.pk in exact or _is_named(one, wanted))
    found = _with_carers(page_of(fit), by, at)
    _record_search(found.total, ["name", "alias", "phone", "email"], by=by, at=at)
    return found


def check_may_find_in_emergency(by: Actor) -> None:
    """Raises AccessDenied, before anyone is asked whom they look for."""
    check_can_list_clients(by)
    check_has_role(
        by,
        {Role.COUNSELOR, Role.SUPERVISOR},
        to="look for a client in an emergency",
        rule="glass.find",
    )


@transaction.atomic
def find_in_emergency(text: str, *, by: Actor, at: datetime) -> list[ClientRow]:
    """Clients of the program by whole name, alias, phone or e-mail, before opening one outright.

    Raises AccessDenied: only those who may open a record in an emergency look so.
    """
    check_may_find_in_emergency(by)
    scope = scopes.clients_of_organization(by)
    found = scope.filter(_by_contact(text) | Q(name_index=text) | Q(alias_index=text))
    visible = set(clients_visible_to(by, at).filter(pk__in=found).values_list("pk", flat=True))
    rows = [_row(one, may_open=one.pk in visible) for one in _sorted(found)]
    _record_search(len(rows), ["name", "alias", "phone", "email"], by=by, at=at, part="emergency")
    return rows


@transaction.atomic
def open_client(client_id: UUID | str, *, by: Actor, at: datetime) -> ClientCard:
    """
    Raises:
        AccessDenied, NotFound: `by` may not see the client, or there is none in the organization.
    """
    client = client_of(by, client_id)
    facts = facts_of(client, by, at)
    check_can_see_client(by, facts)
    may_see_clinical = can_see_clinical(by, facts)
    is_clinical = may_see_clinical and is_notice_served(
        notice_facts_of(client),
        at=at,
        grace=settings.NOTICE_GRACE,
        is_emergency=facts.is_glass_broken,
    )
    record_event(
        "record.viewed",
        by=by,
        at=at,
        record=RecordRef("client", str(client.pk)),
        details={
            "part": "clinical" if is_clinical else "contact",
            "is_break_glass": facts.is_glass_broken,
        },
    )
    card = _card(client, is_clinical=is_clinical, is_glass_broken=facts.is_glass_broken)
    return replace(card, lacks_notice=may_see_clinical and not is_clinical)


@transaction.atomic
def count_clients(*, by: Actor, at: datetime) -> ClientCounts:
    """How many there are, without small numbers. Raises AccessDenied."""
    counts = scopes.count_clients(by)
    record_event(
        "record.listed",
        by=by,
        at=at,
        details={"part": "counts", "results": len(counts.by_site)},
    )
    return counts


def _by_contact(text: str) -> Q:
    return Q(phone_index=text) | Q(email_index=text)


def _is_named(client: Client, wanted: list[str]) -> bool:
    words = normalized_text(f"{client.name} {client.alias}").split()
    return all(any(word.startswith(part) for word in words) for part in wanted)


def _sorted(clients: Iterable[Client]) -> list[Client]:
    return sorted(clients, key=lambda one: (one.shown_name.casefold(), str(one.pk)))


def _row(one: Client, carers: Iterable[str] = (), *, may_open: bool = True) -> ClientRow:
    return ClientRow(
        one.pk,
        one.shown_name,
        one.pronouns,
        one.closed_at is not None,
        tuple(sorted(carers)),
        may_open,
    )


def _with_carers(found: Page[Client], by: Actor, at: datetime) -> Page[ClientRow]:
    names = carer_names_of([one.pk for one in found.rows], by, at)
    return found.told(lambda one: _row(one, names.get(one.pk, ())))


def _record_listed(results: int, *, by: Actor, at: datetime) -> None:
    record_event("record.listed", by=by, at=at, details={"part": "clients", "results": results})


def _record_search(
    results: int, fields: list[str], *, by: Actor, at: datetime, part: str = "clients"
) -> None:
    record_event(
        "record.searched",
        by=by,
        at=at,
        details={"part": part, "fields": fields, "results": results},
    )


def _card(client: Client, *, is_clinical: bool, is_glass_broken: bool) -> ClientCard:
    rules = ContactRulesRow.objects.filter(client=client).first()
    person = EmergencyContact.objects.filter(client=client).first()
    return ClientCard(
        id=client.pk,
        name=client.name,
        alias=client.alias,
        pronouns=client.pronouns,
        phone=client.phone,
        email=client.email,
        postal_address=client.postal_address,
        languages=tuple(client.languages),
        time_zone=client.time_zone,
        site=client.site.name if client.site else "",
        is_closed=client.closed_at is not None,
        is_glass_broken=is_glass_broken,
        contact_rules=rules.as_rules() if rules else ContactRules(),
        contact_note=rules.note if rules else "",
        emergency=(
            EmergencyPerson(person.name, person.relationship, person.phone) if person else None
        ),
        clinical=(
            Clinical(
                substances=tuple(client.substances),
                preferred_fellowships=tuple(client.preferred_fellowships),
                beliefs=client.beliefs,
            )
            if is_clinical
            else None
        ),
    )
