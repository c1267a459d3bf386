"""A program's own look at a fact that Stepwell ships."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.help_numbers import check_can_confirm_facts
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.checks.facts import FactKind
from stepwell.queries.checks import facts_to_check
from stepwell.queries.organizations import organization_of
from stepwell.records.directory.models import FactCheck


class FactRefused(Exception):
    """Why this fact cannot be confirmed, and what to do."""


@transaction.atomic
def confirm_fact(fingerprint: str, *, by: Actor, at: datetime) -> None:
    """Somebody read the source today, by the program's calendar, and it still says so.

    Raises:
        AccessDenied: `by` does not keep the program's facts.
        FactRefused: the fact is not there, or reads otherwise by now.
    """
    check_can_confirm_facts(by, by.organization_id)
    organization = organization_of(by)
    today = at.astimezone(ZoneInfo(organization.time_zone)).date()
    facts = (row.fact for row in facts_to_check(by, on=today))
    fact = next((one for one in facts if one.fingerprint == fingerprint), None)
    if fact is None or fact.kind is FactKind.OWN_NUMBER:
        raise FactRefused(
            "This fact was changed since the list was opened. Nothing was kept. Read it again."
        )
    look, is_new = FactCheck.objects.get_or_create(
        organization=organization,
        fingerprint=fingerprint,
        checked_on=today,
        defaults={"kind": fact.kind},
    )
    if is_new:
        record = RecordRef("fact_check", str(look.pk), fact.kind)
        record_event("fact.checked", by=by, at=at, record=record)
