"""A significant other in the demo program: a consent that names him, a task, and his answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from stepwell.actions.auditing import told_last
from stepwell.actions.consents import NewConsent, NewSignature, draw_up_consent, sign_consent
from stepwell.actions.demo_cast import actor_of
from stepwell.actions.partner_page import say_how_it_went
from stepwell.actions.partner_tasks import give_partner_task
from stepwell.actions.recovery_tasks import NewTask
from stepwell.domain.consents.kinds import InformationKind, Purpose, SignatureMethod, SignerRole
from stepwell.domain.demo import cast
from stepwell.domain.protocols.items import TaskKind
from stepwell.domain.recovery.partners import PartnerSaid, family_recipient
from stepwell.records.accounts.models import Organization
from stepwell.records.people.models import ConjointPartner
from stepwell.records.recovery.models import RecoveryTask


@transaction.atomic
@told_last()
def load_partner(*, at: datetime) -> bool:
    """Once; whether it was made now. Raises what the actions raise."""
    harbor = str(Organization.objects.get(slug=cast.HARBOR).pk)
    partner = ConjointPartner.objects.select_related("user").get(user__username="sol")
    if RecoveryTask.objects.exclude(partner_id=None).exists():
        return False
    ben, ana, sol = (actor_of(name, harbor, at) for name in ("ben", "ana", "sol"))
    new = NewConsent(
        template="named",
        information=frozenset({InformationKind.PLAN}),
        recipients=(family_recipient(partner.user.name),),
        purposes=frozenset({Purpose.FAMILY_SUPPORT}),
        expires_on=(at + timedelta(days=180)).date(),
    )
    consent = draw_up_consent(partner.client_id, new, by=ben, at=at)
    signature = NewSignature(SignerRole.CLIENT, "Ana Whitlock", SignatureMethod.TYPED)
    sign_consent(consent, signature, by=ana, at=at, is_own=True)
    for title, when in (
        ("Look for a group for family and friends", "Before we meet again"),
        ("Keep Thursday evening free for each other", "Thu 7 pm"),
    ):
        task = NewTask(title, TaskKind.SKILLS, when=when)
        give_partner_task(partner.client_id, partner.pk, task, by=ben, at=at)
    first = RecoveryTask.objects.filter(partner_id=partner.pk).order_by("pk")[0]
    say_how_it_went(first.pk, PartnerSaid.DONE, "Found one on Tuesdays.", by=sol, at=at)
    return True
