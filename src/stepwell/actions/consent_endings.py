"""What ends a consent: taken back by the client, ended by its event, found to be false."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.consents import ConsentRefused, record_consent
from stepwell.actions.disclosing.holding import hold_disclosures_of
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.consents import (
    check_can_keep_consents,
    check_can_revoke_consent,
)
from stepwell.domain.consents.kinds import InformationKind
from stepwell.domain.consents.states import state_of
from stepwell.domain.consents.storing import plain_recipients, terms_of
from stepwell.domain.consents.terms import Recipient
from stepwell.queries.clients import facts_of
from stepwell.queries.consents import as_consent, found_consent
from stepwell.records.people.models import Consent, ConsentRevocation


@transaction.atomic
def revoke_consent(
    consent_id: UUID | str,
    *,
    recipients: tuple[Recipient, ...] = (),
    information: frozenset[InformationKind] = frozenset(),
    way: ConsentRevocation.Way | str = ConsentRevocation.Way.IN_APP,
    by: Actor,
    at: datetime,
    is_own: bool,
) -> None:
    """Take it back, at once: all of it, or for some recipients, or some kinds of information.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such consent.
        ConsentRefused: it is not in force, or does not hold what is to be taken back.
    """
    row = _held(consent_id, is_own=is_own, by=by)
    check_can_revoke_consent(by, facts_of(row.client, by, at))
    _check_open(row, at)
    terms = terms_of(row.terms)
    if not set(recipients) <= set(terms.recipients) or not information <= terms.information:
        raise ConsentRefused("Choose from what is on the form.")
    if way not in ConsentRevocation.Way.values:
        raise ConsentRefused("Say how it was taken back.")
    one = ConsentRevocation.objects.create(
        consent=row,
        revoked_at=at,
        revoked_by=by.key,
        is_by_client=is_own,
        way=way,
        recipients=plain_recipients(recipients),
        information=sorted(information),
    )
    is_whole = not recipients and not information
    record_consent("consent.revoked", row, by=by, at=at, is_whole=is_whole, way=str(one.way))


@transaction.atomic
def end_consent(consent_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """Record that the event has happened which the form names as its end. Raises as above."""
    row = _kept(consent_id, by=by, at=at)
    if not terms_of(row.terms).expiry.event:
        raise ConsentRefused("This form names no event that ends it.")
    row.ended_at, row.ended_by = at, by.key
    row.save(update_fields=["ended_at", "ended_by"])
    record_consent("consent.ended", row, by=by, at=at)


@transaction.atomic
def declare_false(consent_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """It is known to be materially false: nothing rests on it from now on (2.31(c))."""
    row = _kept(consent_id, by=by, at=at)
    row.false_since = at
    row.save(update_fields=["false_since"])
    record_consent("consent.declared_false", row, by=by, at=at)


def _kept(consent_id: UUID | str, *, by: Actor, at: datetime) -> Consent:
    row = _held(consent_id, is_own=False, by=by)
    check_can_keep_consents(by, facts_of(row.client, by, at))
    _check_open(row, at)
    return row


def _held(consent_id: UUID | str, *, is_own: bool, by: Actor) -> Consent:
    hold_disclosures_of(found_consent(by, consent_id, is_own=is_own).client_id)
    return found_consent(by, consent_id, is_own=is_own, is_locked=True)


def _check_open(row: Consent, at: datetime) -> None:
    if not state_of(as_consent(row), at).is_open:
        raise ConsentRefused("This consent is not in force, so there is nothing to end.")
