"""What was shared, kept back and registered in the demo program, done as people would do it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from stepwell.actions.consents import NewConsent, NewSignature, draw_up_consent, sign_consent
from stepwell.actions.demo_cast import actor_of
from stepwell.actions.disclosing import Sending, disclose
from stepwell.actions.legal_requests import receive_legal_request
from stepwell.actions.register_keeping import record_agreement, record_breach, record_review
from stepwell.actions.restrictions import answer_restriction, ask_restriction
from stepwell.domain.access.actor import Actor
from stepwell.domain.consents.kinds import (
    InformationKind,
    Purpose,
    RecipientKind,
    SignatureMethod,
    SignerRole,
)
from stepwell.domain.consents.terms import Recipient
from stepwell.domain.demo import cast
from stepwell.domain.disclosures.basis import DisclosureForm
from stepwell.domain.disclosures.exceptions import MedicalEmergency
from stepwell.queries.registers import today_of
from stepwell.records.accounts.models import Organization
from stepwell.records.people.models import Client, Disclosure

AUNT = Recipient(RecipientKind.FAMILY, "Rosa Whitlock")


@transaction.atomic
def load_sharing(*, at: datetime) -> bool:
    """Once; whether it was made now. Raises what the actions raise."""
    organization = Organization.objects.get(slug=cast.HARBOR)
    if Disclosure.objects.filter(client__organization=organization).exists():
        return False
    harbor = str(organization.pk)
    ben, dana = actor_of("ben", harbor, at), actor_of("dana", harbor, at)
    fay, gil = actor_of("fay", harbor, at), actor_of("gil", harbor, at)
    ana = _client(harbor, "ana")
    _share_on_consent(ana, by=ben, at=at)
    disclose(ana, EMERGENCY, by=fay, at=at)
    asked = ask_restriction(
        ana,
        words="Nothing to the place where I work, whatever they ask.",
        recipient=Recipient(RecipientKind.EMPLOYER),
        by=ben,
        at=at,
    )
    answer_restriction(asked, is_accepted=True, by=dana, at=at)
    _registers(by=gil, at=at)
    receive_legal_request(
        kind="subpoena", sender="A law firm (made up)", received_on=today_of(fay, at), by=fay, at=at
    )
    return True


EMERGENCY = Sending(
    recipient=Recipient(RecipientKind.OTHER, "Paramedic J. Lee"),
    purpose=Purpose.TREATMENT,
    information=frozenset({InformationKind.BEING_A_CLIENT, InformationKind.CONTACTS}),
    form=DisclosureForm.ORAL,
    claim=MedicalEmergency(
        is_medical=True,
        facility="City ambulance (made up)",
        nature="Fainted in the waiting room.",
        why_no_consent="Could not answer anybody.",
    ),
)


def _share_on_consent(ana: UUID, *, by: Actor, at: datetime) -> None:
    consent = draw_up_consent(
        ana,
        NewConsent(
            template="named",
            information=frozenset({InformationKind.PROGRESS, InformationKind.BEING_A_CLIENT}),
            recipients=(AUNT,),
            purposes=frozenset({Purpose.FAMILY_SUPPORT}),
            expires_on=(at + timedelta(days=90)).date(),
        ),
        by=by,
        at=at,
    )
    name = Client.objects.get(pk=ana).name
    signature = NewSignature(SignerRole.CLIENT, name, SignatureMethod.TYPED)
    sign_consent(consent, signature, by=by, at=at, is_own=False)
    sending = Sending(
        recipient=AUNT,
        purpose=Purpose.FAMILY_SUPPORT,
        information=frozenset({InformationKind.PROGRESS}),
        form=DisclosureForm.ORAL,
        words="Comes every week and has a sponsor.",
    )
    disclose(ana, sending, by=by, at=at)


def _registers(*, by: Actor, at: datetime) -> None:
    today = today_of(by, at)
    record_agreement(
        party="Quiet Hosting (made up)",
        services="Hosts this software and its backups",
        is_qsoa=True,
        is_baa=True,
        hosts=True,
        signed_on=today - timedelta(days=100),
        ends_on=today + timedelta(days=265),
        by=by,
        at=at,
    )
    record_breach(
        words="A printed list of appointments was left in a copy shop and brought back.",
        discovered_on=today - timedelta(days=12),
        people=6,
        most_in_a_state=6,
        by=by,
        at=at,
    )
    record_review("help_lines", words="All answered.", by=by, at=at)


def _client(organization_id: str, key: str) -> UUID:
    name = next(one.name for one in cast.CLIENTS if one.key == key)
    return Client.objects.get(organization_id=organization_id, name_index=name).pk
