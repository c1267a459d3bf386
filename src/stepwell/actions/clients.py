"""Adding clients and changing what is known of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.clients import (
    ClientFacts,
    check_can_assign_client,
    check_can_change_client,
    check_can_create_client,
)
from stepwell.domain.access.roles import Role
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.people.field_classes import FieldClass
from stepwell.queries.clients import client_of, facts_of
from stepwell.queries.episodes import open_episode_of
from stepwell.queries.found import as_id, found
from stepwell.queries.organizations import sites_of
from stepwell.queries.registers import closed_words
from stepwell.queries.staff_members import carers_of
from stepwell.records.people.classification import classes_of
from stepwell.records.people.models import (
    Client,
    ClientAssignment,
    ContactRules,
    EmergencyContact,
)

TEXTS = ("name", "alias", "pronouns", "phone", "email", "postal_address", "beliefs")
LISTS = ("languages", "substances", "preferred_fellowships")
CHANGEABLE = frozenset({*TEXTS, *LISTS, "time_zone"})
LONGEST = {"beliefs": 4000}
_INDEXED = {"name", "alias", "phone", "email"}


class ClientRefused(Exception):
    """What is wrong with what was entered, and what to do."""


@dataclass(frozen=True, slots=True)
class NewClient:
    """All optional but a name or an alias. languages … fellowships: slugs."""

    name: str = ""
    alias: str = ""
    pronouns: str = ""
    phone: str = ""
    email: str = ""
    postal_address: str = ""
    languages: tuple[str, ...] = ()
    time_zone: str = ""
    substances: tuple[str, ...] = ()
    preferred_fellowships: tuple[str, ...] = ()
    beliefs: str = ""
    site_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewContactRules:
    """safe_times: (weekdays with Monday as 0, starts, ends) on the client's clock."""

    may_call: bool = False
    may_leave_voicemail: bool = False
    may_text: bool = False
    may_email: bool = False
    may_mail: bool = False
    may_notify_in_app: bool = True
    safe_times: Sequence[tuple[Sequence[int], time, time]] = field(default=())
    note: str = ""


@transaction.atomic
def create_client(new: NewClient, *, by: Actor, at: datetime) -> UUID:
    """Add a client to the organization `by` acts in; a counselor's new client is theirs.

    Raises:
        AccessDenied: `by` may not add clients.
        NotFound: the site belongs to others.
        ClientRefused: the program closed, there is no name, or a value is not fit.
    """
    check_can_create_client(by)
    if closed := closed_words(by, at):
        raise ClientRefused(closed)
    values = _checked({name: getattr(new, name) for name in CHANGEABLE})
    client = Client(organization_id=by.organization_id, created_at=at, created_by=by.key, **values)
    _check_has_name(client)
    if new.site_id is not None:
        client.site = found(sites_of(by), new.site_id)
    given = {name for name in values if values[name]}
    if FieldClass.CLINICAL in classes_of(Client, given):
        facts = ClientFacts(
            by.organization_id, is_own=Role.COUNSELOR in by.roles, is_assigned=False
        )
        check_can_change_client(by, facts, frozenset({FieldClass.CLINICAL}))
    client.save()
    _record(client, "created", by=by, at=at, fields=sorted(given))
    if Role.COUNSELOR in by.roles:
        _assign(client, by.key, by=by, at=at)
    return client.pk


@transaction.atomic
def change_client(
    client_id: UUID | str, changes: Mapping[str, Any], *, by: Actor, at: datetime
) -> None:
    """
    Args:
        changes: new values by field, of those in CHANGEABLE.

    Raises:
        AccessDenied, NotFound: `by` may not change these fields, or there is no such client.
        ClientRefused: a field is not among those, or a value is not fit.
    """
    client = client_of(by, client_id)
    if unknown := set(changes) - CHANGEABLE:
        raise ClientRefused(f"These cannot be changed here: {', '.join(sorted(unknown))}.")
    check_can_change_client(by, facts_of(client, by, at), classes_of(Client, changes))
    changed = {
        name: value for name, value in _checked(changes).items() if getattr(client, name) != value
    }
    for name, value in changed.items():
        setattr(client, name, value)
    _check_has_name(client)
    if not changed:
        return
    indexes = [f"{name}_index" for name in changed if name in _INDEXED]
    client.save(update_fields=[*changed, *indexes])
    _record(client, "changed", by=by, at=at, fields=sorted(changed))


@transaction.atomic
def set_contact_rules(
    client_id: UUID | str, new: NewContactRules, *, by: Actor, at: datetime
) -> None:
    """Raises AccessDenied, NotFound, or ClientRefused where a time is no time."""
    client = client_of(by, client_id)
    check_can_change_client(by, facts_of(client, by, at), frozenset({FieldClass.IDENTIFYING}))
    for weekdays, starts, ends in new.safe_times:
        if not weekdays or not set(weekdays) <= set(range(7)) or starts == ends:
            raise ClientRefused("A safe time needs weekdays, a start and a different end.")
    rules = ContactRules.objects.filter(client=client).first() or ContactRules(client=client)
    for name in ("call", "leave_voicemail", "text", "email", "mail", "notify_in_app"):
        setattr(rules, f"may_{name}", getattr(new, f"may_{name}"))
    rules.safe_times = [
        {"weekdays": sorted(set(days)), "starts": f"{starts:%H:%M}", "ends": f"{ends:%H:%M}"}
        for days, starts, ends in new.safe_times
    ]
    rules.note = new.note.strip()
    rules.save()
    _record(client, "changed", by=by, at=at, part="contact_rules")


@transaction.atomic
def set_emergency_contact(
    client_id: UUID | str,
    *,
    name: str,
    relationship: str = "",
    phone: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """An empty name removes the contact. Raises AccessDenied or NotFound."""
    client = client_of(by, client_id)
    check_can_change_client(by, facts_of(client, by, at), frozenset({FieldClass.IDENTIFYING}))
    if not name.strip():
        EmergencyContact.objects.filter(client=client).delete()
    else:
        contact = EmergencyContact.objects.filter(client=client).first()
        contact = contact or EmergencyContact(client=client)
        contact.name, contact.relationship = name.strip(), relationship.strip()
        contact.phone = phone.strip()
        contact.save()
    _record(client, "changed", by=by, at=at, part="emergency_contact")


@transaction.atomic
def assign_client(client_id: UUID | str, user_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """Give a client to someone's care, beside those who care already.

    Raises:
        AccessDenied, NotFound: `by` may not, or the client or carer is not of the organization.
        ClientRefused: the client is in that person's care already.
    """
    client = client_of(by, client_id)
    check_can_assign_client(by, facts_of(client, by, at))
    carer = found(carers_of(by.organization_id, at), user_id)
    if ClientAssignment.objects.in_force_at(at).filter(client=client, user=carer).exists():
        raise ClientRefused("This client is in that person’s care already.")
    _assign(client, str(carer.pk), by=by, at=at)


@transaction.atomic
def end_assignment(client_id: UUID | str, user_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """
    Raises:
        AccessDenied, NotFound: `by` may not, or the client is not of the organization.
        ClientRefused: the client is not in that person's care.
    """
    client = client_of(by, client_id)
    check_can_assign_client(by, facts_of(client, by, at))
    open_one = ClientAssignment.objects.in_force_at(at).filter(
        client=client, user_id=as_id(user_id)
    )
    if not open_one.update(ends_at=at):
        raise ClientRefused("This client is not in that person’s care.")
    _record(client, "unassigned", by=by, at=at)


@transaction.atomic
def close_client(client_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """The program's work with the client is over; the record stays.

    Raises AccessDenied, NotFound, or ClientRefused while the client is in care.
    """
    client = client_of(by, client_id)
    check_can_change_client(by, facts_of(client, by, at), frozenset({FieldClass.CLINICAL}))
    if open_episode_of(client.pk):
        raise ClientRefused("This person is in care. Discharge them first, then close the record.")
    _set_closed(client_id, at, by=by, at=at, change="closed")


@transaction.atomic
def reopen_client(client_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """The client came back. Raises AccessDenied or NotFound."""
    _set_closed(client_id, None, by=by, at=at, change="reopened")


def _set_closed(
    client_id: UUID | str, closed_at: datetime | None, *, by: Actor, at: datetime, change: str
) -> None:
    client = client_of(by, client_id)
    check_can_change_client(by, facts_of(client, by, at), frozenset({FieldClass.CLINICAL}))
    client.closed_at = closed_at
    client.save(update_fields=["closed_at"])
    _record(client, change, by=by, at=at)


def _assign(client: Client, user_key: str, *, by: Actor, at: datetime) -> None:
    ClientAssignment.objects.create(
        client=client, user_id=UUID(user_key), starts_at=at, assigned_by=by.key
    )
    _record(client, "assigned", by=by, at=at)


def _record(
    client: Client,
    change: str,
    *,
    by: Actor,
    at: datetime,
    fields: Sequence[str] = (),
    part: str = "",
) -> None:
    details: dict[str, object] = {"change": change}
    if fields:
        details["fields"] = list(fields)
    if part:
        details["part"] = part
    record_event(
        "record.changed", by=by, at=at, record=RecordRef("client", str(client.pk)), details=details
    )


def _check_has_name(client: Client) -> None:
    if not client.name and not client.alias:
        raise ClientRefused("Write a name or an alias; the rest can wait.")


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as stored: texts trimmed, lists of distinct slugs."""
    answer: dict[str, Any] = {}
    for name, value in values.items():
        if name in LISTS:
            answer[name] = _slugs(name, value)
            continue
        if not isinstance(value, str):
            raise ClientRefused(f"The {name.replace('_', ' ')} must be text.")
        text = value.strip()
        if len(text) > LONGEST.get(name, 200):
            most = LONGEST.get(name, 200)
            raise ClientRefused(
                f"The {name.replace('_', ' ')} is too long: at most {most} characters."
            )
        if name == "time_zone" and text and text not in available_timezones():
            raise ClientRefused(f"{text!r} is no time zone; use a name such as America/New_York.")
        answer[name] = text
    return answer


def _slugs(name: str, value: Any) -> list[str]:
    if not isinstance(value, list | tuple) or len(value) > 40:
        raise ClientRefused(f"The {name.replace('_', ' ')} must be a list of at most 40.")
    if not all(isinstance(one, str) and 0 < len(one) <= 60 for one in value):
        raise ClientRefused(f"The {name.replace('_', ' ')} must be short words.")
    return list(dict.fromkeys(value))
