"""A program's own help numbers: added, changed, tried, taken off."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.help_numbers import check_can_keep_help_numbers
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.help.telephone import NotANumber, dialed
from stepwell.queries.help_numbers import help_number_of, help_numbers_of
from stepwell.queries.organizations import organization_of
from stepwell.records.directory.models import HelpNumber

MOST = 8
"""More than these nobody reads in an emergency."""

LONGEST = {"name": 80, "name_es": 80, "hours": 120, "hours_es": 120}


class HelpNumberRefused(Exception):
    """What is wrong with the number, and what to do. field: which of them, or ""."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class HelpNumberValues:
    """As in the record; hours in words, such as "Day and night"."""

    name: str
    phone: str
    hours: str
    name_es: str = ""
    hours_es: str = ""
    text: str = ""


@transaction.atomic
def add_help_number(values: HelpNumberValues, *, by: Actor, at: datetime) -> UUID:
    """
    Raises:
        AccessDenied, NotFound: `by` keeps no numbers of an organization.
        HelpNumberRefused: something is missing or no number, or there are enough.
    """
    check_can_keep_help_numbers(by, by.organization_id)
    fields = _checked(values)
    numbers = list(help_numbers_of(by).select_for_update())
    if len(numbers) >= MOST:
        raise HelpNumberRefused(
            f"There are {MOST} numbers already. Take one off first: a longer list helps nobody."
        )
    one = HelpNumber.objects.create(
        organization=organization_of(by),
        position=max((other.position for other in numbers), default=0) + 1,
        created_at=at,
        **fields,
    )
    record_event("help_number.added", by=by, at=at, record=_record(one))
    return one.pk


@transaction.atomic
def change_help_number(
    number_id: UUID | str, values: HelpNumberValues, *, by: Actor, at: datetime
) -> None:
    """A changed telephone number has not been tried yet.

    Raises:
        AccessDenied, NotFound: `by` keeps no numbers, or this is none of theirs.
        HelpNumberRefused: something is missing or no number.
    """
    check_can_keep_help_numbers(by, by.organization_id)
    one = help_number_of(by, number_id)
    fields = _checked(values)
    changed = sorted(name for name, value in fields.items() if getattr(one, name) != value)
    if not changed:
        return
    for name in changed:
        setattr(one, name, fields[name])
    if {"phone", "text"} & set(changed):
        one.checked_on = None
    one.save(update_fields=[*changed, "checked_on"])
    record_event(
        "help_number.changed", by=by, at=at, record=_record(one), details={"fields": changed}
    )


@transaction.atomic
def confirm_help_number(number_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """Somebody tried the number today, by the program's calendar, and it is right.

    Raises:
        AccessDenied, NotFound: `by` keeps no numbers, or this is none of theirs.
    """
    check_can_keep_help_numbers(by, by.organization_id)
    one = help_number_of(by, number_id)
    one.checked_on = at.astimezone(ZoneInfo(one.organization.time_zone)).date()
    one.save(update_fields=["checked_on"])
    record_event("help_number.checked", by=by, at=at, record=_record(one))


@transaction.atomic
def remove_help_number(number_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """
    Raises:
        AccessDenied, NotFound: `by` keeps no numbers, or this is none of theirs.
    """
    check_can_keep_help_numbers(by, by.organization_id)
    one = help_number_of(by, number_id)
    one.ended_at = at
    one.save(update_fields=["ended_at"])
    record_event("help_number.removed", by=by, at=at, record=_record(one))


def _checked(values: HelpNumberValues) -> dict[str, str]:
    fields = {name: " ".join(value.split()) for name, value in asdict(values).items()}
    for name, label in (("name", "name"), ("phone", "number to call"), ("hours", "hours")):
        if not fields[name]:
            raise HelpNumberRefused(f"The {label} is missing. Write it.", field=name)
    for name, most in LONGEST.items():
        if len(fields[name]) > most:
            raise HelpNumberRefused(f"Write this in {most} letters or fewer.", field=name)
    for name in ("phone", "text"):
        if fields[name]:
            _check_number(fields[name], name)
    return fields


def _check_number(number: str, field: str) -> None:
    try:
        dialed(number)
    except NotANumber as error:
        raise HelpNumberRefused(str(error), field=field) from error


def _record(one: HelpNumber) -> RecordRef:
    return RecordRef("help_number", str(one.pk), one.name)
