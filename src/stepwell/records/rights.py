"""Which rule each table has for copies and erasures: read from beside the model's fields.

Tables of other packages have theirs here. A test fails on a table without a rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from django.apps import apps
from django.core.exceptions import FieldError
from django.db import models

from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.record_rules import Fate, RecordRule, about_nobody, erased

_EMPTY = about_nobody("Stepwell writes nothing into it.")

OTHERS: Mapping[str, RecordRule] = MappingProxyType(
    {
        "auth.Permission": about_nobody("Permissions that Django names; nobody holds one."),
        "auth.Group": _EMPTY,
        "auth.Group_permissions": _EMPTY,
        "contenttypes.ContentType": about_nobody("Names of tables."),
        "account.EmailAddress": erased(
            Part.ACCOUNT, account="user_id", is_copied=False, why_not="Nothing is written into it."
        ),
        "account.EmailConfirmation": erased(
            Part.ACCOUNT,
            account="email_address__user_id",
            is_copied=False,
            why_not="Nothing is written into it.",
        ),
        "mfa.Authenticator": erased(
            Part.ACCOUNT,
            account="user_id",
            is_copied=False,
            why_not="Ways to sign in are secrets; a copy of them would weaken them.",
        ),
        "django_tasks_database.DBTaskResult": about_nobody(
            "Work that is put off. Its arguments are ids of rows; an erasure removes those that "
            "name an id it erases."
        ),
    }
)


class Unregistered(LookupError):
    """A table has no rule."""


def rule_of(model: type[models.Model]) -> RecordRule:
    rule = model.__dict__.get("RIGHTS", OTHERS.get(model._meta.label))
    if not isinstance(rule, RecordRule):
        raise Unregistered(
            f"{model._meta.label} does not say how it is copied and erased: give it RIGHTS, as in "
            "domain/rights/record_rules.py."
        )
    return rule


def all_models() -> list[type[models.Model]]:
    """Every table of the installation, those between two models among them."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]


def models_about(lookup: str) -> list[tuple[type[models.Model], RecordRule]]:
    """Those whose rows are about a person. lookup: "client" or "account"."""
    found = ((model, rule_of(model)) for model in all_models())
    return [(model, rule) for model, rule in found if getattr(rule, lookup)]


def problems(of: Iterable[type[models.Model]]) -> Iterator[str]:
    """Tables without a rule, and rules that name what is not there."""
    for model in of:
        try:
            rule = rule_of(model)
        except Unregistered as missing:
            yield str(missing)
            continue
        for lookup in filter(None, (rule.client, rule.account)):
            if not _leads_somewhere(model, lookup):
                yield f"{model._meta.label}.RIGHTS leads by {lookup!r}, which is no look-up."
        names = {field.name for field in model._meta.fields}
        for name in (*rule.not_copied, *rule.also_emptied):
            if name not in names:
                yield f"{model._meta.label}.RIGHTS names {name!r}, which is no field."
        if rule.fate is Fate.NOBODY and _points_at_a_person(model):
            yield f"{model._meta.label} points at clients, so it is about somebody."


def _leads_somewhere(model: type[models.Model], lookup: str) -> bool:
    try:
        model._default_manager.filter(**{f"{lookup}__in": []})
    except FieldError:
        return False
    return True


def _points_at_a_person(model: type[models.Model]) -> bool:
    return any(
        field.name == "client_id"
        or (field.is_relation and getattr(field.related_model, "__name__", "") == "Client")
        for field in model._meta.fields
    )
