"""Consents that name ana's significant other, and tasks for him."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from cast import Cast
from factories.consent_forms import NAMED
from factories.kept_consents import keep_consent
from stepwell.actions.partner_tasks import give_partner_task
from stepwell.actions.recovery_tasks import NewTask
from stepwell.domain.consents.kinds import InformationKind, Purpose, RecipientKind
from stepwell.domain.consents.terms import ConsentTerms, Expiry, Recipient
from stepwell.domain.protocols.items import TaskKind
from stepwell.records.people.models import ConjointPartner, Consent
from stepwell.records.recovery.models import RecoveryTask

SOL = Recipient(RecipientKind.FAMILY, "Sol")


def terms_for_sol(at: datetime, *, days: int = 30) -> ConsentTerms:
    return replace(
        NAMED,
        information=frozenset({InformationKind.PLAN}),
        recipients=(SOL,),
        purposes=frozenset({Purpose.FAMILY_SUPPORT}),
        expiry=Expiry(on=(at + timedelta(days=days)).date()),
    )


def consent_for_sol(cast: Cast, at: datetime) -> Consent:
    return keep_consent(cast.client("ana"), terms_for_sol(at), at=at)


def partnership(cast: Cast) -> ConjointPartner:
    return ConjointPartner.objects.get(user=cast.users["sol"])


def given_to_sol(cast: Cast, title: str, at: datetime, **more: str) -> UUID:
    """By ben, outside of a session. The id of the task."""
    new = NewTask(title, TaskKind.SKILLS, **more)
    partner = partnership(cast).pk
    give_partner_task(cast.client("ana").pk, partner, new, by=cast.actor("ben"), at=at)
    return RecoveryTask.objects.latest("pk").pk
