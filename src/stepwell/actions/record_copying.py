"""Putting the copy of a record together: every table about the person, as its rule says."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.text import capfirst

from stepwell.actions.erasing_rows import Person
from stepwell.domain.people.field_classes import FieldClass
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import Fate, RecordRule
from stepwell.exchange.record_copy import (
    FORMAT,
    Entry,
    LeftOut,
    RecordCopy,
    Table,
    Value,
    plain,
)
from stepwell.queries.rights import same_person
from stepwell.records.accounts.models import User
from stepwell.records.encryption.blind_index import BlindIndexField
from stepwell.records.people.models import Client
from stepwell.records.rights import all_models, rule_of

NOTICE = (
    "This is your own record. It is protected by Federal law (42 CFR Part 2): others may not use "
    "it against you or pass it on without your consent, with few exceptions. Keep it where nobody "
    "else finds it."
)
ACCOUNT_WHY = "What is in the app is the member’s own; they take a copy of it there."
NAMES_OF_STAFF = "Someone of the program"


def make_copy(client: Client, *, is_own: bool, at: datetime) -> RecordCopy:
    """Whoever calls this has asked whether it is allowed.

    Args:
        is_own: the member takes it, so that their sign-in and app are in it too.
    """
    account = str(client.member_id) if client.member_id and is_own else ""
    person = Person(tuple(str(one) for one in same_person(client)), account)
    tables, left_out = [], []
    for model, rule in _about_persons():
        rows = _rows(model, rule, person)
        if rows is None or not rows.exists():
            continue
        if rule.is_copied:
            tables.append(_table(model, rule, rows))
        if rule.why_not:
            left_out.append(LeftOut(_what_is_left_out(model, rule), rule.why_not))
    if client.member_id and not is_own:
        left_out.append(LeftOut("The member’s own app", ACCOUNT_WHY))
    return RecordCopy(
        format=FORMAT,
        made_at=at,
        program=client.organization.name,
        record=str(client.pk),
        is_part_2=True,
        notice=NOTICE,
        tables=tables,
        left_out=left_out,
    )


def _about_persons() -> Iterator[tuple[type[models.Model], RecordRule]]:
    """The record itself first, then the others in the order they are declared."""
    found = [(model, rule_of(model)) for model in all_models()]
    about = [
        one for one in found if one[1].fate is not Fate.NOBODY and one[1].part is not Part.TRAIL
    ]
    return iter(sorted(about, key=lambda one: one[0] is not Client))


def _rows(
    model: type[models.Model], rule: RecordRule, person: Person
) -> models.QuerySet[Any] | None:
    wanted = models.Q()
    if rule.client:
        wanted |= models.Q(**{f"{rule.client}__in": person.clients})
    if rule.account and person.account:
        wanted |= models.Q(**{f"{rule.account}__in": [person.account]})
    return models.QuerySet(model).filter(wanted).order_by("pk") if wanted else None


def _table(model: type[models.Model], rule: RecordRule, rows: models.QuerySet[Any]) -> Table:
    fields = list(_copied_fields(model, rule))
    return Table(
        name=model._meta.label_lower,
        label=capfirst(str(model._meta.verbose_name_plural)),
        part=str(rule.part),
        rows=[[_entry(model, field, row) for field in fields] for row in rows],
    )


def _copied_fields(model: type[models.Model], rule: RecordRule) -> Iterator[models.Field[Any, Any]]:
    """All but ids of the row and of whom it is about, and indexes of what is said beside them."""
    whose = {rule.client.removesuffix("_id"), rule.account.removesuffix("_id")}
    for field in model._meta.concrete_fields:
        is_index = isinstance(field, BlindIndexField)
        if not (field.primary_key or is_index or field.name in {*rule.not_copied, *whose}):
            yield field


def _entry(model: type[models.Model], field: models.Field[Any, Any], row: models.Model) -> Entry:
    kind = getattr(model, "CLASSES", {}).get(field.name, FieldClass.OPERATIONAL)
    return Entry(
        name=field.name,
        label=capfirst(str(field.verbose_name)),
        kind=str(kind),
        value=_value(field, row),
    )


def _value(field: models.Field[Any, Any], row: models.Model) -> Value:
    if field.is_relation:
        other = getattr(row, field.name)
        return None if other is None else _name_of(other)
    value = getattr(row, field.attname)
    if field.name.endswith("_by") and isinstance(value, str):
        return _actor_name(value)
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return {"encoding": "base64", "data": base64.b64encode(bytes(value)).decode("ascii")}
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return plain(value)


def _name_of(row: models.Model) -> str:
    """Staff and places by their name; another row by the words it has for itself."""
    return str(row.name) if isinstance(row, User) else str(getattr(row, "name", "") or row)


def _actor_name(key: str) -> str:
    """Whoever did it, by name; what the system did, as such."""
    if not key or key.startswith("system:"):
        return key
    try:
        user = User.objects.filter(pk=UUID(key)).first()
    except ValueError:
        return NAMES_OF_STAFF
    return user.name if user else NAMES_OF_STAFF


def _what_is_left_out(model: type[models.Model], rule: RecordRule) -> str:
    label = capfirst(str(model._meta.verbose_name_plural))
    if not rule.is_copied:
        return label
    names = [
        str(field.verbose_name)
        for field in model._meta.concrete_fields
        if field.name in rule.not_copied
    ]
    return f"{label}: {', '.join(names)}"
