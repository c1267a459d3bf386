"""Taking a person out of the tables, each by the rule it declares. Called inside a transaction.

Who may, and what may go, is for `actions.erasures`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection, models
from django.db.models import Max, Q
from django_tasks_db.models import DBTaskResult

from stepwell.domain.people.field_classes import PRIVATE
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import Fate, RecordRule
from stepwell.records.one_by_one import one_by_one
from stepwell.records.rights import all_models, rule_of

Model = type[models.Model]
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
"""For rows without any instant."""


@dataclass(frozen=True, slots=True)
class Person:
    """clients: ids of a record and its duplicates. account: of the account that goes too, or ""."""

    clients: tuple[str, ...]
    account: str = ""


@dataclass(slots=True)
class Erased:
    """rows: how many went or were emptied, by table. ids: of those rows."""

    rows: Counter[str] = field(default_factory=Counter)
    ids: set[str] = field(default_factory=set)


def erase_rows(person: Person, parts: Iterable[Part]) -> Erased:
    """Every row of these parts about the person goes, or is emptied, as its table says.

    Rows of an account go whatever part they are of, once the account does.
    """
    _overwrite_what_is_freed()
    erased, chosen = Erased(), frozenset(parts)
    for model, rule in _ordered():
        rows = _rows(model, rule, person, chosen)
        if rows is None or rule.fate is Fate.KEPT:
            continue
        ids = [str(one) for one in rows.values_list("pk", flat=True)]
        if not ids:
            continue
        if rule.fate is Fate.ERASED:
            models.QuerySet(model).filter(pk__in=ids).delete()
        else:
            found: models.QuerySet[Any] = models.QuerySet(model)
            for row in found.filter(pk__in=ids):
                empty(row, rule)
        erased.rows[model._meta.label] += len(ids)
        erased.ids.update(ids)
    _forget_tasks(erased.ids | set(person.clients) | {person.account} - {""})
    return erased


def empty(row: models.Model, rule: RecordRule) -> None:
    """Leave a shell: no field that tells who or why, and none that the rule names besides."""
    classes = getattr(type(row), "CLASSES", {})
    names = [
        field.name
        for field in row._meta.concrete_fields
        if not field.primary_key
        and (classes.get(field.name) in PRIVATE or field.name in rule.also_emptied)
    ]
    for name in names:
        field: Any = row._meta.get_field(name)
        setattr(row, name, None if field.null else _nothing_of(field))
    row.save(update_fields=names)


def last_entries(
    person: Person, at: datetime, *, gone: frozenset[Part] = frozenset()
) -> dict[Part, datetime]:
    """Of each part that holds anything, the instant of its newest row, at most `at`.

    Args:
        gone: parts that were erased before, of which only shells are left.
    """
    newest: dict[Part, datetime] = {}
    for part, _, rows in _all_rows(person, gone):
        if rows.exists():
            instants = [min(one, at) for one in _newest_instants(rows)]
            newest[part] = max([newest.get(part, BEGINNING), *instants])
    return newest


def count_left(person: Person, *, gone: frozenset[Part] = frozenset()) -> Counter[Part]:
    """How many rows about the person there are, by part, but for the audit trail and shells."""
    left: Counter[Part] = Counter()
    for part, _, rows in _all_rows(person, gone):
        left[part] += rows.count()
    return +left


def why_kept(person: Person) -> dict[str, str]:
    """Of tables that are never emptied and hold something about the person: why, by their name."""
    return {
        str(rows.model._meta.verbose_name_plural): rule.why
        for _, rule, rows in _all_rows(person, frozenset())
        if rule.fate is Fate.KEPT and rows.exists()
    }


def _all_rows(
    person: Person, gone: frozenset[Part]
) -> Iterator[tuple[Part, RecordRule, models.QuerySet[Any]]]:
    for model, rule in _ordered():
        rows = _rows(model, rule, person, frozenset(Part))
        is_shell = rule.fate is Fate.EMPTIED and rule.part in gone
        if rows is not None and rule.part not in {None, Part.TRAIL} and not is_shell:
            yield Part(rule.part or ""), rule, rows


def _rows(
    model: Model, rule: RecordRule, person: Person, parts: frozenset[Part]
) -> models.QuerySet[Any] | None:
    """Those of the person that these parts reach, whatever the model's manager leaves out."""
    ways: list[Q] = []
    if rule.client and rule.part in parts and person.clients:
        ways.append(Q(**{f"{rule.client}__in": person.clients}))
    if rule.account and Part.ACCOUNT in parts and person.account:
        ways.append(Q(**{f"{rule.account}__in": [person.account]}))
    if not ways:
        return None
    return models.QuerySet(model).filter(reduce(or_, ways)).order_by()


def _ordered() -> Iterator[tuple[Model, RecordRule]]:
    """Models about persons, those that point at others before those they point at."""
    about = {one: rule_of(one) for one in all_models()}
    waiting = [one for one, rule in about.items() if rule.fate is not Fate.NOBODY]
    while waiting:
        targets = {
            field.related_model
            for one in waiting
            for field in one._meta.concrete_fields
            if field.is_relation and field.related_model is not one
        }
        free = [one for one in waiting if one not in targets] or waiting[:1]
        for one in free:
            waiting.remove(one)
            yield one, about[one]


def _newest_instants(rows: models.QuerySet[Any]) -> Sequence[datetime]:
    names = [
        field.name
        for field in rows.model._meta.concrete_fields
        if isinstance(field, models.DateTimeField)
    ]
    if not names:
        return ()
    found = rows.aggregate(**{f"newest_{name}": Max(name) for name in names})
    return [one for one in found.values() if one is not None]


def _nothing_of(field: Any) -> Any:
    if field.has_default():
        return field.get_default()
    return b"" if isinstance(field, models.BinaryField) else ""


def _forget_tasks(ids: set[str]) -> None:
    """Work that was put off, or is over and kept a week, and names a row that is gone."""
    with one_by_one(DBTaskResult.objects.order_by("pk")) as tasks:
        for task in tasks:
            if any(one in str(task.args_kwargs) for one in ids):
                task.delete()


def _overwrite_what_is_freed() -> None:
    """SQLite leaves deleted rows readable in its file unless it is told not to."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
