"""What staff need to see before they share: what left, on what consents, and what holds it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.accountings import Accounting, account_for
from stepwell.actions.auditing import record_event
from stepwell.actions.restriction_reading import RestrictionRowView, restrictions_about
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies import disclosures as rules
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.consents.coverage import is_in_force, open_information
from stepwell.domain.consents.kinds import InformationKind, Purpose
from stepwell.domain.consents.terms import Recipient
from stepwell.domain.disclosures.basis import BasisKind
from stepwell.queries.clients import client_of, facts_of
from stepwell.queries.consents import consents_of
from stepwell.queries.disclosures import holds_of, is_on_legal_hold
from stepwell.records.people.models import Client


@dataclass(frozen=True, slots=True)
class ConsentOption:
    """One recipient of a consent in force, and what it lets them have. recipient.name is "" for a
    whole class."""

    consent_id: str
    recipient: Recipient
    information: frozenset[InformationKind]
    purposes: frozenset[Purpose]


@dataclass(frozen=True, slots=True)
class SharingPage:
    """bases: what the reader may rely on here. open_legal_requests: how many."""

    accounting: Accounting
    consents: tuple[ConsentOption, ...]
    restrictions: tuple[RestrictionRowView, ...]
    bases: tuple[BasisKind, ...]
    open_legal_requests: int
    is_on_legal_hold: bool
    can_answer: bool
    can_hold: bool


@transaction.atomic
def open_sharing_page(client_id: UUID | str, *, by: Actor, at: datetime) -> SharingPage:
    """
    Raises:
        AccessDenied, NotFound: `by` is not in care of the client, or there is none.
    """
    found = account_for(client_id, by=by, at=at)
    client = client_of(by, client_id)
    facts = facts_of(client, by, at)
    return SharingPage(
        accounting=found,
        consents=tuple(_options(client, at)),
        restrictions=restrictions_about(client, by),
        bases=tuple(one for one in BasisKind if rules.can_disclose(by, facts, one)),
        open_legal_requests=len(holds_of(client.pk)),
        is_on_legal_hold=is_on_legal_hold(client.pk, at),
        can_answer=rules.can_answer_restriction(by, facts),
        can_hold=rules.can_hold_client(by, facts.organization_id),
    )


@transaction.atomic
def open_share_form(
    client_id: UUID | str, basis: BasisKind, *, by: Actor, at: datetime
) -> tuple[ConsentOption, ...]:
    """Before anyone writes what they want to share: may they, and which consents there are.

    Raises:
        AccessDenied, NotFound: `by` may not share on this basis, or there is no such client.
    """
    client = client_of(by, client_id)
    rules.check_can_disclose(by, facts_of(client, by, at), basis)
    if basis is not BasisKind.CONSENT:
        return ()
    record_event(
        "record.viewed",
        by=by,
        at=at,
        record=RecordRef("client", str(client.pk)),
        details={"part": "consents"},
    )
    return tuple(_options(client, at))


def _options(client: Client, at: datetime) -> list[ConsentOption]:
    return [
        ConsentOption(
            consent.id,
            recipient,
            open_information(consent, recipient, at),
            consent.terms.purposes,
        )
        for consent in consents_of(client.pk)
        if is_in_force(consent, at)
        for recipient in consent.terms.recipients
        if open_information(consent, recipient, at)
    ]
